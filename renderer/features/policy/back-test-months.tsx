import { useState } from 'react';
import { fates, type BackTest, type Fate } from '../../../shared/projections/back-test.ts';
import { Button } from '../../ui/button.tsx';
import { formatQuantity } from '../../ui/format-number.ts';
import { Figure, Short, Table } from '../../ui/table.tsx';
import { fateWords } from './fate-words.ts';
import styles from './policy.module.css';

/** Drawn from the line up, what asks most first. What asks for no review is only in the table. */
const drawn: readonly Fate[] = ['full', 'light', 'cohort', 'unjudged'];
const height = 150;
/** The line that the bars stand on; above the tallest there is room for its figure. */
const foot = height + 20;

/** Reviews a month by tier, as a chart or as a table. */
export function BackTestMonths({ result }: { readonly result: BackTest }) {
  const [asTable, setAsTable] = useState(false);
  return (
    <div>
      <div className={styles['chartHead']}>
        <ul className={styles['legend']} aria-label="What the bars are made of">
          {drawn.map((fate) => (
            <li key={fate}>
              <span className={styles['swatch']} data-fate={fate} aria-hidden="true" />
              {fateWords[fate]} {formatQuantity(result.totals[fate], '')}
              {result.totals[fate] !== result.totalsBefore[fate] && (
                <span className={styles['quiet']}> (in force {formatQuantity(result.totalsBefore[fate], '')})</span>
              )}
            </li>
          ))}
          <li className={styles['quiet']}>
            {fateWords.none} {formatQuantity(result.totals.none, '')}
            {result.totals.none !== result.totalsBefore.none &&
              ` (in force ${formatQuantity(result.totalsBefore.none, '')})`}
          </li>
        </ul>
        <Button kind="quiet" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'As a chart' : 'As a table'}
        </Button>
      </div>
      {asTable ? <MonthTable result={result} /> : <MonthChart result={result} />}
    </div>
  );
}

function MonthChart({ result: { months } }: { readonly result: BackTest }) {
  const most = Math.max(1, ...months.map((month) => drawn.reduce((sum, fate) => sum + month[fate], 0)));
  const step = 1000 / Math.max(12, months.length);
  const every = Math.ceil(months.length / 14);
  return (
    <svg
      className={styles['chart']}
      viewBox={`0 0 1040 ${height + 42}`}
      role="img"
      aria-label={`Reviews a month, ${months[0]?.month ?? ''} to ${months.at(-1)?.month ?? ''}; at most ${most}. The table has every figure.`}
    >
      {months.map((month, index) => {
        let top = foot;
        const x = index * step;
        const sum = drawn.reduce((all, fate) => all + month[fate], 0);
        return (
          <g key={month.month}>
            {drawn.map((fate) => {
              const tall = (month[fate] / most) * height;
              top -= tall;
              return (
                <rect
                  key={fate}
                  data-fate={fate}
                  x={x + 1}
                  y={top}
                  width={Math.max(1, Math.min(48, step - 4))}
                  height={Math.max(0, tall - (tall > 3 ? 1.5 : 0))}
                />
              );
            })}
            {sum > 0 && String(most).length * 9 < step && (
              <text className={styles['figure']} x={x + 1} y={top - 4}>
                {sum}
              </text>
            )}
            {index % every === 0 && (
              <text className={styles['tick']} x={x + 1} y={foot + 18}>
                {month.month}
              </text>
            )}
          </g>
        );
      })}
      <line className={styles['axis']} x1="0" x2="1000" y1={foot + 0.5} y2={foot + 0.5} />
    </svg>
  );
}

function MonthTable({ result: { months } }: { readonly result: BackTest }) {
  const columns = fates.toReversed();
  return (
    <Table
      caption="Releases and cohorts by month and what they come to"
      columns={[{ name: 'Month' }, ...columns.map((fate) => ({ name: fateWords[fate], numeric: true }))]}
    >
      {months.map((month) => (
        <tr key={month.month}>
          <Short>{month.month}</Short>
          {columns.map((fate) => (
            <Figure key={fate}>{month[fate]}</Figure>
          ))}
        </tr>
      ))}
    </Table>
  );
}
