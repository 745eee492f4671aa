import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { call } from '../../host/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { RosterForm, text } from './roster-form.tsx';
import styles from './home.module.css';

const weekDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Where somebody works and when: what a proposed time is held against. */
export function PlaceDialog({ workspace, onClose }: { readonly workspace: Workspace; readonly onClose: () => void }) {
  const people = workspace.members.filter((member) => member.active);
  const [member, setMember] = useState(workspace.me ?? people[0]?.id ?? '');
  const [fault, setFault] = useState<CallFault | null>(null);
  const { calendar } = policyInForce(workspace.policies).policy;
  const known = workspace.placements[member];
  const days = known?.days ?? calendar.workingDays;
  const submit = async (form: FormData) => {
    const id = memberIdSchema.safeParse(member);
    if (!id.success) return;
    const chosen = weekDays.filter((day) => form.get(day) !== null);
    if (chosen.length === 0) return setFault({ code: 'form', message: 'Nobody works on no day. Choose at least one.' });
    const isUsual = chosen.join() === weekDays.filter((day) => calendar.workingDays.includes(day)).join();
    const answer = await call('member.place', {
      id: id.data,
      zone: text(form, 'zone').trim(),
      from: text(form, 'from').trim(),
      to: text(form, 'to').trim(),
      days: isUsual ? null : chosen,
    });
    return answer.ok ? onClose() : setFault(inWords(answer.error));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Where and when somebody works"
      description="Reviews are proposed within everybody’s hours where that can be; where it cannot, the burden goes round."
    >
      <RosterForm submit={submit} fault={fault} onClose={onClose} verb="Keep">
        <SelectField label="Person" value={member} onChange={(event) => setMember(event.target.value)}>
          <MemberOptions members={workspace.members} />
        </SelectField>
        <div className={styles['roster']} key={member}>
          <TextField
            label="Zone"
            name="zone"
            hint="Europe/Berlin, Asia/Kolkata, UTC"
            defaultValue={known?.zone ?? workspace.zone}
            required
          />
          <div className={styles['line']}>
            <TextField
              label="From"
              name="from"
              hint="09:00"
              defaultValue={known?.from ?? calendar.workingHours.from}
              required
            />
            <TextField
              label="To"
              name="to"
              hint="before From: past midnight"
              defaultValue={known?.to ?? calendar.workingHours.to}
              required
            />
          </div>
          <fieldset className={styles['days']}>
            <legend className={styles['small']}>Days</legend>
            {weekDays.map((day) => (
              <label key={day}>
                <input type="checkbox" name={day} defaultChecked={days.includes(day)} /> {day}
              </label>
            ))}
          </fieldset>
        </div>
      </RosterForm>
    </Dialog>
  );
}

/** A field's fault names the field, since the form has several. */
const inWords = (fault: CallFault): CallFault =>
  fault.code === 'invalid-input'
    ? { code: 'form', message: `${fieldWords[fault.path ?? ''] ?? 'A field'}: ${hintOf(fault)}` }
    : fault;

const fieldWords: { readonly [field: string]: string } = { zone: 'Zone', from: 'From', to: 'To' };
const hintOf = ({ path, message }: CallFault): string =>
  path === 'zone' || message.startsWith('working hours') ? message : 'a time of day in 24 hours, as 09:00';
