import { ok } from '../lib/result.ts';
import { givenValues, type ColumnPlan } from './column-plan.ts';
import {
  certain,
  quarantined,
  type FormatDefinition,
  type GivenService,
  type Mapped,
  type Mapper,
  type MapperContext,
  type PlannedMapper,
  type SourceRecord,
} from './format.ts';
import { isRecordValue, unwrapBody } from './json-reader.ts';
import { hostOf } from './map-jenkins.ts';

export type Body = { readonly [key: string]: unknown };

/** `host` is the source's instance; `repository` and other constants of the mapping are in `given`. */
export type BodyContext = {
  readonly host: string | null;
  readonly service: GivenService;
  readonly now: number;
  readonly given: { readonly [field: string]: string };
};

/** Maps the bodies of one file, of which some are only understood beside others. */
export type BodyMapper = {
  readonly map: (body: Body, context: BodyContext) => Mapped;
  readonly end?: NonNullable<Mapper['end']>;
};

type BodyFormat = Omit<FormatDefinition, 'recognise' | 'createMapper'> & {
  /** What its records are, after "the records are": `Jenkins builds: number, timestamp and duration in ms`. */
  readonly told: string;
  readonly isBody: (body: Body) => boolean;
  /** A mapping of each body by itself, or what makes the mapper of one file. */
  readonly map: BodyMapper['map'] | { readonly create: () => BodyMapper };
};

/** A format whose records are API bodies: as JSON records, or in the column `data` of a raw export beside its `url`. */
export function bodyFormat({ told, isBody, map, ...rest }: BodyFormat): FormatDefinition {
  return {
    ...rest,
    recognise: ({ shape, body }) =>
      body !== null && isBody(body)
        ? { fit: certain, why: `${shape === 'raw' ? 'the column data holds' : 'the records are'} ${told}` }
        : null,
    createMapper: (context) => ok(createBodyMapper(typeof map === 'function' ? { map } : map.create(), context)),
  };
}

function createBodyMapper({ map: mapBody, end }: BodyMapper, { mapping, now, header }: MapperContext): PlannedMapper {
  const given = givenValues(mapping);
  const service = { always: mapping.constants['service'], otherwise: mapping.defaults?.['service'] };
  const instance = given['instance'] ?? null;
  const data = header?.indexOf(mapping.columns['data'] ?? 'data') ?? -1;
  const url = header?.indexOf(mapping.columns['url'] ?? 'url') ?? -1;
  const plan: ColumnPlan = { columns: {}, constants: given, unknown: [] };
  return {
    plan,
    ...(end !== undefined && { end }),
    map: (record) => {
      if (record.kind === 'value') return mapBody(unwrapBody(record.value), { host: instance, service, now, given });
      if (record.cells.length !== header?.length)
        return quarantined(
          'wrong-columns',
          '',
          `the row has ${record.cells.length} cells, the header ${header?.length ?? 0}`,
        );
      const body = parseBody(record, data);
      if (body === null) return quarantined('malformed-json', 'data', 'the column data does not hold a JSON object');
      return mapBody(body, { host: instance ?? hostOf(record.cells[url]), service, now, given });
    },
  };
}

function parseBody(record: Extract<SourceRecord, { kind: 'cells' }>, column: number): Body | null {
  try {
    const value: unknown = JSON.parse(record.cells[column] ?? '');
    return isRecordValue(value) ? unwrapBody(value) : null;
  } catch {
    return null;
  }
}
