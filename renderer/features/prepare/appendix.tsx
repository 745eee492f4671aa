import type { AppendixFigure, ReviewPackage } from '../../../shared/domain/review/package.ts';
import { tellScore } from '../../canvas/package-tones.ts';
import { formatQuantity } from '../../ui/format-number.ts';
import { Figure, Table } from '../../ui/table.tsx';
import { FigureOrigins } from './figure-origins.tsx';
import styles from './prepare.module.css';

const columns = [
  { name: 'metric' },
  { name: 'why here' },
  { name: 'now', numeric: true },
  { name: 'usual', numeric: true },
  { name: 'modified z', numeric: true },
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
            {row.metric}
            <FigureOrigins content={content} figure={`series:${row.series}`} zone={zone} />
          </th>
          <td>
            {whyWords[row.why]}
            <br />
            <span className={styles['small']}>{row.note}</span>
          </td>
          <Figure>{row.now === null ? 'no samples' : formatQuantity(row.now, row.unit)}</Figure>
          <Figure>{row.usual === null ? '–' : formatQuantity(row.usual, row.unit)}</Figure>
          <Figure>{row.robustZ === null ? '–' : tellScore(row.robustZ)}</Figure>
        </tr>
      ))}
    </Table>
  );
}
