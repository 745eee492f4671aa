import type { RowOf } from '../../../shared/domain/release/rows.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatClock, formatDayTime, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import styles from './releases.module.css';

type Props = { readonly incidents: readonly RowOf<'incident'>[]; readonly zone: string };

export function Incidents({ incidents, zone }: Props) {
  if (incidents.length === 0) return <Empty title="No source ties an incident to this release." />;
  return (
    <ul>
      {incidents.map((row) => (
        <li key={row.id} className={styles['item']}>
          <p>{row.title}</p>
          <p className={styles['small']}>
            <Mark tone={row.severity === 'critical' || row.severity === 'major' ? 'over' : 'warn'}>{row.severity}</Mark>
            {' · '}detected {formatDayTime(row.detectedAt, zone)}
            {row.acceptedAt !== null && ` · accepted ${formatClock(row.acceptedAt, zone)}`}
            {row.resolvedAt === null
              ? ' · still open'
              : ` · resolved after ${formatSpan(row.resolvedAt - (row.impactStartedAt ?? row.detectedAt))}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
