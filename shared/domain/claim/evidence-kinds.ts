import type { Locator } from './claim.ts';

const words: { readonly [T in Locator['type']]: string } = {
  'metric-window': 'a metric window',
  deployment: 'a deployment',
  build: 'a build',
  incident: 'an incident',
  change: 'a commit',
  runtime: 'a version seen at runtime',
  flag: 'a flag that was turned',
  exposure: 'what users met',
  ticket: 'a ticket',
  log: 'a log',
  postmortem: 'a post-mortem',
  snapshot: 'a configuration snapshot',
  prediction: 'a prediction',
  'config-diff': 'a before/after configuration snapshot',
  file: 'a file',
  note: 'a note of the scribe',
  moment: 'words of a transcript',
  testimony: 'testimony',
};

/** A kind of evidence as a sentence says it: `a before/after configuration snapshot`. */
export const evidenceKindText = (type: Locator['type']): string => words[type];

/** Whether a piece of one kind counts where another is asked for: the difference of two snapshots shows a snapshot. */
export const countsAs = (type: Locator['type'], asked: Locator['type']): boolean =>
  type === asked || (asked === 'snapshot' && type === 'config-diff');
