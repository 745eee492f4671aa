import { Empty } from '../../ui/empty.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Table } from '../../ui/table.tsx';

type Cell = string | number | boolean | null | object;
const hidden = new Set(['id', 'revision', 'kind']);

/** The first rows as they would be kept, times told in UTC so that a wrong zone is noticed here. */
export function FirstRows({ rows }: { readonly rows: readonly { readonly [field: string]: unknown }[] }) {
  const first = rows[0];
  if (first === undefined)
    return <Empty title="Nothing of the beginning could be read yet. Say what the columns mean above." />;
  const names = Object.keys(first).filter((name) => !hidden.has(name));
  return (
    <Table caption="The first rows, times in UTC" columns={names.map((name) => ({ name }))}>
      {rows.slice(0, 8).map((row, index) => (
        <tr key={`${index}:${String(row['id'])}`}>
          {names.map((name) => (
            <td key={name}>{tellCell(name, row[name] as Cell)}</td>
          ))}
        </tr>
      ))}
    </Table>
  );
}

/** Fields that end in `At`, and `time`, hold epoch ms. */
function tellCell(name: string, value: Cell | undefined): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number' && /(^at|At|^time)$/.test(name)) return `${formatDayTime(value, 'UTC')} UTC`;
  if (name === 'sha' && typeof value === 'string') return value.slice(0, 10);
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
