import { useState } from 'react';
import { useChanges } from '../../store/change-hooks.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Figure, Table } from '../../ui/table.tsx';
import styles from './releases.module.css';

const few = 12;
const columns = [
  { name: 'commit' },
  { name: 'what' },
  { name: 'when', numeric: true },
  { name: 'lines', numeric: true },
];

/** What came between the release before and this one, generated files told apart. */
export function Commits({ detail, zone }: { readonly detail: ReleaseDetail; readonly zone: string }) {
  const { summary, previous } = detail;
  const changes = useChanges(summary.service, previous[0]?.at ?? 0, summary.at);
  const [shown, setShown] = useState(few);
  if (changes === undefined) return null;
  if (changes.length === 0)
    return (
      <Empty
        title={`No commit of a repository called ${summary.service} lies between this release and the one before.`}
      />
    );
  const lines = changes.reduce((sum, row) => sum + row.insertions + row.deletions - row.generated, 0);
  return (
    <>
      <p className={styles['under']}>
        {countOf(changes.length, 'commit')}
        {previous[0] !== undefined && ` since ${previous[0].version}`}, {countOf(lines, 'line')} changed, generated
        files left out
      </p>
      <Table caption="Commits of this release" columns={columns}>
        {changes.slice(0, shown).map((row) => (
          <tr key={row.id}>
            <td className={styles['mono']}>{row.sha.slice(0, 8)}</td>
            <td>{row.subject}</td>
            <Figure>{formatDayTime(row.at, zone)}</Figure>
            <Figure>
              +{row.insertions} −{row.deletions}
            </Figure>
          </tr>
        ))}
      </Table>
      {changes.length > shown && (
        <Button kind="quiet" onClick={() => setShown(changes.length)}>
          {changes.length - shown} more
        </Button>
      )}
    </>
  );
}
