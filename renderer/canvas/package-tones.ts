import type { Integrity } from '../../shared/domain/review/package.ts';
import type { Tone } from '../ui/mark.tsx';

/** Iglewicz and Hoaglin call a modified z score beyond 3.5 an outlier. */
export const toneOfScore = (score: number | null): Tone =>
  score === null ? 'plain' : Math.abs(score) >= 5 ? 'over' : Math.abs(score) >= 3.5 ? 'warn' : 'calm';

/** `z +35.5`, the modified z score; what it is stands beside the figures, once. */
export const tellScore = (score: number): string =>
  `z ${score > 0 ? '+' : score < 0 ? '−' : ''}${Math.abs(score).toFixed(1)}`;

export const scoreMeans =
  'z: modified z score, how far a figure lies from the median of the releases before, in robust standard deviations; beyond 3.5 it sticks out.';

/** How the data holds together, in the same tone wherever a package is shown. */
export const integrityLooks: {
  readonly [L in Integrity['level']]: { readonly tone: Tone; readonly glyph: string };
} = {
  good: { tone: 'calm', glyph: '✓' },
  conflict: { tone: 'warn', glyph: '!' },
  missing: { tone: 'warn', glyph: '–' },
};
