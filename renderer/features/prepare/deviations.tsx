import { useState } from 'react';
import type { Deviation, ReviewPackage } from '../../../shared/domain/review/package.ts';
import { DotStrip } from '../../canvas/chart/dot-strip.tsx';
import { baselineWords } from '../../../shared/projections/package-report-figures.ts';
import { scoreMeans, tellScore, toneOfScore } from '../../canvas/package-tones.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatQuantity } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure, Table } from '../../ui/table.tsx';
import { FigureOrigins } from './figure-origins.tsx';
import styles from './prepare.module.css';

const few = 8;
const columns = [
  { name: 'KPI' },
  { name: 'this release against the last 8 that went well' },
  { name: 'now', numeric: true },
  { name: 'usual', numeric: true },
  { name: 'modified z', numeric: true },
];

export function Deviations({ content, zone }: { readonly content: ReviewPackage; readonly zone: string }) {
  const { deviations } = content;
  const [isAll, setIsAll] = useState(false);
  if (deviations.length === 0 && (content.appendix ?? []).length > 0)
    return (
      <Empty title="Nobody said what would follow from any metric.">
        <p>
          All that was measured is in the appendix. Give a metric a decision rule before the next package is sealed.
        </p>
      </Empty>
    );
  if (deviations.length === 0)
    return (
      <Empty title="No figure of this service is known.">
        <p>Take in its metrics under Sources; a review that is prepared afterwards will have them.</p>
      </Empty>
    );
  const shown = isAll ? deviations : deviations.slice(0, few);
  const first = deviations[0];
  return (
    <>
      <Table caption="Figures of this release against earlier ones" columns={columns}>
        {shown.map((row) => (
          <DeviationRow key={row.series} row={row} content={content} zone={zone} />
        ))}
      </Table>
      <p className={styles['under']}>
        {first !== undefined && `Medians of the hour from ${formatDayTime(first.from, zone)}. `}
        {baselineWords(content, zone)} {scoreMeans}
      </p>
      {deviations.length > few && (
        <Button kind="quiet" onClick={() => setIsAll(!isAll)}>
          {isAll ? 'Only what deviates most' : `${deviations.length - few} more`}
        </Button>
      )}
    </>
  );
}

type RowProps = { readonly row: Deviation; readonly content: ReviewPackage; readonly zone: string };

function DeviationRow({ row, content, zone }: RowProps) {
  const tone = toneOfScore(row.robustZ);
  return (
    <tr>
      <th scope="row" className={styles['kpi']}>
        {row.metric}
        {row.rule !== undefined && (
          <p className={styles['small']} dir="auto">
            {row.rule.isMet === true && <Mark tone="over">now </Mark>}
            {row.rule.text} ({row.rule.owner})
          </p>
        )}
        <FigureOrigins content={content} figure={`series:${row.series}`} zone={zone} />
      </th>
      <td className={styles['strip']}>
        {row.before.length === 0 ? (
          <span className={styles['small']}>{row.note}</span>
        ) : (
          <>
            <DotStrip
              before={row.before.map((each) => each.value)}
              now={row.now}
              usual={row.usual}
              tone={tone}
              width={300}
            />
            <span className={styles['small']}>{row.note}</span>
          </>
        )}
      </td>
      <Figure>
        <span className={styles[tone]}>{row.now === null ? 'no samples' : formatQuantity(row.now, row.unit)}</span>
      </Figure>
      <Figure>{row.usual === null ? '–' : formatQuantity(row.usual, row.unit)}</Figure>
      <Figure>{row.robustZ === null ? '–' : tellScore(row.robustZ)}</Figure>
    </tr>
  );
}
