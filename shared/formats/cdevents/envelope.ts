import { err, ok, type Result } from '../../lib/result.ts';
import type { Body } from '../body-format.ts';
import { valueAt } from '../column-plan.ts';
import type { RecordFault } from '../format.ts';
import { isBody } from '../read-body.ts';

/** What was in an envelope: an event of CDEvents, or one of another kind, by its type. */
export type Opened =
  { readonly kind: 'cdevent'; readonly body: Body } | { readonly kind: 'other'; readonly type: string };

/** An event of CDEvents, bare or in a CloudEvent, or a CloudEvent of whatever kind. */
export const isCloudEvent = (body: Body): boolean => isBare(body) || isStructured(body) || isBinary(body);

const isCdType = (type: unknown): boolean => typeof type === 'string' && type.startsWith('dev.cdevents.');
const isBare = (body: Body): boolean => isCdType(valueAt(body, 'context.type')) && isBody(body['subject']);
const isStructured = (body: Body): boolean =>
  typeof body['specversion'] === 'string' && typeof body['type'] === 'string' && typeof body['source'] === 'string';
const isBinary = (body: Body): boolean => isBody(body['headers']) && headerOf(body['headers'], 'ce-type') !== null;

/**
 * Opens a CloudEvent: structured (`data` beside its attributes, as an object, as text or as base64), binary as it is
 * saved (`{headers, body}` with `ce-` headers), or a bare event. Envelope and event must say the same type.
 */
export function openEnvelope(body: Body): Result<Opened, RecordFault> {
  if (isBinary(body) && isBody(body['headers'])) {
    const headers = body['headers'];
    const attribute = (name: string): string | null => headerOf(headers, `ce-${name}`);
    return opened(attribute, body['body'], 'headers.ce-', 'body');
  }
  if (!isStructured(body)) return ok({ kind: 'cdevent', body });
  const attribute = (name: string): string | null => {
    const value = body[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const encoded = body['data_base64'];
  return opened(attribute, typeof encoded === 'string' ? decoded(encoded) : body['data'], '', 'data');
}

function opened(
  attribute: (name: string) => string | null,
  data: unknown,
  prefix: string,
  where: string,
): Result<Opened, RecordFault> {
  if (attribute('specversion') !== '1.0') return bad(`${prefix}specversion`, 'only CloudEvents 1.0 are read');
  for (const name of ['id', 'source', 'type'])
    if (attribute(name) === null) return bad(`${prefix}${name}`, `the envelope has no ${name}`);
  const type = attribute('type') ?? '';
  if (!isCdType(type)) return ok({ kind: 'other', type });
  const body = typeof data === 'string' ? parsed(data) : data;
  if (!isBody(body)) return bad(where, 'the envelope does not hold a JSON object');
  if (valueAt(body, 'context.type') !== type)
    return bad('context.type', 'the envelope and the event in it say different types');
  return ok({ kind: 'cdevent', body });
}

function headerOf(headers: Body, name: string): string | null {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const value: unknown = Array.isArray(found) ? found[0] : found;
  return typeof value === 'string' && value !== '' ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** UTF-8 text of base64; empty where it is none, which then is no JSON. */
function decoded(base64: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let bits = 0;
  let held = 0;
  let escaped = '';
  for (const char of base64.replace(/[\s=]/g, '')) {
    const value = digits.indexOf(char);
    if (value < 0) return '';
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    escaped += `%${((bits >> held) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return '';
  }
}

function bad(path: string, message: string): Result<never, RecordFault> {
  return err({ code: 'bad-event', path, message });
}
