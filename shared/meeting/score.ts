/** How a figure is coloured wherever it is shown, on a screen or on paper. */
export type ScoreTone = 'plain' | 'calm' | 'warn' | 'over';

/** Iglewicz and Hoaglin call a modified z score beyond 3.5 an outlier; from 5 on it is grave. */
export const toneOfScore = (score: number | null): ScoreTone =>
  score === null ? 'plain' : Math.abs(score) >= 5 ? 'over' : Math.abs(score) >= 3.5 ? 'warn' : 'calm';

/** `+35.5`, `−3.9`: the modified z score. */
export function scoreText(score: number): string {
  const size = Math.abs(score).toFixed(1);
  return `${Number(size) === 0 ? '' : score > 0 ? '+' : '−'}${size}`;
}

export const scoreMeans =
  'z: modified z score, how far a figure lies from the median of the releases before, in robust standard deviations; beyond 3.5 it sticks out.';
