import { z } from 'zod';
import { itemKinds, type ItemKind } from '../agenda/agenda.ts';

/** `release-scope`: names a template, or a field of one. Not a name every object has: values are looked up by it. */
export const slugSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'small letters and digits, joined by single hyphens')
  .min(2, 'at least 2 characters')
  .max(40, 'at most 40 characters')
  .refine((text) => !(text in {}), 'this word cannot be a name');

const line = z.string().trim().min(1, 'write something').max(300, 'at most 300 characters');

export const plainFieldTypes = ['text', 'longtext', 'number', 'date', 'member', 'boolean'] as const;

const fieldParts = {
  id: slugSchema,
  label: z.string().trim().min(1, 'write something').max(120, 'at most 120 characters'),
  required: z.boolean(),
  help: line.exactOptional(),
  /** The value is kept together with why it is so. */
  rationale: z.literal(true).exactOptional(),
};

/** One typed question that a template asks of every review it opens. */
export const templateFieldSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...fieldParts, type: z.enum(plainFieldTypes) }),
  z.strictObject({
    ...fieldParts,
    type: z.literal('choice'),
    choices: z.array(line).min(2, 'at least two choices').max(20, 'at most 20 choices'),
  }),
]);
export type TemplateField = z.infer<typeof templateFieldSchema>;
export type FieldType = TemplateField['type'];

/** Questions the room is shown during items of a kind. A kind without any has none. */
export const promptsSchema = z.partialRecord(z.enum(itemKinds), z.array(line).max(12, 'at most 12 prompts'));

export const groundRulesSchema = z.array(line).max(12, 'at most 12 ground rules');
export const templateFieldsSchema = z.array(templateFieldSchema).max(30, 'at most 30 fields');
/** The author's name for a state of the template: `3`, `2.1`. */
export const templateVersionSchema = z
  .string()
  .regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/, 'at most 20 letters, digits, dots or hyphens');

/**
 * What a review keeps of the template it was opened with (M1.5): the hash is that of the template's source bytes, so
 * that anybody who has the file can tell whether this is it. The agenda stands in the review itself.
 */
export const pinnedTemplateSchema = z.strictObject({
  id: slugSchema,
  version: templateVersionSchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  groundRules: groundRulesSchema,
  prompts: promptsSchema,
  fields: templateFieldsSchema,
});
export type PinnedTemplate = z.infer<typeof pinnedTemplateSchema>;

/** Of a review opened before there were templates. Its hash is of no bytes at all. */
export const emptyTemplate: PinnedTemplate = {
  id: 'none',
  version: '0',
  sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  groundRules: [],
  prompts: {},
  fields: [],
};

export const promptsOf = (template: Pick<PinnedTemplate, 'prompts'>, kind: ItemKind): readonly string[] =>
  template.prompts[kind] ?? [];
