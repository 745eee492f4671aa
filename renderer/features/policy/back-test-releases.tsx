import { useState } from 'react';
import type { BackTest } from '../../../shared/projections/back-test.ts';
import { routeToHash } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { formatQuantity } from '../../ui/format-number.ts';
import { formatDay } from '../../ui/format-time.ts';
import { Short, Table } from '../../ui/table.tsx';
import { fateWords } from './fate-words.ts';
import styles from './policy.module.css';

const pageSize = 25;
const views = ['changed', 'reviewed', 'unjudged'] as const;
type View = (typeof views)[number];
const viewWords: { readonly [V in View]: string } = {
  changed: 'Come to something else',
  reviewed: 'Would be reviewed',
  unjudged: 'Cannot be judged',
};

/** Which releases: those that change, those that are reviewed, and those of which a rule asks what nobody knows. */
export function BackTestReleases({ result, zone }: { readonly result: BackTest; readonly zone: string }) {
  const [view, setView] = useState<View>('changed');
  const [count, setCount] = useState(pageSize);
  const choose = (next: View): void => {
    setView(next);
    setCount(pageSize);
  };
  const rows = rowsOf(result, view);
  return (
    <div className={styles['releases']}>
      <div className={styles['files']} role="group" aria-label="Which releases">
        {views.map((each) => (
          <button
            key={each}
            type="button"
            className={styles['file']}
            aria-pressed={view === each}
            onClick={() => choose(each)}
          >
            {viewWords[each]} · {formatQuantity(rowsOf(result, each).length, '')}
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <p className={styles['quiet']}>None.</p>
      ) : (
        <Table
          caption={viewWords[view]}
          columns={[{ name: 'Release' }, { name: 'Deployed' }, { name: 'Comes to' }, { name: 'By' }]}
        >
          {rows.slice(0, count).map(({ release, at, what, by }) => (
            <tr key={release}>
              <td>
                <a href={routeToHash({ place: 'release', release })} dir="auto">
                  {release}
                </a>
              </td>
              <Short>{formatDay(at, zone)}</Short>
              <td>{what}</td>
              <td className={styles['quiet']}>{by}</td>
            </tr>
          ))}
        </Table>
      )}
      {rows.length > count && (
        <p className={styles['after']}>
          <Button onClick={() => setCount(count + 100)}>
            {rows.length - count > 100
              ? `100 more of ${formatQuantity(rows.length - count, '')}`
              : `${rows.length - count} more`}
          </Button>
        </p>
      )}
    </div>
  );
}

type Row = { readonly release: string; readonly at: number; readonly what: string; readonly by: string };

function rowsOf({ changed, reviewed, unjudged }: BackTest, view: View): readonly Row[] {
  if (view === 'changed')
    return changed.map(({ release, at, before, after, rulesBefore, rules }) => ({
      release,
      at,
      what: `${fateWords[after]} instead of ${fateWords[before]}`,
      by: `${rules.join(', ') || 'no rule'}, before ${rulesBefore.join(', ') || 'no rule'}`,
    }));
  if (view === 'reviewed')
    return reviewed.map(({ release, at, fate, rules }) => ({
      release,
      at,
      what: fateWords[fate],
      by: rules.join(', '),
    }));
  return unjudged.map(({ release, at, missing }) => ({
    release,
    at,
    what: fateWords.unjudged,
    by: `${missing ?? ''} is missing or unusable`,
  }));
}
