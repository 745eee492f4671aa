import { z } from 'zod';
import { slugSchema } from '../domain/template/template.ts';

const nothing = z.strictObject({});

/** Most characters that are looked at, and said to be too many; the reader has its own, lower bound. */
const mostText = 2 * 1024 * 1024;

export const templateFaultSchema = z.object({
  line: z.int(),
  column: z.int(),
  message: z.string(),
  todo: z.string(),
});

const templateEntrySchema = z.object({
  /** By which a policy names it; of a file that cannot be read, the file's name. */
  id: z.string(),
  origin: z.enum(['shipped', 'own']),
  title: z.string(),
  version: z.string(),
  tier: z.string(),
  minutes: z.int(),
  /** Of the bytes of its source. */
  sha256: z.string(),
  /** The first thing wrong with it; null where it can be used. */
  fault: templateFaultSchema.nullable(),
});
export type TemplateEntry = z.infer<typeof templateEntrySchema>;

/** Templates (M1.5): those that come with the program, and those of the workspace's folder `templates`. */
export const templateProcedures = {
  'template.list': { input: nothing, output: z.object({ templates: z.array(templateEntrySchema) }) },
  'template.read': {
    input: z.strictObject({ id: slugSchema, origin: z.enum(['shipped', 'own']) }),
    output: z.object({ text: z.string(), sha256: z.string() }),
  },
  /**
   * Keeps a template of the workspace; `replaces` names the one that was edited, null for a new one. Refused with all its
   * faults where it cannot be used, or where another has its id.
   */
  'template.save': {
    input: z.strictObject({ text: z.string().max(mostText), replaces: slugSchema.nullable() }),
    output: z.object({ id: z.string(), sha256: z.string(), faults: z.array(templateFaultSchema) }),
  },
  'template.remove': { input: z.strictObject({ id: slugSchema }), output: nothing },
} as const;
