import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { MemberId, ServiceId } from '../../../shared/domain/ids.ts';
import { ruleOf } from '../../../shared/domain/kpi/metric-rule.ts';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { useSeriesOf } from '../../store/release-hooks.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './prepare.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** [M2.6] Metrics of the service that nothing would follow from: each gets a decision rule, or goes to the appendix. */
export function MetricRules({ review, workspace }: Props) {
  const series = useSeriesOf(review.service as ServiceId) ?? [];
  const open = series.filter(
    (row, index) =>
      ruleOf(workspace.metricRules, workspace.members, row.service, row.metric) === undefined &&
      series.findIndex((each) => each.metric === row.metric) === index,
  );
  if (open.length === 0) return <p className={styles['small']}>Every metric has a decision rule and an owner.</p>;
  return (
    <div className={styles['seats']}>
      {open.map((row) => (
        <RuleRow key={row.metric} row={row} workspace={workspace} />
      ))}
    </div>
  );
}

function RuleRow({ row, workspace }: { readonly row: RowOf<'series'>; readonly workspace: Workspace }) {
  const [comparator, setComparator] = useState<'above' | 'below'>(row.better === 'higher' ? 'below' : 'above');
  const [threshold, setThreshold] = useState('');
  const [consequence, setConsequence] = useState('');
  const [owner, setOwner] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const value = Number(threshold);
  const isReady = threshold.trim() !== '' && Number.isFinite(value) && consequence.trim() !== '' && owner !== '';
  const keep = async () => {
    const { service, metric } = row;
    const rule = { service, metric, comparator, threshold: value, consequence, owner: owner as MemberId };
    const answer = await call('metric.rule', rule);
    setFault(answer.ok ? null : answer.error);
  };
  return (
    <div className={styles['seatRow']}>
      <p className={styles['seatName']}>
        {row.metric}
        <span className={styles['small']}>goes to the appendix</span>
      </p>
      <div className={styles['stack']}>
        <SelectField
          label={`If ${row.metric} goes`}
          value={comparator}
          onChange={(event) => setComparator(event.target.value === 'below' ? 'below' : 'above')}
        >
          <option value="above">above</option>
          <option value="below">below</option>
        </SelectField>
        <TextField
          label={row.unit === '' ? 'this value' : `this value, ${row.unit}`}
          inputMode="decimal"
          value={threshold}
          onChange={(event) => setThreshold(event.target.value)}
        />
      </div>
      <div className={styles['stack']}>
        <TextField label="we would" value={consequence} onChange={(event) => setConsequence(event.target.value)} />
        <SelectField label={`Owner of ${row.metric}`} value={owner} onChange={(event) => setOwner(event.target.value)}>
          <option value="">nobody</option>
          <MemberOptions members={workspace.members} />
        </SelectField>
        <Button kind="quiet" onClick={() => void keep()} disabled={!isReady}>
          Keep the rule for {row.metric}
        </Button>
      </div>
      {fault !== null && (
        <div className={styles['rowFault']}>
          <Refusal fault={fault} />
        </div>
      )}
    </div>
  );
}
