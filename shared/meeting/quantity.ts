/** `1,204` up to `18,204`; three significant figures below a hundred, two below ten: `61.4`, `2.1`, `0.2`. */
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

/** `0.42 %`, `12.5 %`: a share of 0 to 1, to two decimals below a tenth, where shares that failed lie. */
export const formatShare = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 2 : 1)} %`;

/** `1 release`, `2 releases`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
