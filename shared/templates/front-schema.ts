import { z } from 'zod';
import { itemKinds } from '../domain/agenda/agenda.ts';
import {
  groundRulesSchema,
  promptsSchema,
  slugSchema,
  templateFieldSchema,
  templateVersionSchema,
} from '../domain/template/template.ts';
import { localIdSchema } from '../domain/text.ts';

/** What a template is made for. A policy names the template of a tier by its id; without one, this decides. */
const templateTiers = ['full', 'light', 'joint', 'regulated'] as const;

const title = z.string().trim().min(1, 'write something').max(120, 'at most 120 characters');

/** One agenda item as its author writes it, in whole minutes. */
const agendaEntrySchema = z.strictObject({
  id: localIdSchema,
  title,
  kind: z.enum(itemKinds),
  minutes: z.int('a whole number of minutes').min(1, 'at least 1 minute').max(240, 'at most 240 minutes'),
  minimum: z.int('a whole number of minutes').min(0, 'at least 0 minutes').max(240, 'at most 240 minutes').default(0),
});
export type AgendaEntry = z.infer<typeof agendaEntrySchema>;

/** A field that does not say whether it is required is not. */
const fieldSchema = z.preprocess(
  (raw) =>
    typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !Object.hasOwn(raw, 'required')
      ? { ...raw, required: false }
      : raw,
  templateFieldSchema,
);

export const frontSchema = z.strictObject({
  id: slugSchema.refine((id) => id !== 'none', '“none” means a review without a template'),
  version: templateVersionSchema,
  title,
  tier: z.enum(templateTiers),
  agenda: z.array(agendaEntrySchema).min(1, 'at least one item').max(20, 'at most 20 items'),
  groundRules: groundRulesSchema.default([]),
  prompts: promptsSchema.default({}),
  fields: z.array(fieldSchema).max(30, 'at most 30 fields').default([]),
});
export type Front = z.infer<typeof frontSchema>;
