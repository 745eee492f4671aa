import { formatFigure } from '../../shared/meeting/quantity.ts';

// Figures read alike on the screen and in what is written out.
export { countOf, formatQuantity } from '../../shared/meeting/quantity.ts';

/** `12 B`, `3.4 kB`, `5 MB`: decimal, as file managers show it. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'] as const;
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${step === 0 ? value : formatFigure(value)} ${units[step]}`;
}
