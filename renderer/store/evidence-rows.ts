import { useLiveQuery } from 'dexie-react-hooks';
import { rowTime } from '../../shared/domain/release/rows.ts';
import type { OfferedRow } from '../../shared/projections/row-candidates.ts';
import { pageStore } from './page-store.ts';
import { readRows } from './read-rows.ts';
import type { Store } from './schema.ts';

/** Where rows are looked for: epoch ms, and the services and repositories they are of. */
export type EvidenceReach = { readonly from: number; readonly to: number; readonly owners: readonly string[] };

const day = 86_400_000;
/** How far before and after a release rows of a kind may still tell of it. */
const reach: { readonly [K in OfferedRow['kind']]: { readonly before: number; readonly after: number } } = {
  flag: { before: day, after: day },
  exposure: { before: day, after: day },
  log: { before: day, after: day },
  snapshot: { before: 30 * day, after: 7 * day },
  prediction: { before: 30 * day, after: 0 },
  change: { before: 7 * day, after: 0 },
  ticket: { before: day, after: 14 * day },
  postmortem: { before: day, after: 30 * day },
};
/** Of each kind those nearest to the release. */
const mostOfAKind = 200;
const kinds = Object.keys(reach) as readonly OfferedRow['kind'][];

export async function readEvidenceRows(store: Store, around: EvidenceReach): Promise<readonly OfferedRow[]> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const [from, to] = [around.from - reach[kind].before, around.to + reach[kind].after];
      const rows = await Promise.all(around.owners.map((owner) => readRows(store, kind, from, to, owner)));
      const distance = (row: OfferedRow) => Math.max(0, around.from - rowTime(row), rowTime(row) - around.to);
      return rows
        .flatMap((each): readonly OfferedRow[] => each)
        .toSorted((a, b) => distance(a) - distance(b))
        .slice(0, mostOfAKind);
    }),
  );
  return found.flat();
}

/** Rows round a release that can be evidence; none while they are read, and none where nothing is asked for. */
export function useEvidenceRows(around: EvidenceReach | null): readonly OfferedRow[] {
  const asked = JSON.stringify(around);
  const rows = useLiveQuery(async () => (around === null ? [] : readEvidenceRows(pageStore(), around)), [asked]);
  return rows ?? nothing;
}

const nothing: readonly OfferedRow[] = [];
