/** `1,204` up to `18,204`; three significant figures below a hundred: `0.204`, `2.1`, `61`. */
export function formatFigure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
  return String(Number(value.toPrecision(size >= 10 ? 3 : 2)));
}

/** `940 ms`, `2.1 %`; a share in `ratio` is shown in per cent. */
export function formatQuantity(value: number, unit: string): string {
  if (unit === 'ratio') return `${formatFigure(value * 100)} %`;
  return unit === '' ? formatFigure(value) : `${formatFigure(value)} ${unit}`;
}

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

/** `1 release`, `2 releases`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
