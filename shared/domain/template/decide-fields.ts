import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { fieldsOf, missingFields, valueFault, valueOf } from './field-value.ts';

/** [M1.5] A field of the review's template takes a value of its type, and its rationale where it asks for one. */
export function decideFields(
  review: Review,
  command: CommandOf<'field.fill'>,
  { workspace }: DecisionContext,
): Verdict {
  if (review.phase === 'closed' || review.phase === 'signed')
    return refuse('H1', 'This review is closed.', 'Open a new review if there is more to say.');
  const field = fieldsOf(review).find((each) => each.id === command.field);
  if (field === undefined)
    return refuse(
      'M1.5',
      `The template of this review has no field “${command.field}”.`,
      'Fill in one of the fields it was opened with; a changed template holds for later reviews.',
    );
  const { value } = command;
  if (value === null)
    return ok(valueOf(review, field.id) === undefined ? [] : [{ type: 'field.emptied.v1', body: { field: field.id } }]);
  const wanted = valueFault(field, value, workspace);
  if (wanted !== null) return refuse('M1.5', `That is no value of “${field.label}”.`, `Write ${wanted}.`);
  const rationale = field.rationale === true ? command.rationale : null;
  if (field.rationale === true && rationale === null)
    return refuse('M1.5', `“${field.label}” is kept together with why it is so.`, 'Add the rationale.');
  if (valueOf(review, field.id) === value && (review.rationales[field.id] ?? null) === rationale) return ok([]);
  return ok([{ type: 'field.filled.v1', body: { field: field.id, value, rationale } }]);
}

/** [M1.5] Why a review cannot be closed for want of a field; undefined where all required ones are filled in. */
export function fieldsInTheWay(review: Review): Verdict | undefined {
  const missing = missingFields(review);
  if (missing.length === 0) return undefined;
  return refuse(
    'M1.5',
    `${missing.length === 1 ? 'A required field is' : `${missing.length} required fields are`} empty: ${missing.map(({ label }) => `“${label}”`).join(', ')}.`,
    'Fill in each required field of the template.',
  );
}
