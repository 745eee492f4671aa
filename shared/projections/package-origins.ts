import type { RowKind } from '../domain/release/rows.ts';
import type { FigureOrigin, Origin } from '../domain/review/package-parts.ts';
import type { ReleaseData } from './release-data.ts';

/** Of so many rows behind one figure the origins are looked up; files hold many rows, so a few tell them all. */
const mostRows = 500;

/** Collects where each figure of a package comes from; a raw file that serves many figures is listed once. */
export type OriginBook = {
  readonly addRows: (figure: string, kind: RowKind, ids: readonly string[]) => Promise<void>;
  readonly addSamples: (figure: string, series: string, from: number, to: number, count: number) => Promise<void>;
  readonly read: () => { readonly origins: Origin[]; readonly figures: FigureOrigin[] };
};

export function createOriginBook(data: ReleaseData): OriginBook {
  const places = new Map<string, number>();
  const origins: Origin[] = [];
  const figures: FigureOrigin[] = [];
  const placeOf = (origin: Origin): number => {
    const key = `${origin.sha256} ${origin.source ?? ''} ${origin.query ?? ''} ${origin.takenAt}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, origins.length);
    return origins.push(origin) - 1;
  };
  const add = (figure: string, rows: number, found: readonly Origin[]): void => {
    if (rows === 0) return;
    figures.push({ figure, rows, origins: [...new Set(found.map(placeOf))].toSorted((a, b) => a - b) });
  };
  return {
    addRows: async (figure, kind, ids) => {
      const found: Origin[] = [];
      for (const id of ids.slice(0, mostRows)) {
        const origin = await data.originOf(kind, id);
        if (origin !== undefined) found.push(origin);
      }
      add(figure, ids.length, found);
    },
    addSamples: async (figure, series, from, to, count) =>
      add(figure, count, await data.originsOfSamples(series, from, to)),
    read: () => ({ origins, figures }),
  };
}
