import { useState } from 'react';
import type { Deviation, ReviewPackage } from '../../../shared/domain/review/package.ts';
import { scoreMeans, toneOfScore } from '../../../shared/meeting/score.ts';
import { baselineWords } from '../../../shared/projections/package-report-figures.ts';
import { DotStrip } from '../../canvas/chart/dot-strip.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Table } from '../../ui/table.tsx';
import { DeviationFigures, MetricName } from './deviation-figures.tsx';
import styles from './prepare.module.css';

const few = 8;
const columns = [
  { name: 'KPI' },
  { name: 'this release against the last 8 that went well' },
  { name: 'now', numeric: true },
  { name: 'usual', numeric: true },
  { name: 'MAD z', numeric: true },
];

type Props = { readonly content: ReviewPackage; readonly zone: string };

/** Every figure with a decision rule, what deviates most first, each against the releases before it. */
export function Deviations({ content, zone }: Props) {
  const { deviations } = content;
  const [isAll, setIsAll] = useState(false);
  if (deviations.length === 0) return <NoDeviations content={content} />;
  const shown = isAll ? deviations : deviations.slice(0, few);
  const [first] = deviations;
  const notes = new Set(deviations.map((row) => row.note));
  return (
    <>
      <Table caption="Figures of this release against earlier ones" columns={columns}>
        {shown.map((row) => (
          <DeviationRow key={row.series} row={row} content={content} zone={zone} hasNote={notes.size > 1} />
        ))}
      </Table>
      <p className={styles['under']}>
        {first !== undefined && `Medians of the hour from ${formatDayTime(first.from, zone)}`}
        {notes.size === 1 && first !== undefined ? ` against ${first.note}. ` : '. '}
        {baselineWords(content, zone)} {scoreMeans}
        {deviations.some((row) => row.rule?.isMet === true) && ' → is what its rule now says to do.'}
      </p>
      {deviations.length > few && (
        <Button kind="quiet" onClick={() => setIsAll(!isAll)}>
          {isAll ? 'Only what deviates most' : `${deviations.length - few} more`}
        </Button>
      )}
    </>
  );
}

function NoDeviations({ content }: { readonly content: ReviewPackage }) {
  if ((content.appendix ?? []).length > 0)
    return (
      <Empty title="Nobody said what would follow from any metric.">
        <p>
          All that was measured is in the appendix. Give a metric a decision rule before the next package is sealed.
        </p>
      </Empty>
    );
  return (
    <Empty title="No figure of this service is known.">
      <p>Take in its metrics under Sources; a review that is prepared afterwards will have them.</p>
    </Empty>
  );
}

function DeviationRow({ row, content, zone, hasNote }: Props & { readonly row: Deviation; readonly hasNote: boolean }) {
  const hasStrip = row.before.length > 0;
  return (
    <tr>
      <th scope="row" className={styles['kpi']}>
        <MetricName row={row} />
      </th>
      <td className={styles['strip']}>
        {hasStrip && (
          <DotStrip
            before={row.before.map((each) => each.value)}
            now={row.now}
            usual={row.usual}
            tone={toneOfScore(row.robustZ)}
            width={290}
          />
        )}
        {(hasNote || !hasStrip) && <p className={styles['small']}>{row.note}</p>}
        {row.rule?.isMet === true && (
          <p className={styles['small']} dir="auto">
            <Mark tone="over" glyph="→">
              {''}
            </Mark>
            {row.rule.text} · {row.rule.owner}
          </p>
        )}
      </td>
      <DeviationFigures row={row} content={content} zone={zone} />
    </tr>
  );
}
