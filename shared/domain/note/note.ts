import { z } from 'zod';
import { memberIdSchema } from '../ids.ts';
import { localIdSchema, statementSchema } from '../text.ts';

/** A line the scribe typed. */
export type Note = {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  readonly item: string;
  /** Epoch ms. */
  readonly at: number;
  /** What the meeting's own clock showed, in ms: pauses and gaps are not in it. */
  readonly meetingMs: number;
};

export const noteCommands = [
  z.strictObject({ type: z.literal('note.take'), id: localIdSchema, text: statementSchema, author: memberIdSchema }),
  z.strictObject({ type: z.literal('note.reword'), note: localIdSchema, text: statementSchema }),
] as const;

export const noteEventSchemas = {
  'note.taken.v1': z.strictObject({ id: localIdSchema, text: statementSchema, author: memberIdSchema }),
  'note.reworded.v1': z.strictObject({ note: localIdSchema, text: statementSchema }),
} as const;
