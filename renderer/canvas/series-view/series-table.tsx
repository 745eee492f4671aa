import { firstAt, type Pyramid } from '../../../shared/analysis/pyramid.ts';
import { Figure, Table } from '../../ui/table.tsx';
import type { Span } from '../chart/window.ts';

const mostRows = 200;
const columns = [
  { name: 'time' },
  { name: 'samples', numeric: true },
  { name: 'least', numeric: true },
  { name: 'greatest', numeric: true },
];

type Props = {
  readonly pyramid: Pyramid;
  readonly span: Span;
  readonly formatValue: (value: number) => string;
  readonly formatTime: (at: number) => string;
};

/** What is in view as a table, drawn together into at most 200 rows. */
export function SeriesTable({ pyramid, span, formatValue, formatTime }: Props) {
  const rows = toRows(pyramid, span);
  return (
    <Table caption="The samples in view" columns={columns}>
      {rows.map(({ at, count, low, high }) => (
        <tr key={at}>
          <td>{formatTime(at)}</td>
          <Figure>{count.toLocaleString('en-GB')}</Figure>
          <Figure>{formatValue(low)}</Figure>
          <Figure>{formatValue(high)}</Figure>
        </tr>
      ))}
    </Table>
  );
}

type TableRow = { readonly at: number; readonly count: number; readonly low: number; readonly high: number };

function toRows({ times, low, high }: Pyramid, span: Span): readonly TableRow[] {
  const begin = firstAt(times, span.from);
  const end = firstAt(times, span.to, begin);
  const stride = Math.max(1, Math.ceil((end - begin) / mostRows));
  const rows: TableRow[] = [];
  for (let from = begin; from < end; from += stride) {
    const to = Math.min(end, from + stride);
    const least = low.subarray(from, to).reduce((a, b) => Math.min(a, b), Infinity);
    const greatest = high.subarray(from, to).reduce((a, b) => Math.max(a, b), -Infinity);
    rows.push({ at: times[from] ?? 0, count: to - from, low: least, high: greatest });
  }
  return rows;
}
