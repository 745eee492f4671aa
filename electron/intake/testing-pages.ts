import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import type { PulledBatch } from '../../shared/domain/release/pulled-batch.ts';

/** Records that each page of the made-up source brings for the first time; some are enough for a chunk. */
const sizes = [40, 700, 1500, 5, 600, 1200, 90, 1, 2100, 300, 501];
/** Records of the page before that a page brings again, changed since. */
const overlap = 20;
export const lastPage = sizes.length;

const firstOf = (page: number): number => sizes.slice(0, page - 1).reduce((sum, size) => sum + size, 0);

/** Indexes of the records of a page: from <= index < to. */
export const pageRange = (page: number): { readonly from: number; readonly to: number } => ({
  from: Math.max(0, firstOf(page) - overlap),
  to: firstOf(page + 1),
});

/** What is known when pages 1 to `page` are read: the version of each record, by its row's id. */
export function knownAfter(page: number): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (let each = 1; each <= page; each += 1)
    for (let { from, to } = pageRange(each); from < to; from += 1)
      known.set(`file:deployment:pay:d${from}`, `1.${from}.${each}`);
  return known;
}

/** One page of the made-up source as a connector hands it over; a pull that fails comes before every fourth one. */
export function pulledPage(page: number): PulledBatch {
  const { from, to } = pageRange(page);
  const start = Date.UTC(2026, 0, 1);
  const records = Array.from({ length: to - from }, (_, index) => ({
    id: `d${from + index}`,
    service: 'pay',
    version: `1.${from + index}.${page}`,
    started_at: new Date(start + (from + index) * 60_000).toISOString(),
    updated_at: new Date(start + page * 1000).toISOString(),
  }));
  const outcome = { kind: 'read', cursor: page, watermark: page, open: [], done: page === lastPage } as const;
  const bytes = new TextEncoder().encode(JSON.stringify(records));
  return {
    name: `made up, page ${page}`,
    pulled: { ...asked(page), outcome: { ...outcome, open: [] } },
    body: { bytes, format: 'deployments', mapping: emptyMapping },
  };
}

export function failedPull(page: number): PulledBatch {
  const outcome = { kind: 'failed', code: 'unreachable', message: 'The source is away.', since: page } as const;
  return { name: 'made up', pulled: { ...asked(page), outcome }, body: null };
}

const asked = (page: number) => ({
  source: 'made-up',
  connector: 'test',
  connectorVersion: 1,
  query: `/deployments?page=${page}`,
  fetchedAt: new Date(Date.UTC(2026, 2, 1) + page * 60_000).toISOString(),
});
