import type { AppendixFigure, ReviewPackage } from '../../../shared/domain/review/package.ts';
import { Table } from '../../ui/table.tsx';
import { DeviationFigures, MetricName } from './deviation-figures.tsx';
import styles from './prepare.module.css';

const columns = [
  { name: 'metric' },
  { name: 'why here' },
  { name: 'now', numeric: true },
  { name: 'usual', numeric: true },
  { name: 'MAD z', numeric: true },
];

const whyWords: { readonly [W in AppendixFigure['why']]: string } = {
  'no-rule': 'nobody said what would follow from it',
  'over-the-cap': 'beyond the 12 a package shows',
};

/** [M2.6] Metrics that the body leaves out, and why. */
export function Appendix({ content, zone }: { readonly content: ReviewPackage; readonly zone: string }) {
  return (
    <Table caption="Metrics without a decision rule" columns={columns}>
      {(content.appendix ?? []).map((row) => (
        <tr key={row.series}>
          <th scope="row" className={styles['kpi']}>
            <MetricName row={row} />
          </th>
          <td>
            {whyWords[row.why]}
            <p className={styles['small']}>{row.note}</p>
          </td>
          <DeviationFigures row={row} content={content} zone={zone} />
        </tr>
      ))}
    </Table>
  );
}
