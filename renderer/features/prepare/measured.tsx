import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ServiceId } from '../../../shared/domain/ids.ts';
import { reviewedComponents } from '../../../shared/domain/kpi/decide-holes.ts';
import { rollbackMetric, type NeededKpi } from '../../../shared/domain/kpi/kpi-map.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { useSeriesOf } from '../../store/release-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useSend } from './use-send.ts';
import styles from './prepare.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

const kpiWords: { readonly [K in NeededKpi]: string } = {
  'error-rate': 'Error rate',
  latency: 'Latency',
  rollback: 'Rollbacks',
};

/** [M2.3] What measures each released component; a hole is mapped to a metric, or waived with a reason. */
export function Measured({ review, workspace }: Props) {
  return (
    <div className={styles['seats']}>
      {reviewedComponents(review).flatMap((service) =>
        review.governance.tier.kpis.map((kpi) => (
          <KpiRow
            key={`${service} ${kpi}`}
            review={review}
            workspace={workspace}
            service={service as ServiceId}
            kpi={kpi}
          />
        )),
      )}
    </div>
  );
}

type RowProps = Props & { readonly service: ServiceId; readonly kpi: NeededKpi };

function KpiRow({ review, workspace, service, kpi }: RowProps) {
  const mapped = workspace.kpis.find((each) => each.service === service && each.kpi === kpi);
  const waived = review.waived.find((each) => each.service === service && each.kpi === kpi);
  return (
    <div className={mapped === undefined && waived === undefined ? styles['seatRow'] : styles['knownRow']}>
      <p className={styles['seatName']}>
        {kpiWords[kpi]} of {service}
        <span className={styles['small']}>
          {mapped !== undefined ? (
            <Mark tone="calm">measured</Mark>
          ) : (
            <Mark tone="warn">{waived === undefined ? 'measured by nothing' : 'waived'}</Mark>
          )}
        </span>
      </p>
      {mapped !== undefined ? (
        <p className={styles['seatNote']}>
          {mapped.metric}
          {mapped.unit === '' ? '' : `, ${mapped.unit}`}, {mapped.better} is better
        </p>
      ) : waived !== undefined ? (
        <p className={styles['seatNote']} dir="auto">
          {waived.reason}
        </p>
      ) : (
        <Hole review={review} service={service} kpi={kpi} />
      )}
    </div>
  );
}

function Hole({ review, service, kpi }: Omit<RowProps, 'workspace'>) {
  const { fault, send } = useSend(review);
  const [mapFault, setMapFault] = useState<CallFault | null>(null);
  const [reason, setReason] = useState('');
  const series = useSeriesOf(service) ?? [];
  const metrics = kpi === 'rollback' ? [rollbackMetric] : [...new Set(series.map((row) => row.metric))].toSorted();
  const map = async (metric: string) => {
    const row = series.find((each) => each.metric === metric);
    const better = row?.better === 'higher' ? 'higher' : 'lower';
    const answer = await call('kpi.map', { service, kpi, metric, unit: row?.unit ?? '', better });
    setMapFault(answer.ok ? null : answer.error);
  };
  const waive = () => send({ type: 'hole.waive', service, kpi, reason });
  const shown = fault ?? mapFault;
  return (
    <>
      <SelectField
        label={`${kpiWords[kpi]} of ${service} is measured by`}
        value=""
        onChange={(event) => event.target.value !== '' && void map(event.target.value)}
      >
        <option value="">nothing</option>
        {metrics.map((metric) => (
          <option key={metric} value={metric}>
            {metric}
          </option>
        ))}
      </SelectField>
      <div className={styles['stack']}>
        <TextField
          label={`Or go on without ${kpiWords[kpi].toLowerCase()}, because`}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button kind="quiet" onClick={waive} disabled={reason.trim() === ''}>
          Waive {kpiWords[kpi].toLowerCase()}
        </Button>
      </div>
      {shown !== null && (
        <div className={styles['rowFault']}>
          <Refusal fault={shown} />
        </div>
      )}
    </>
  );
}
