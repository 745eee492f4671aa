import { z } from 'zod';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { acknowledgementSchema, type Acknowledgement } from '../../shared/domain/escalation/acknowledgement.ts';
import { readJsonText } from '../../shared/formats/json-text.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { acknowledgementPayloadType, packetPayloadType } from '../../shared/projections/escalation-packet.ts';
import { readOriginKey } from '../courier/courier-key.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { isSignedBy, openEnvelope, signEnvelope } from '../signing/dsse.ts';
import { sha256Of } from './sha256-of.ts';
import { fail } from './fault.ts';

type ReadAnswer = { readonly answer: Acknowledgement; readonly signedBy: string | null };

/**
 * Reads acknowledgement.json: plain, or in a DSSE envelope signed by the device that it names. A signature that is there
 * and wrong refuses the answer; none at all is told as such.
 */
export function readAcknowledgement(text: string): Result<ReadAnswer, CallFault> {
  const value = parseJson(text);
  if (value === undefined) return fail('not-json', 'That is no acknowledgement: it is not JSON.');
  if (typeof value !== 'object' || value === null || !('payloadType' in value)) return readPlain(value);
  const opened = openEnvelope(text, acknowledgementPayloadType);
  if (!opened.ok)
    return fail('bad-signature', `${opened.error.message} Nothing was taken; ask the receiver to send it again.`);
  const plain = readShape(parseJson(opened.value.payload));
  if (!plain.ok) return plain;
  const { device } = plain.value;
  const isWhole =
    device !== null &&
    opened.value.keyid === device.id &&
    readOriginKey(device.publicPem)?.id === device.id &&
    isSignedBy(opened.value, acknowledgementPayloadType, device.publicPem);
  if (!isWhole)
    return fail(
      'bad-signature',
      'The signature does not fit the answer: it was changed after it was signed, or signed by another device. Nothing was taken.',
    );
  return ok({ answer: plain.value, signedBy: device.id });
}

function readPlain(value: unknown): Result<ReadAnswer, CallFault> {
  const read = readShape(value);
  if (!read.ok) return read;
  return read.value.device === null
    ? ok({ answer: read.value, signedBy: null })
    : fail('bad-signature', 'It names a device and carries no signature of it. Nothing was taken.');
}

function readShape(value: unknown): Result<Acknowledgement, CallFault> {
  const parsed = acknowledgementSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  return fail(
    'not-an-answer',
    `That is no acknowledgement: ${where === '' ? '' : `${where}: `}${issue?.message ?? 'unknown shape'}.`,
  );
}

/** Of two values under one key the last would win, and *refused* stand where *accepted* is read: such a text is no JSON here. */
function parseJson(text: string): unknown {
  const read = readJsonText(text);
  return read.ok ? read.value : undefined;
}

/** An answer as its file: signed where the receiver has a device key. */
export function acknowledgementText(answer: Omit<Acknowledgement, 'device' | 'format'>, key: DeviceKey | null): string {
  const device = key === null ? null : { id: key.id, publicPem: key.publicPem };
  const payload = canonicalJson({ format: 'hotwash-acknowledgement/1', ...answer, device });
  return `${key === null ? payload : signEnvelope({ fingerprint: key.id, privateKey: key.privateKey }, payload, acknowledgementPayloadType)}\n`;
}

const packetSchema = z.looseObject({
  format: z.literal('hotwash-hand-off/1'),
  origin: z.looseObject({ device: z.string(), publicPem: z.string() }),
});

/** Looks at a packet that was received. With its envelope beside it, the signature has to be of the origin it names. */
export function checkPacket(
  text: string,
  envelope: string | null,
): Result<{ readonly sha256: string; readonly signedBy: string | null }, CallFault> {
  const packet = packetSchema.safeParse(parseJson(text));
  if (!packet.success) return fail('not-a-packet', 'That is no hand-off packet.');
  const sha256 = sha256Of(text);
  if (envelope === null) return ok({ sha256, signedBy: null });
  const { device, publicPem } = packet.data.origin;
  const opened = openEnvelope(envelope, packetPayloadType);
  const isWhole =
    opened.ok &&
    opened.value.payload === text &&
    readOriginKey(publicPem)?.id === device &&
    isSignedBy(opened.value, packetPayloadType, publicPem);
  return isWhole
    ? ok({ sha256, signedBy: device })
    : fail(
        'bad-signature',
        'The packet does not fit its signature: it was changed on its way. Ask for it again; nothing was written.',
      );
}
