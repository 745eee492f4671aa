import { useState } from 'react';
import type { ServiceId } from '../../../shared/domain/ids.ts';
import { neededKpis, rollbackMetric, type KpiMapping, type NeededKpi } from '../../../shared/domain/kpi/kpi-map.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { useKpiMap } from '../../state/kpi-map.ts';
import { useSeriesOf } from '../../store/release-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './catalogue.module.css';

type Props = { readonly service: string; readonly workspace: Workspace };

const kpiWords: { readonly [K in NeededKpi]: string } = {
  'error-rate': 'Error rate',
  latency: 'Latency',
  rollback: 'Rollbacks',
};

/** [M2.3] Which metric measures each KPI of a service; a hole is mapped where it is seen. */
export function ServiceKpis({ service, workspace }: Props) {
  const { fault, map, unmap } = useKpiMap();
  const own = workspace.kpis.filter((each) => each.service === service);
  const others = own.filter((each) => each.kpi === 'other');
  return (
    <>
      <ul className={styles['kpis']}>
        {neededKpis.map((kpi) => {
          const mapped = own.find((each) => each.kpi === kpi);
          return (
            <li key={kpi} className={styles['kpi']}>
              <span className={styles['kpiName']}>{kpiWords[kpi]}</span>
              {mapped === undefined ? (
                <MapOne service={service} kpi={kpi} label={`${kpiWords[kpi]} is measured by`} onMap={map} />
              ) : (
                <Mapped mapping={mapped} onUnmap={unmap} />
              )}
            </li>
          );
        })}
        {others.map((mapping) => (
          <li key={mapping.metric} className={styles['kpi']}>
            <span className={styles['kpiName']}>Also watched</span>
            <Mapped mapping={mapping} onUnmap={unmap} />
          </li>
        ))}
        <li className={styles['kpi']}>
          <span className={styles['kpiName']}>Another KPI</span>
          <MapOne service={service} kpi="other" label="Also watched by" onMap={map} />
        </li>
      </ul>
      {fault !== null && <Refusal fault={fault} />}
    </>
  );
}

type MappedProps = { readonly mapping: KpiMapping; readonly onUnmap: ReturnType<typeof useKpiMap>['unmap'] };

function Mapped({ mapping, onUnmap }: MappedProps) {
  const { service, kpi, metric, unit, better } = mapping;
  return (
    <>
      <span className={styles['metric']}>
        <Mark tone="calm">{metric}</Mark>
        <span className={styles['quiet']}>
          {unit === '' ? '' : `${unit}, `}
          {better} is better
        </span>
      </span>
      <Button kind="quiet" onClick={() => onUnmap({ service, kpi, metric })} aria-label={`Take it off: ${metric}`}>
        take it off
      </Button>
    </>
  );
}

type MapProps = {
  readonly service: string;
  readonly kpi: KpiMapping['kpi'];
  readonly label: string;
  readonly onMap: ReturnType<typeof useKpiMap>['map'];
};

function MapOne({ service, kpi, label, onMap }: MapProps) {
  const id = service as ServiceId;
  const series = useSeriesOf(id) ?? [];
  const [metric, setMetric] = useState('');
  const metrics = kpi === 'rollback' ? [rollbackMetric] : [...new Set(series.map((row) => row.metric))].toSorted();
  const row = series.find((each) => each.metric === metric);
  const [better, setBetter] = useState<'lower' | 'higher' | null>(null);
  const direction = better ?? (row?.better === 'higher' ? 'higher' : 'lower');
  return (
    <>
      <div className={styles['mapOne']}>
        <SelectField label={label} value={metric} onChange={(event) => setMetric(event.target.value)}>
          <option value="">nothing</option>
          {metrics.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Better is"
          value={direction}
          onChange={(event) => setBetter(event.target.value === 'higher' ? 'higher' : 'lower')}
        >
          <option value="lower">lower</option>
          <option value="higher">higher</option>
        </SelectField>
      </div>
      <Button
        disabled={metric === ''}
        onClick={() => onMap({ service: id, kpi, metric, unit: row?.unit ?? '', better: direction })}
        aria-label={`Map it: ${label} ${metric}`}
      >
        Map it
      </Button>
    </>
  );
}
