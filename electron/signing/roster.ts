import { createPublicKey, sign, verify } from 'node:crypto';
import { z } from 'zod';
import {
  keysOfRoster,
  rosterPayloadType,
  type HashedRoster,
  type Roster,
} from '../../shared/domain/workspace/roster-document.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readRoster, rosterText, type RosterFault } from '../../shared/record/roster.ts';
import { readDevicePublic } from './device-key.ts';
import { preAuthEncoding, type EnvelopeKey } from './dsse.ts';
import { readPublicKey } from './person-key.ts';

/** One keeper's signature over a roster: `keyid` is the key's fingerprint, `sig` DER in base64. */
export type RosterSignature = { readonly keyid: string; readonly sig: string };

/** A roster with the signatures it carries. A draft may carry none yet. */
export type SignedRoster = HashedRoster & { readonly signatures: readonly RosterSignature[] };

/** The bytes a keeper signs; an external signer is given them as they are. */
export const rosterToSign = (roster: Roster): Buffer => preAuthEncoding(rosterText(roster), rosterPayloadType);

export const signRoster = (key: EnvelopeKey, roster: Roster): RosterSignature => ({
  keyid: key.fingerprint,
  sig: sign('sha256', rosterToSign(roster), key.privateKey).toString('base64'),
});

/** The file's whole content: a DSSE envelope in canonical JSON, its signatures in the order of their keys. */
export function rosterEnvelope({ roster, signatures }: Pick<SignedRoster, 'roster' | 'signatures'>): string {
  const sorted = signatures.toSorted((a, b) => (a.keyid < b.keyid ? -1 : 1));
  return canonicalJson({
    payload: Buffer.from(rosterText(roster), 'utf8').toString('base64'),
    payloadType: rosterPayloadType,
    signatures: sorted.map(({ keyid, sig }) => ({ keyid, sig })),
  });
}

const base64Schema = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const envelopeSchema = z.strictObject({
  payload: base64Schema,
  payloadType: z.literal(rosterPayloadType),
  signatures: z.array(z.strictObject({ keyid: z.string().max(200), sig: base64Schema.max(2000) })).max(200),
});

/** Reads a roster file without believing its signatures; see {@link goodSignatures}. */
export function openRoster(text: string): Result<SignedRoster, RosterFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ code: 'no-roster', message: 'This is no roster of Hotwash: it is no JSON. Nothing was taken.' });
  }
  const read = envelopeSchema.safeParse(value);
  if (!read.success)
    return err({
      code: 'no-roster',
      message: 'This is no roster of Hotwash: it is no signed envelope of one. Nothing was taken.',
    });
  const roster = readRoster(Buffer.from(read.data.payload, 'base64').toString('utf8'));
  if (!roster.ok) return roster;
  const wrong = wrongKey(roster.value.roster);
  return wrong === undefined
    ? ok({ ...roster.value, signatures: read.data.signatures })
    : err({ code: 'no-roster', message: `This roster cannot be used: ${wrong}. Nothing was taken.` });
}

/** Every key must be what it is called, for later everything goes by its name. */
function wrongKey(roster: Roster): string | undefined {
  for (const { member, publicPem, fingerprint } of keysOfRoster(roster)) {
    const key = readPublicKey(publicPem);
    if (!key.ok || key.value.fingerprint !== fingerprint || key.value.publicPem !== publicPem)
      return `the key ${fingerprint} of ${member} is another key or none`;
  }
  const device = roster.devices.find(({ id, publicPem }) => readDevicePublic(publicPem)?.id !== id);
  return device === undefined ? undefined : `the key of device ${device.id} is another key or none`;
}

/** The signatures that hold by a keeper's key, of the roster or of the one before; each key once. */
export function goodSignatures(
  { roster, signatures }: Pick<SignedRoster, 'roster' | 'signatures'>,
  before: Roster | null,
): readonly RosterSignature[] {
  const keys = [...keepersKeys(roster), ...(before === null ? [] : keepersKeys(before))];
  const toSign = rosterToSign(roster);
  return signatures.filter(({ keyid, sig }, index) => {
    const pem = keys.find(({ fingerprint }) => fingerprint === keyid)?.publicPem;
    const isFirst = signatures.findIndex((other) => other.keyid === keyid) === index;
    return pem !== undefined && isFirst && holds(pem, toSign, sig);
  });
}

const keepersKeys = (roster: Roster) =>
  keysOfRoster(roster).filter(({ member }) => roster.keepers.some((keeper) => keeper === member));

function holds(pem: string, message: Buffer, sig: string): boolean {
  try {
    return verify('sha256', message, createPublicKey(pem), Buffer.from(sig, 'base64'));
  } catch {
    return false;
  }
}
