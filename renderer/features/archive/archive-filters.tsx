import { personRoles, type ArchiveEntry, type ArchiveFilter } from '../../../shared/projections/archive-entries.ts';
import { phases } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { memberLabel } from '../../../shared/domain/workspace/member-label.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { parseDay, startOfDay } from '../../ui/format-time.ts';
import styles from './archive.module.css';

type Props = {
  readonly entries: readonly ArchiveEntry[];
  readonly workspace: Workspace;
  readonly filter: ArchiveFilter;
  /** The days as they were typed, so that a half-written one is not taken away. */
  readonly days: { readonly from: string; readonly to: string };
  readonly onChange: (filter: ArchiveFilter, days: Props['days']) => void;
};

const roleWords: Readonly<Record<(typeof personRoles)[number], string>> = {
  facilitator: 'facilitated',
  scribe: 'wrote it down',
  seat: 'held a seat',
  attended: 'was there',
  owner: 'owns a commitment',
  signed: 'signed',
};

const dayMs = 86_400_000;

/** Service, class of causes, period, who was what, and where it stands. */
export function ArchiveFilters({ entries, workspace, filter, days, onChange }: Props) {
  const services = [...new Set(entries.map(({ service }) => service))].toSorted();
  const classes = new Map(entries.flatMap((entry) => entry.classes.map(({ id, title }) => [id, title] as const)));
  const people = [...new Set(entries.flatMap((entry) => entry.people.map(({ member }) => member)))].toSorted();
  const labelOf = (id: string): string => {
    const member = workspace.members.find((each) => each.id === id);
    return member === undefined ? id : memberLabel(member, workspace.members);
  };
  const set = (change: Partial<ArchiveFilter>) => onChange({ ...filter, ...change }, days);
  const setDay = (which: 'from' | 'to', typed: string) => {
    const day = parseDay(typed);
    const noon = day === null ? null : Date.parse(`${day}T12:00:00Z`) + (which === 'to' ? dayMs : 0);
    onChange(
      { ...filter, [which]: noon === null ? null : startOfDay(noon, workspace.zone) },
      { ...days, [which]: typed },
    );
  };
  const dayFault = (typed: string): string | undefined =>
    typed.trim() !== '' && parseDay(typed) === null ? 'a day such as 16 Mar 2026' : undefined;
  return (
    <div className={styles['filters']}>
      <SelectField label="Service" value={filter.service} onChange={(event) => set({ service: event.target.value })}>
        <option value="">all</option>
        {services.map((service) => (
          <option key={service}>{service}</option>
        ))}
      </SelectField>
      <SelectField label="Class of cause" value={filter.class} onChange={(event) => set({ class: event.target.value })}>
        <option value="">all</option>
        {[...classes].map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField label="Who" value={filter.member} onChange={(event) => set({ member: event.target.value })}>
        <option value="">anybody</option>
        {people.map((id) => (
          <option key={id} value={id}>
            {labelOf(id)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Their part"
        value={filter.as}
        onChange={(event) => set({ as: personRoles.find((role) => role === event.target.value) ?? '' })}
      >
        <option value="">had any part</option>
        {personRoles.map((role) => (
          <option key={role} value={role}>
            {roleWords[role]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Where it stands"
        value={filter.phase}
        onChange={(event) => set({ phase: phases.find((phase) => phase === event.target.value) ?? '' })}
      >
        <option value="">all</option>
        {phases.map((phase) => (
          <option key={phase}>{phase}</option>
        ))}
      </SelectField>
      <TextField
        label="From"
        placeholder="16 Mar 2026"
        value={days.from}
        fault={dayFault(days.from)}
        onChange={(event) => setDay('from', event.target.value)}
      />
      <TextField
        label="To"
        placeholder="31 Mar 2026"
        value={days.to}
        fault={dayFault(days.to)}
        onChange={(event) => setDay('to', event.target.value)}
      />
    </div>
  );
}
