import { create } from 'zustand';
import { everything, type ArchiveFilter } from '../../shared/projections/archive-entries.ts';

/** What the archive is asked. */
export type ArchiveAsked = {
  readonly text: string;
  readonly filter: ArchiveFilter;
  /** Days as they are typed, `2026-03-16` or half of it. */
  readonly days: { readonly from: string; readonly to: string };
};

export const nothingFiltered: Pick<ArchiveAsked, 'filter' | 'days'> = {
  filter: everything,
  days: { from: '', to: '' },
};

/** It outlives the place: who looks at one hit after the other comes back to the others. */
export const useArchiveAsked = create<ArchiveAsked>(() => ({ text: '', ...nothingFiltered }));
