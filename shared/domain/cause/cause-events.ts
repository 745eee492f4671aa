import { z } from 'zod';
import { evidenceSchema } from '../claim/claim.ts';
import { memberIdSchema, reviewIdSchema } from '../ids.ts';
import { slugSchema } from '../template/template.ts';
import { epochMsSchema, localIdSchema, statementSchema } from '../text.ts';
import { categories, causeKinds, causeScopes, gates, mostPasted, stopReasons } from './cause.ts';
import { causeCheckSchema } from './cause-check.ts';
import { canvases, triageSchema } from './triage.ts';

const id = localIdSchema;
const text = statementSchema;
const category = z.enum(categories);
const component = z.string().max(120);
const seen = z.array(z.strictObject({ review: reviewIdSchema, cause: id, at: epochMsSchema })).max(200);

/** What happens to held ideas, the effect and the causes. */
export const causeEventSchemas = {
  'idea.held.v1': z.strictObject({ id, text, author: memberIdSchema }),
  'ideas.opened.v1': z.strictObject({}),
  'idea.dismissed.v1': z.strictObject({ idea: id, reason: text }),
  'causes.triaged.v1': triageSchema,
  'canvas.opened.v1': z.strictObject({ canvas: z.enum(canvases), reason: text.nullable() }),
  'effect.worded.v1': z.strictObject({ text, from: epochMsSchema.nullable(), claim: id.nullable() }),
  'cause.added.v1': z.strictObject({
    id,
    parent: id.nullable(),
    category,
    text,
    author: memberIdSchema,
    origin: z.strictObject({ kind: z.enum(['idea', 'claim', 'said']), id: id.nullable() }),
    evidence: z.array(evidenceSchema),
    /** The sibling it comes before; left out puts it last. */
    before: z.exactOptional(id),
  }),
  /** Several at once, as one was pasted: each after the one it hangs on. */
  'causes.pasted.v1': z.strictObject({
    author: memberIdSchema,
    causes: z
      .array(z.strictObject({ id, parent: id.nullable(), category, text }))
      .min(1)
      .max(mostPasted),
  }),
  'cause.reworded.v1': z.strictObject({ cause: id, text }),
  'cause.moved.v1': z.strictObject({ cause: id, parent: id.nullable(), category, before: id.nullable() }),
  'cause.linked.v1': z.strictObject({ cause: id, to: id }),
  'cause.unlinked.v1': z.strictObject({ cause: id, to: id }),
  'cause.gated.v1': z.strictObject({ cause: id, gate: z.enum(gates) }),
  'cause.marked.v1': z.strictObject({ cause: id, kind: z.enum(causeKinds) }),
  'cause.classified.v1': z.strictObject({
    cause: id,
    class: slugSchema,
    text: text.nullable(),
    component: component.nullable(),
    key: z.string().max(300).nullable(),
  }),
  'cause.supported.v1': z.strictObject({ cause: id, evidence: z.array(id).min(1) }),
  'cause.validated.v1': z.strictObject({ cause: id, checks: z.array(causeCheckSchema).min(1).max(20) }),
  'cause.rejected.v1': z.strictObject({ cause: id, reason: text }),
  'cause.stopped.v1': z.strictObject({ cause: id, why: z.enum(stopReasons), reason: text }),
  'cause.reopened.v1': z.strictObject({ cause: id }),
  'cause.scoped.v1': z.strictObject({ cause: id, scope: z.enum(causeScopes), seen, reason: text.nullable() }),
  'cause.removed.v1': z.strictObject({ cause: id }),
  'board.raised.v1': z.strictObject({ class: slugSchema, component, topic: id, reason: text, seen }),
  'board.declined.v1': z.strictObject({ class: slugSchema, component, reason: text, seen }),
} as const;
