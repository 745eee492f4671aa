import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formatsOf from 'ajv-formats';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Body } from '../body-format.ts';
import { valueAt } from '../column-plan.ts';
import type { RecordFault } from '../format.ts';
import { isBody } from '../read-body.ts';
import { contents } from './content.ts';
import { eventSchema } from './schema.ts';

/** A sound event: `event` is `service.deployed`, of the subject and what became of it. */
export type CdEvent = {
  readonly event: string;
  readonly id: string;
  readonly source: string;
  readonly timestamp: string;
  readonly subject: { readonly id: string; readonly source: string | null };
  readonly content: Body;
  readonly whole: Body;
};

const typePattern = /^dev\.cdevents\.([a-z]+\.[a-z]+)\.0\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;
const compiled = new Map<string, ValidateFunction>();

/** Checks an event by its schema. A version of an event that is not known here is read as the one that is, if it fits. */
export function checkEvent(body: Body): Result<CdEvent, RecordFault> {
  const type = valueAt(body, 'context.type');
  if (typeof type !== 'string') return bad('context.type', 'the event does not say its type');
  const event = typePattern.exec(type)?.[1];
  if (event === undefined || contents[event] === undefined)
    return bad('context.type', `"${type.slice(0, 80)}" is no event of CDEvents 0.3 to 0.6`);
  const validate = validatorOf(event, valueAt(body, 'context.version') === undefined ? 'specversion' : 'version');
  if (!validate(body)) return faultOf(validate.errors?.at(-1));
  const { context, subject } = body;
  if (!isBody(context) || !isBody(subject)) return bad('', 'the event has no context or no subject');
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return ok({
    event,
    id: text(context['id']),
    source: text(context['source']),
    timestamp: text(context['timestamp']),
    subject: { id: text(subject['id']), source: typeof subject['source'] === 'string' ? subject['source'] : null },
    content: isBody(subject['content']) ? subject['content'] : {},
    whole: body,
  });
}

/** Schemas are compiled to code when their event is first met, which the page does not allow and never does. */
function validatorOf(event: string, version: 'specversion' | 'version'): ValidateFunction {
  const key = `${event}/${version}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false });
  formatsOf.default(ajv);
  const validate = ajv.compile(eventSchema(event, version));
  compiled.set(key, validate);
  return validate;
}

function faultOf(error: ErrorObject | undefined): Result<never, RecordFault> {
  const parent = (error?.instancePath ?? '').slice(1).replaceAll('/', '.');
  const params: Body = error?.params ?? {};
  const member = params['missingProperty'] ?? params['additionalProperty'];
  const path = typeof member === 'string' ? [parent, member].filter((part) => part !== '').join('.') : parent;
  const words: unknown = params['allowedValues'];
  const known = Array.isArray(words) ? `: ${words.join(', ')}` : '';
  return bad(path, `the event does not follow its schema: ${error?.message ?? 'it is not sound'}${known}`);
}

function bad(path: string, message: string): Result<never, RecordFault> {
  return err({ code: 'bad-event', path: path.slice(0, 300), message: message.slice(0, 500) });
}
