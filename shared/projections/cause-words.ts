import type { CheckName } from '../domain/cause/cause-check.ts';
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

/** What the program looked at before a cause counted as validated, as it is headed. */
export const checkTitles: { readonly [C in CheckName]: string } = {
  resolves: 'Evidence resolves',
  kinds: 'The kinds its class asks for',
  'before-effect': 'Cause before effect',
  'deployment-known': 'Deployment known',
  'key-touched': 'The diff touches the named key',
};
