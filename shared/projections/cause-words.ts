import type { StopReason } from '../domain/cause/cause.ts';
import type { Canvas } from '../domain/cause/triage.ts';

/** How canvases are called on screens and in the record. */
export const canvasTitles: { readonly [C in Canvas]: string } = { 'five-whys': '5 Whys', fishbone: 'Fishbone' };

/** Why nobody asks further, in words. */
export const stopTitles: { readonly [S in StopReason]: string } = {
  'no-data': 'no data',
  'out-of-reach': 'out of our reach',
  accepted: 'accepted as it is',
  'not-worth-it': 'not worth the effort',
};
