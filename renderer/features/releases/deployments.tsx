import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatClockSeconds, formatShortDay, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure, Table } from '../../ui/table.tsx';
import { lagOf, sightingOf } from '../../state/tell-release.ts';

const columns = [
  { name: 'environment' },
  { name: 'CI started', numeric: true },
  { name: 'CI finished', numeric: true },
  { name: 'first at runtime', numeric: true },
  { name: 'everywhere', numeric: true },
  { name: 'difference' },
];

/** A minute apart counts as a conflict, not as two clocks. */
const toleranceMs = 60_000;

export function Deployments({ detail, zone }: { readonly detail: ReleaseDetail; readonly zone: string }) {
  if (detail.deployments.length === 0) return <Empty title="No deployment of this version is known." />;
  return (
    <Table caption="Deployments of this release" columns={columns}>
      {detail.deployments.map((row) => {
        const seen = sightingOf(row, detail.runtime);
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
            <td>
              <Difference deployment={row} seen={seen} />
            </td>
          </tr>
        );
      })}
    </Table>
  );
}

function Difference({ deployment, seen }: { deployment: RowOf<'deployment'>; seen: RowOf<'runtime'> | undefined }) {
  const lag = lagOf(deployment, seen);
  if (lag === null) return <Mark tone="plain">not seen at runtime</Mark>;
  if (Math.abs(lag) <= toleranceMs) return <Mark tone="calm">agrees</Mark>;
  return (
    <Mark tone="warn">
      {formatSpan(Math.abs(lag))} {lag > 0 ? 'late' : 'early'}
    </Mark>
  );
}
