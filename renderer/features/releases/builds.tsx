import { useState } from 'react';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import styles from './releases.module.css';

type Props = { readonly builds: readonly RowOf<'build'>[]; readonly zone: string };
const few = 6;

export function Builds({ builds, zone }: Props) {
  const [shown, setShown] = useState(few);
  if (builds.length === 0) return <Empty title="No build names a commit of this release." />;
  return (
    <>
      <ul>
        {builds.slice(0, shown).map((row) => (
          <li key={row.id} className={styles['item']}>
            <p>
              {row.name}
              {!row.name.includes(`#${row.number}`) && ` #${row.number}`}
            </p>
            <p className={styles['small']}>
              <BuildResult result={row.result} /> · {formatDayTime(row.startedAt, zone)}
              {row.finishedAt !== null && ` · ${formatSpan(row.finishedAt - row.startedAt)}`}
            </p>
          </li>
        ))}
      </ul>
      {builds.length > shown && (
        <Button kind="quiet" onClick={() => setShown(builds.length)}>
          {builds.length - shown} more
        </Button>
      )}
    </>
  );
}

function BuildResult({ result }: { readonly result: RowOf<'build'>['result'] }) {
  if (result === null)
    return (
      <Mark tone="warn" glyph="…">
        running
      </Mark>
    );
  if (result === 'success') return <Mark tone="calm">success</Mark>;
  return <Mark tone={result === 'failure' ? 'over' : 'warn'}>{result.replace('-', ' ')}</Mark>;
}
