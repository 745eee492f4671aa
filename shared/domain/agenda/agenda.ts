import { z } from 'zod';
import { localIdSchema, statementSchema } from '../text.ts';
import type { ElmoCall, OverAnswer } from './hands.ts';

/** Which work an agenda item does. The phase lock (M3.1) follows from it. */
export const itemKinds = ['open', 'commitments', 'facts', 'agree', 'causes', 'actions', 'sign'] as const;
export type ItemKind = (typeof itemKinds)[number];

export const agendaItemSchema = z.strictObject({
  id: localIdSchema,
  title: z.string().trim().min(1).max(120),
  kind: z.enum(itemKinds),
  plannedMs: z.int().min(0),
  /** Minutes that no extension of an earlier item may take. */
  minimumMs: z.int().min(0),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;

export type ItemClock = AgendaItem & {
  /** Planned time, changed by extensions and by hand. */
  readonly budgetMs: number;
  /** Time taken so far, without the current stretch. */
  readonly takenMs: number;
  readonly extensions: number;
  readonly visited: boolean;
};

export type Gap = {
  readonly id: string;
  readonly item: string;
  readonly ms: number;
  readonly cause: 'sleep' | 'crash' | 'clock-change';
  readonly notedAt: number;
  readonly answer: 'asked' | 'counted' | 'left-out';
};

export type Pause = { readonly item: string; readonly at: number; readonly reason: string; readonly ms: number | null };

/** One extension as the room saw it: whose minutes it took, and how much was time saved before. Times in ms. */
export type Extension = {
  readonly item: string;
  readonly at: number;
  readonly ms: number;
  readonly takings: readonly { readonly item: string; readonly ms: number; readonly leftMs: number }[];
};

/** The meeting's clock as events made it: epoch ms only, no ticks. */
export type Agenda = {
  readonly items: readonly ItemClock[];
  readonly current: string | null;
  readonly pace:
    | { readonly name: 'not-started' }
    | { readonly name: 'running'; readonly since: number }
    | { readonly name: 'paused'; readonly since: number }
    | { readonly name: 'stopped'; readonly since: number }
    | { readonly name: 'ended'; readonly at: number };
  readonly startedAt: number | null;
  /** What the meeting may take: its planned length, and after a stop what was still promised then. */
  readonly hardEndMs: number;
  readonly gaps: readonly Gap[];
  readonly pauses: readonly Pause[];
  readonly extended: readonly Extension[];
  readonly overAnswers: readonly OverAnswer[];
  readonly elmo: readonly ElmoCall[];
};

const minutes = (n: number): number => n * 60_000;

/** The 60-minute agenda of a full review; causes, actions and signing keep a protected minimum. */
export const standardAgenda: readonly AgendaItem[] = [
  { id: 'open', title: 'Open', kind: 'open', plannedMs: minutes(3), minimumMs: 0 },
  { id: 'commitments', title: 'Commitments', kind: 'commitments', plannedMs: minutes(5), minimumMs: 0 },
  { id: 'facts', title: 'Facts', kind: 'facts', plannedMs: minutes(25), minimumMs: minutes(10) },
  { id: 'agree', title: 'Agree', kind: 'agree', plannedMs: minutes(2), minimumMs: minutes(1) },
  { id: 'causes', title: 'Causes', kind: 'causes', plannedMs: minutes(12), minimumMs: minutes(8) },
  { id: 'actions', title: 'Actions', kind: 'actions', plannedMs: minutes(8), minimumMs: minutes(6) },
  { id: 'sign', title: 'Sign', kind: 'sign', plannedMs: minutes(5), minimumMs: minutes(3) },
];

export const meetingCommands = [
  z.strictObject({ type: z.literal('meeting.start'), inquorateReason: statementSchema.nullable() }),
  /** `from` is the item that stood on the console; without it the step is taken from whatever item runs. */
  z.strictObject({ type: z.literal('meeting.next'), from: localIdSchema.optional() }),
  z.strictObject({ type: z.literal('meeting.return'), item: localIdSchema, reason: statementSchema }),
  /** `after` is how often the item had been extended on the console; without it the next extension is meant, whichever. */
  z.strictObject({ type: z.literal('meeting.extend'), after: z.int().min(0).max(2).optional() }),
  z.strictObject({
    type: z.literal('meeting.retime'),
    item: localIdSchema,
    budgetMs: z.int().min(0).max(minutes(240)),
  }),
  z.strictObject({ type: z.literal('meeting.pause'), reason: statementSchema }),
  z.strictObject({ type: z.literal('meeting.resume') }),
  z.strictObject({ type: z.literal('meeting.stop'), reason: statementSchema }),
  z.strictObject({ type: z.literal('gap.answer'), gap: localIdSchema, count: z.boolean() }),
  z.strictObject({ type: z.literal('facts.agree'), inFavour: z.int().min(0).max(500) }),
  z.strictObject({ type: z.literal('topic.park'), id: localIdSchema, text: statementSchema }),
] as const;
