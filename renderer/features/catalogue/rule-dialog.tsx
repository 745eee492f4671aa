import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { MetricRule } from '../../../shared/domain/kpi/metric-rule.ts';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './catalogue.module.css';

type Props = {
  readonly row: RowOf<'series'>;
  readonly rule: MetricRule | undefined;
  readonly workspace: Workspace;
  readonly onClose: () => void;
};

/** "If it goes above this we would do that", and who answers for it. */
export function RuleDialog({ row, rule, workspace, onClose }: Props) {
  const [comparator, setComparator] = useState(rule?.comparator ?? (row.better === 'higher' ? 'below' : 'above'));
  const [threshold, setThreshold] = useState(rule === undefined ? '' : String(rule.threshold));
  const [consequence, setConsequence] = useState(rule?.consequence ?? '');
  const [owner, setOwner] = useState<string>(rule?.owner ?? workspace.me ?? '');
  const [fault, setFault] = useState<CallFault | null>(null);
  const value = Number(threshold.replace(',', '.'));
  const isNumber = threshold.trim() !== '' && Number.isFinite(value);
  const keep = async () => {
    const answer = await call('metric.rule', {
      service: row.service,
      metric: row.metric,
      comparator,
      threshold: value,
      consequence,
      owner: owner,
    });
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title={`What follows from ${row.metric}`}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <SelectField
          label="If it goes"
          value={comparator}
          onChange={(event) => setComparator(event.target.value === 'below' ? 'below' : 'above')}
        >
          <option value="above">above</option>
          <option value="below">below</option>
        </SelectField>
        <TextField
          label={row.unit === '' ? 'this value' : `this value, ${row.unit}`}
          inputMode="decimal"
          required
          value={threshold}
          onChange={(event) => setThreshold(event.target.value)}
          {...(threshold !== '' && !isNumber && { fault: 'a number, as 250 or 0.4' })}
        />
        <TextField
          label="we would"
          required
          value={consequence}
          onChange={(event) => setConsequence(event.target.value)}
        />
        <SelectField label="Owner" value={owner} onChange={(event) => setOwner(event.target.value)}>
          <option value="">nobody</option>
          <MemberOptions members={workspace.members} />
        </SelectField>
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" disabled={!isNumber || consequence.trim() === '' || owner === ''}>
            Keep the rule
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
