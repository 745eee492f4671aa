import { z } from 'zod';
import { daySchema, statementSchema } from '../text.ts';
import type { Review } from '../review/review.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findMember } from '../workspace/workspace.ts';
import { slugSchema, type TemplateField } from './template.ts';

/** What stands in a field: text, a day or a member's code as text, a number, yes or no. */
export const fieldValueSchema = z.union([statementSchema, z.number(), z.boolean()]);
export type FieldValue = z.infer<typeof fieldValueSchema>;

/** A field filled in, with why it is so where the field asks for it. */
export const filledFieldSchema = z.strictObject({
  field: slugSchema,
  value: fieldValueSchema,
  rationale: statementSchema.nullable(),
});

export const fieldCommands = [
  /** A `value` of null empties the field. */
  z.strictObject({
    type: z.literal('field.fill'),
    field: slugSchema,
    value: fieldValueSchema.nullable(),
    rationale: statementSchema.nullable(),
  }),
] as const;

const longestText = 300;

/** What a value lacks to be one of a field; null where nothing is wrong with it. */
export function valueFault(field: TemplateField, value: FieldValue, workspace: Workspace): string | null {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string') return 'text';
      return value.includes('\n') || value.length > longestText
        ? `one line of at most ${longestText} characters`
        : null;
    case 'longtext':
      return typeof value === 'string' ? null : 'text';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'a number';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'yes or no';
    case 'date':
      return typeof value === 'string' && daySchema.safeParse(value).success ? null : 'a day, as 2026-03-27';
    case 'member':
      return typeof value === 'string' && findMember(workspace, value) !== undefined ? null : 'somebody of the roster';
    case 'choice':
      return typeof value === 'string' && field.choices.includes(value) ? null : `one of: ${field.choices.join(', ')}`;
  }
}

export const fieldsOf = (review: Pick<Review, 'governance'>): readonly TemplateField[] =>
  review.governance.template.fields;

/** What stands in a field of a review; undefined while it is empty. */
export const valueOf = (review: Pick<Review, 'fields'>, field: string): FieldValue | undefined =>
  Object.hasOwn(review.fields, field) ? review.fields[field] : undefined;

/** Required fields that nobody filled in. */
export const missingFields = (review: Pick<Review, 'governance' | 'fields'>): readonly TemplateField[] =>
  fieldsOf(review).filter((field) => field.required && valueOf(review, field.id) === undefined);
