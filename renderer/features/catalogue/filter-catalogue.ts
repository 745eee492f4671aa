import type { CatalogueEntry } from '../../../shared/projections/catalogue.ts';

export const narrowings = ['all', 'holes', 'critical', 'imported'] as const;
export type Narrowing = (typeof narrowings)[number];
export type CatalogueFilter = { readonly text: string; readonly narrowing: Narrowing };

/** Whether an entry is like the filter; every word of its text stands in the name, title, owner or system. */
export function fitsFilter(entry: CatalogueEntry, { text, narrowing }: CatalogueFilter): boolean {
  const inText = `${entry.id} ${entry.title} ${entry.owner} ${entry.system ?? ''}`.toLowerCase();
  const hasWords = text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => inText.includes(word));
  switch (narrowing) {
    case 'all':
      return hasWords;
    case 'holes':
      return hasWords && entry.holes.length > 0;
    case 'critical':
      return hasWords && entry.tier === 'critical';
    case 'imported':
      return hasWords && entry.standing === 'imported';
  }
}
