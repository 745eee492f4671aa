import type { CallFault } from '../../shared/contract/procedures.ts';
import { acknowledgementSchema, type Acknowledgement } from '../../shared/domain/escalation/acknowledgement.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { acknowledgementPayloadType } from '../../shared/projections/escalation-packet.ts';
import { readOriginKey } from '../courier/courier-key.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { isSignedBy, openEnvelope, signEnvelope } from '../signing/dsse.ts';
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer as its file: signed where the receiver has a device key. */
export function acknowledgementText(answer: Omit<Acknowledgement, 'device' | 'format'>, key: DeviceKey | null): string {
  const device = key === null ? null : { id: key.id, publicPem: key.publicPem };
  const payload = canonicalJson({ format: 'hotwash-acknowledgement/1', ...answer, device } as unknown as Json);
  return `${key === null ? payload : signEnvelope({ fingerprint: key.id, privateKey: key.privateKey }, payload, acknowledgementPayloadType)}\n`;
}
