import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  handOffText,
  packetPayloadType,
  packetToJson,
  type HandOffPacket,
} from '../../shared/projections/escalation-packet.ts';
import { makeFolder, writeFileAtomic } from '../platform/files.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { signEnvelope } from '../signing/dsse.ts';
import { sha256Of } from './sha256-of.ts';

/** What a receiver without Hotwash finds beside the packet. The commands are run by a test. */
export const packetReadMe = `A hand-off packet of Hotwash: an issue of a review, for somebody outside of it to take on.

HANDOFF.md         the issue for a person to read, and how to answer
packet.json        the same for a program; its SHA-256 is what an answer names
packet.dsse.json   the packet in a DSSE envelope, signed by the device that sent it (Ed25519)
device.pem         that device's public key; compare it with one you were given separately

Check the signature (OpenSSL 3):
  T=${packetPayloadType}
  { printf 'DSSEv1 %d %s %d ' "\${#T}" "$T" "$(($(wc -c < packet.json)))"; cat packet.json; } > packet.pae
  sed 's/.*"sig":"\\([^"]*\\)".*/\\1/' packet.dsse.json | openssl base64 -d -A > packet.sig
  openssl pkeyutl -verify -pubin -inkey device.pem -rawin -in packet.pae -sigfile packet.sig

The envelope holds the same packet:
  sed 's/.*"payload":"\\([^"]*\\)".*/\\1/' packet.dsse.json | openssl base64 -d -A | cmp - packet.json

The hash that an answer names:
  openssl dgst -sha256 packet.json
`;

/**
 * Writes a packet's folder whole or not at all, and answers the hash of its packet.json. One of that name is from a
 * start that was killed before the packet was noted: nobody was told of it, so it is replaced. Throws what the disk says.
 */
export async function writePacket(folder: string, packet: HandOffPacket, key: DeviceKey): Promise<string> {
  const text = packetToJson(packet);
  const sha256 = sha256Of(text);
  const beside = `${folder}.writing`;
  await rm(beside, { recursive: true, force: true });
  await makeFolder(beside);
  await writeFileAtomic(join(beside, 'packet.json'), text);
  const signer = { fingerprint: key.id, privateKey: key.privateKey };
  await writeFileAtomic(join(beside, 'packet.dsse.json'), signEnvelope(signer, text, packetPayloadType));
  await writeFileAtomic(join(beside, 'device.pem'), key.publicPem);
  await writeFileAtomic(join(beside, 'HANDOFF.md'), handOffText(packet, sha256));
  await writeFileAtomic(join(beside, 'READ-ME.txt'), packetReadMe);
  await rm(folder, { recursive: true, force: true });
  await rename(beside, folder);
  return sha256;
}
