import { err, ok, type Result } from '../lib/result.ts';
import type { Body } from './body-format.ts';
import { givenValues } from './column-plan.ts';
import type {
  FileHead,
  FormatDefinition,
  Mapped,
  MapperContext,
  RecordFault,
  SourceRecord,
  TextValue,
} from './format.ts';
import { certain, notUsed } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { readYaml } from './read-yaml.ts';

/** Whether a record is text that was cut out of a file, and not a JSON record. */
export function isTextValue(value: { readonly [key: string]: unknown }): value is TextValue {
  return typeof value['text'] === 'string' && typeof value['start'] === 'number' && typeof value['end'] === 'number';
}

/** The members of one YAML document or JSON record; null when a document has nothing but comments. */
export function readEntity(record: SourceRecord): Result<Body | null, RecordFault> {
  if (record.kind === 'cells')
    return err({ code: 'wrong-type', path: '', message: 'a document was expected, not cells' });
  if (!isTextValue(record.value)) return ok(record.value);
  const read = readYaml(record.value.text);
  if (!read.ok) return err(read.error);
  if (read.value === null || read.value === undefined) return ok(null);
  return isRecordValue(read.value)
    ? ok(read.value)
    : err({ code: 'malformed-yaml', path: '', message: 'the document is no map of names to values' });
}

/** What the mapping says of a service: of all entities, or of those that name none. */
export type EntityContext = {
  readonly service: { readonly always: string | undefined; readonly otherwise: string | undefined };
  readonly now: number;
};

type EntityFormat = Pick<FormatDefinition, 'mapVersion' | 'brings' | 'aliases'> & {
  /** What its `apiVersion` begins with. */
  readonly api: string;
  readonly told: string;
  readonly map: (entity: Body, context: EntityContext) => Mapped;
};

/** A format of documents that say by `apiVersion` and `kind` what they are: YAML with several documents, or JSON. */
export function entityFormat({ api, told, map, ...rest }: EntityFormat): FormatDefinition {
  const stated = new RegExp(String.raw`^["']?apiVersion["']?\s*:\s*["']?${api}`, 'm');
  return {
    ...rest,
    cut: (name, text, isNamed) =>
      !/^\s*[[{]/.test(text) && (isNamed || /\.ya?ml$/i.test(name) || stated.test(text)) ? 'yaml' : null,
    recognise: (head) =>
      isStated(head, stated) ? { fit: certain, why: `apiVersion says that they are ${told}` } : null,
    createMapper: (context) => ok(createEntityMapper(map, context)),
  };
}

function isStated({ shape, text, first }: FileHead, stated: RegExp): boolean {
  if (shape === 'yaml') return stated.test(text);
  const version = first?.['apiVersion'];
  return (
    (shape === 'json' || shape === 'ndjson') && typeof version === 'string' && stated.test(`apiVersion: ${version}`)
  );
}

function createEntityMapper(map: EntityFormat['map'], { mapping, now }: MapperContext) {
  const service = { always: mapping.constants['service'], otherwise: mapping.defaults?.['service'] };
  return {
    plan: { columns: {}, constants: givenValues(mapping), unknown: [] },
    map: (record: SourceRecord): Mapped => {
      const entity = readEntity(record);
      if (!entity.ok) return { kind: 'quarantined', fault: entity.error };
      return entity.value === null ? notUsed('a document of comments alone') : map(entity.value, { service, now });
    },
  };
}

/** A member by its path, when it is a text that is not empty. */
export function textAt(entity: Body, ...path: readonly string[]): string | null {
  const value = memberAt(entity, ...path);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function memberAt(entity: Body, ...path: readonly string[]): unknown {
  let value: unknown = entity;
  for (const key of path) value = isRecordValue(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}
