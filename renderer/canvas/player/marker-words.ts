import type { MarkerKind } from '../../../shared/projections/recording-markers.ts';

/** What a marker is of, in a word before its own words. */
export const kindWords: { readonly [K in MarkerKind]: string } = {
  item: 'Item',
  claim: 'Claim',
  idea: 'Idea',
  cause: 'Cause',
  decision: 'Decision',
  action: 'Action',
  commitment: 'Committed',
  parked: 'Parked',
};
