import type { QuarantinedRow, Row, RowOf } from '../domain/release/rows.ts';

export const formatIds = [
  'deployments',
  'incidents',
  'runtime',
  'metrics',
  'jenkins-builds',
  'pagerduty-incidents',
  'git-commits',
  'git-tags',
] as const;
export type FormatId = (typeof formatIds)[number];

/** Raised when a format maps the same bytes to other rows; quarantined rows are then tried again. */
export const mapVersions: { readonly [F in FormatId]: number } = {
  deployments: 1,
  incidents: 1,
  runtime: 1,
  metrics: 1,
  'jenkins-builds': 1,
  'pagerduty-incidents': 1,
  'git-commits': 1,
  'git-tags': 1,
};

/** How the bytes are cut into records. `raw` is CSV whose column `data` holds one JSON body per row. */
export type FileShape = 'csv' | 'raw' | 'json' | 'ndjson';

/**
 * One record of a carried file. `row` counts as a person finds it there: in CSV the header is row 1, in NDJSON it is the
 * line, in a JSON array the element, each from 1.
 */
export type SourceRecord =
  | { readonly kind: 'cells'; readonly row: number; readonly cells: readonly string[] }
  | { readonly kind: 'value'; readonly row: number; readonly value: { readonly [key: string]: unknown } };

/** What was wrong with one record: `path` is the column or JSON path. */
export type RecordFault = Omit<QuarantinedRow, 'row'>;

/** A record that could not even be cut out of the text. */
export type UnreadableRecord = { readonly kind: 'unreadable'; readonly row: number; readonly fault: RecordFault };

export type Mapped =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'sample'; readonly series: RowOf<'series'>; readonly time: number; readonly value: number }
  | { readonly kind: 'quarantined'; readonly fault: RecordFault };

/** The service an API body belongs to: whatever the body says, or where it says none. */
export type GivenService = { readonly always: string | undefined; readonly otherwise: string | undefined };

export type Mapper = { readonly map: (record: SourceRecord) => Mapped };

export const quarantined = (code: string, path: string, message: string): Mapped => ({
  kind: 'quarantined',
  fault: { code, path: path.slice(0, 300), message: message.slice(0, 500) },
});

const aliases: { readonly [name: string]: FormatId } = {
  deployment: 'deployments',
  incident: 'incidents',
  metric: 'metrics',
  samples: 'metrics',
  runtimes: 'runtime',
  jenkins: 'jenkins-builds',
  builds: 'jenkins-builds',
  build: 'jenkins-builds',
  pagerduty: 'pagerduty-incidents',
  commits: 'git-commits',
  tags: 'git-tags',
};

/** Reads a format's name as people type it: `deployment-csv`, `deployments`, `Jenkins`. */
export function parseFormatName(text: string): FormatId | undefined {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[\s_.]+/g, '-')
    .replace(/-(csv|json|ndjson|jsonl|raw)$/, '');
  return formatIds.find((id) => id === name) ?? (Object.hasOwn(aliases, name) ? aliases[name] : undefined);
}
