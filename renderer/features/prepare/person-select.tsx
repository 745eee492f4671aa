import { memberLabel } from '../../../shared/domain/workspace/member-label.ts';
import type { Member } from '../../../shared/domain/workspace/workspace.ts';
import { SelectField } from '../../ui/field.tsx';

type PersonProps = {
  readonly label: string;
  readonly hint?: string;
  readonly people: readonly Member[];
  readonly value: string | null;
  readonly onChoose: (person: string | null) => void;
};

/** One person of the roster, or nobody. Who is named and has left the roster stays visible by code. */
export function PersonSelect({ label, hint, people, value, onChoose }: PersonProps) {
  const isKnown = value === null || people.some((member) => member.id === value);
  return (
    <SelectField
      label={label}
      hint={hint}
      value={value ?? ''}
      onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">nobody</option>
      {!isKnown && <option value={value}>{value}, not in the roster</option>}
      {people.map((member) => (
        <option key={member.id} value={member.id}>
          {memberLabel(member, people)}
        </option>
      ))}
    </SelectField>
  );
}
