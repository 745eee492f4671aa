import type { ReleaseDetail } from '../../store/read-releases.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatClockSeconds, formatShortDay } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure, Table } from '../../ui/table.tsx';
import { sightingOf } from '../../state/tell-release.ts';
import { ReconciledCell, useReconciled } from './reconciled.tsx';

const columns = [
  { name: 'environment' },
  { name: 'CI started', numeric: true },
  { name: 'CI finished', numeric: true },
  { name: 'first at runtime', numeric: true },
  { name: 'everywhere', numeric: true },
  { name: 'at runtime' },
];

/** What CI claims of each deployment beside what the runtime showed, and whether they agree. */
export function Deployments({ detail, zone }: { readonly detail: ReleaseDetail; readonly zone: string }) {
  const reconciled = useReconciled(detail);
  if (detail.deployments.length === 0) return <Empty title="No deployment of this version is known." />;
  return (
    <Table caption="Deployments of this release" columns={columns}>
      {detail.deployments.map((row) => {
        const seen = sightingOf(row, detail.runtime);
        const found = reconciled?.get(row.id);
        return (
          <tr key={row.id}>
            <td>
              {row.environment}
              {row.result !== 'success' && (
                <>
                  {' '}
                  <Mark tone="over" glyph="">
                    {row.result.replace('-', ' ')}
                  </Mark>
                </>
              )}
            </td>
            <Figure>
              {formatShortDay(row.startedAt, zone)} {formatClockSeconds(row.startedAt, zone)}
            </Figure>
            <Figure>{row.finishedAt === null ? '…' : formatClockSeconds(row.finishedAt, zone)}</Figure>
            <Figure>{seen === undefined ? '' : formatClockSeconds(seen.firstSeenAt, zone)}</Figure>
            <Figure>
              {seen === undefined || seen.completeAt === null ? '' : formatClockSeconds(seen.completeAt, zone)}
            </Figure>
            <td>{found !== undefined && <ReconciledCell found={found} zone={zone} />}</td>
          </tr>
        );
      })}
    </Table>
  );
}
