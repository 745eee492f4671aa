import { useState, type ReactNode } from 'react';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { fieldsOf, valueOf, type FieldValue } from '../../shared/domain/template/field-value.ts';
import type { TemplateField } from '../../shared/domain/template/template.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { sendCommand } from '../state/commands.ts';
import { SelectField, TextArea, TextField } from '../ui/field.tsx';
import { Refusal } from '../ui/refusal.tsx';
import styles from './template-fields.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** What the review's template asks for. Each answer is kept when its field is left; a refusal stands under it. */
export function TemplateFields({ review, workspace }: Props) {
  return (
    <div className={styles['fields']}>
      {fieldsOf(review).map((field) => (
        <OneField key={field.id} field={field} review={review} workspace={workspace} />
      ))}
    </div>
  );
}

/** What is being written; what is kept stands in the review. */
type Draft = { readonly value: string; readonly why: string };

function OneField({ field, review, workspace }: Props & { readonly field: TemplateField }) {
  const kept = valueOf(review, field.id);
  const keptWhy = Object.hasOwn(review.rationales, field.id) ? (review.rationales[field.id] ?? '') : '';
  const [draft, setDraft] = useState<Draft | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const shown = draft ?? { value: textOf(kept), why: keptWhy };
  const asksWhy = field.rationale === true;
  const keep = async ({ value: text, why }: Draft) => {
    const value = valueFrom(field, text);
    if (value !== null && asksWhy && why.trim() === '') return;
    if (value === (kept ?? null) && (!asksWhy || why.trim() === keptWhy)) return setDraft(null);
    const rationale = asksWhy && why.trim() !== '' ? why : null;
    const answer = await sendCommand(review.id as ReviewId, { type: 'field.fill', field: field.id, value, rationale });
    setFault(answer.ok ? null : answer.error);
    // A value on its way to the page is not shown as gone meanwhile.
    if (answer.ok) setTimeout(() => setDraft((now) => (now?.value === text && now.why === why ? null : now)), 400);
  };
  const change = (part: Partial<Draft>, isWhole: boolean) => {
    const next = { ...shown, ...part };
    setDraft(next);
    if (isWhole) void keep(next);
  };
  const lacksWhy = asksWhy && shown.value.trim() !== '' && shown.why.trim() === '';
  return (
    <div className={styles['field']}>
      <Control
        field={field}
        value={shown.value}
        workspace={workspace}
        label={<LabelOf field={field} isEmpty={kept === undefined} />}
        onChange={(value, isWhole) => change({ value }, isWhole)}
        onLeave={() => void keep(shown)}
      />
      {asksWhy && (
        <TextField
          label={`Why: ${field.label}`}
          value={shown.why}
          {...(lacksWhy && { hint: 'It is kept together with why it is so.' })}
          onChange={(event) => change({ why: event.target.value }, false)}
          onBlur={() => void keep(shown)}
        />
      )}
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}

function LabelOf({ field, isEmpty }: { readonly field: TemplateField; readonly isEmpty: boolean }) {
  return (
    <>
      {field.label}
      {field.required && <span className={isEmpty ? styles['lacking'] : styles['required']}> required</span>}
    </>
  );
}

type ControlProps = {
  readonly field: TemplateField;
  readonly value: string;
  readonly workspace: Workspace;
  readonly label: ReactNode;
  /** `isWhole` where the value was chosen and not written letter by letter. */
  readonly onChange: (value: string, isWhole: boolean) => void;
  readonly onLeave: () => void;
};

function Control({ field, value, workspace, label, onChange, onLeave }: ControlProps) {
  const common = { label, value, hint: field.help, onBlur: onLeave };
  const chosen = (options: readonly (readonly [value: string, words: string])[]) => (
    <SelectField {...common} onChange={(event) => onChange(event.target.value, true)}>
      <option value="">not said</option>
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </SelectField>
  );
  switch (field.type) {
    case 'choice':
      return chosen(field.choices.map((choice) => [choice, choice]));
    case 'boolean':
      return chosen([
        ['yes', 'yes'],
        ['no', 'no'],
      ]);
    case 'member':
      return chosen(
        workspace.members
          .filter((member) => member.active || member.id === value)
          .map(({ id, display }) => [id, display]),
      );
    case 'longtext':
      return <TextArea {...common} onChange={(event) => onChange(event.target.value, false)} />;
    case 'text':
    case 'number':
    case 'date':
      return (
        <TextField
          {...common}
          type={field.type === 'date' ? 'date' : 'text'}
          {...(field.type === 'number' && { inputMode: 'decimal' as const })}
          onChange={(event) => onChange(event.target.value, false)}
        />
      );
  }
}

const textOf = (value: FieldValue | undefined): string =>
  value === undefined ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

/** What was written as the field's type has it; null for nothing. What fits no type is sent as it is and refused there. */
function valueFrom(field: TemplateField, text: string): FieldValue | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (field.type === 'boolean') return trimmed === 'yes';
  if (field.type !== 'number') return trimmed;
  const number = Number(trimmed.replace(',', '.'));
  return Number.isFinite(number) ? number : trimmed;
}
