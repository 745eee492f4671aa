import { useLiveQuery } from 'dexie-react-hooks';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import type { RowKind } from '../../shared/domain/release/rows.ts';
import { pageStore } from './page-store.ts';
import { findRow } from './read-rows.ts';
import type { Store } from './schema.ts';

/** What a number on screen is traced by: one row, or the samples of a series within [from, to], epoch ms. */
export type Traced =
  | { readonly kind: RowKind; readonly id: string }
  | { readonly series: string; readonly from: number; readonly to: number };

/** The carried file or pulled answer that a row or samples came from. `sha256` is that of its bytes. */
export type Provenance = {
  readonly name: string;
  readonly sha256: string;
  readonly format: string;
  readonly mapVersion: number;
  /** When it was taken in, epoch ms. */
  readonly at: number;
  readonly pulled: {
    readonly source: string;
    readonly connector: string;
    readonly query: string;
    /** Epoch ms. */
    readonly fetchedAt: number;
  } | null;
};

/** Where something came from, the latest first; undefined while loading, empty when nobody knows. */
export function useProvenance(traced: Traced): readonly Provenance[] | undefined {
  const key = 'series' in traced ? [traced.series, traced.from, traced.to] : [traced.kind, traced.id];
  return useLiveQuery(() => readProvenance(pageStore(), traced), key);
}

export async function readProvenance(store: Store, traced: Traced): Promise<readonly Provenance[]> {
  const seqs = 'series' in traced ? await seqsOfSamples(store, traced) : await seqsOfRow(store, traced);
  const lines = await store.intake.bulkGet(seqs);
  const bySource = new Map<string, Provenance>();
  // Lines were checked when they were kept; they are only read here.
  for (const kept of lines) {
    if (kept === undefined) continue;
    const told = provenanceOf(JSON.parse(kept.text) as IntakeLine);
    bySource.set(`${told.sha256} ${told.mapVersion}`, told);
  }
  return [...bySource.values()].toSorted((a, b) => b.at - a.at);
}

async function seqsOfRow(store: Store, { kind, id }: Extract<Traced, { kind: RowKind }>): Promise<number[]> {
  const found = await findRow(store, kind, id);
  return found === undefined ? [] : [found.seq];
}

async function seqsOfSamples(
  store: Store,
  { series, from, to }: Extract<Traced, { series: string }>,
): Promise<number[]> {
  const entries = await store.directory.where('[series+seq]').between([series, 0], [series, Infinity]).toArray();
  return entries
    .filter(({ chunks }) => chunks.some((chunk) => chunk.t1 >= from && chunk.t0 <= to))
    .map(({ seq }) => seq);
}

function provenanceOf({ source, at, pulled }: IntakeLine): Provenance {
  const { name, sha256, format, mapVersion } = source;
  const asked =
    pulled === undefined
      ? null
      : {
          source: pulled.source,
          connector: pulled.connector,
          query: pulled.query,
          fetchedAt: Date.parse(pulled.fetchedAt),
        };
  return { name, sha256, format, mapVersion, at: Date.parse(at), pulled: asked };
}
