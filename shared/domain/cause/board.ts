import { z } from 'zod';
import { slugSchema } from '../template/template.ts';
import { daySchema, localIdSchema, statementSchema } from '../text.ts';
import type { SeenBefore } from './cause.ts';

const component = z.string().trim().min(1).max(120);

/** What became of a class that keeps coming back in a component: sent to the architecture board, or not, and why (M4.5). */
export type BoardMatter = {
  readonly class: string;
  readonly component: string;
  readonly seen: readonly SeenBefore[];
  readonly reason: string;
  /** The parked topic whose escalation is the packet; null where it was declined. */
  readonly topic: string | null;
};

export const boardCommands = [
  z.strictObject({
    type: z.literal('board.raise'),
    /** Id of the topic that is escalated. */
    id: localIdSchema,
    class: slugSchema,
    component,
    answerBy: daySchema,
    reason: statementSchema,
  }),
  z.strictObject({ type: z.literal('board.decline'), class: slugSchema, component, reason: statementSchema }),
] as const;
