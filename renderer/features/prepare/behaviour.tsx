import type { VariantOutcome } from '../../../shared/domain/review/package-parts.ts';
import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import { formatShare } from '../../../shared/meeting/quantity.ts';
import { adoptionWords } from '../../../shared/projections/package-report-behaviour.ts';
import { AdoptionCurve } from '../../canvas/chart/adoption-curve.tsx';
import { IntervalStrip } from '../../canvas/chart/interval-strip.tsx';
import { OpensTo } from '../../canvas/opens-to.tsx';
import { formatClock } from '../../ui/format-time.ts';
import { Figure, Table } from '../../ui/table.tsx';
import styles from './prepare.module.css';

type Props = { readonly content: ReviewPackage; readonly zone: string };

const columns = [
  { name: 'variant' },
  { name: 'errors per exposure, 95 % interval' },
  { name: 'rate', numeric: true },
  { name: 'exposures', numeric: true },
];

/** [M2.5] What users met, flag by flag: how a variant spread, and how often each failed, or that there were too few. */
export function Behaviour({ content, zone }: Props) {
  const variants = content.behaviour ?? [];
  const flags = [...new Set(variants.map((each) => each.flag))];
  const most = Math.max(0, ...variants.map((each) => each.rate?.high ?? 0));
  return flags.map((flag) => (
    <section key={flag} className={styles['flag']} aria-label={`Flag ${flag}`}>
      <h3 className={styles['flagName']}>{flag}</h3>
      <Adoption content={content} flag={flag} zone={zone} />
      <Table caption={`Variants of ${flag}`} columns={columns}>
        {variants
          .filter((each) => each.flag === flag)
          .map((each) => (
            <VariantRow key={each.variant} variant={each} most={most} content={content} zone={zone} />
          ))}
      </Table>
    </section>
  ));
}

function Adoption({ content, flag, zone }: Props & { readonly flag: string }) {
  const curve = content.adoption?.find((each) => each.flag === flag);
  const [first] = curve?.points ?? [];
  const last = curve?.points.at(-1);
  const words = curve === undefined ? null : adoptionWords(curve, zone);
  if (curve === undefined || first === undefined || last === undefined || words === null) return null;
  return (
    <>
      <AdoptionCurve
        points={curve.points}
        from={first.from}
        to={last.to}
        label={words}
        ends={[formatClock(first.from, zone), formatClock(last.to, zone)]}
      />
      <p className={styles['curveWords']}>{words}. Where nobody came the line breaks.</p>
    </>
  );
}

function VariantRow({
  variant: { variant, flag, exposures, errors, rate, note },
  most,
  content,
  zone,
}: Props & { readonly variant: VariantOutcome; readonly most: number }) {
  const told = rate === null ? note : formatShare(rate.value);
  return (
    <tr>
      <th scope="row" className={styles['kpi']}>
        {variant}
      </th>
      <td className={styles['strip']}>
        {rate === null ? (
          <span className={styles['small']}>{note}</span>
        ) : (
          <IntervalStrip value={rate.value} low={rate.low} high={rate.high} most={most} width={290} />
        )}
      </td>
      <Figure>
        {rate === null ? (
          '–'
        ) : (
          <OpensTo
            content={content}
            figures={['behaviour']}
            zone={zone}
            title={`${flag}, ${variant}`}
            says={told}
            trigger={told}
          >
            <p>
              {errors} of {exposures.toLocaleString('en-GB')} exposures failed; 95 % Wilson interval{' '}
              {formatShare(rate.low)} to {formatShare(rate.high)}.
            </p>
          </OpensTo>
        )}
      </Figure>
      <Figure>{exposures.toLocaleString('en-GB')}</Figure>
    </tr>
  );
}
