import { z } from 'zod';
import { memberIdSchema, seriesIdSchema } from '../ids.ts';
import { agendaItemSchema } from '../agenda/agenda.ts';
import { governanceSchema } from '../policy/governance.ts';
import { signOffRoles } from '../review/seats.ts';
import { epochMsSchema, statementSchema } from '../text.ts';

/**
 * How one figure of a package stands against its baseline. Without a baseline, or without samples after go-live, nobody
 * can say that it is within.
 */
export const figureStandings = ['within', 'outside', 'no-baseline', 'no-samples'] as const;
export type FigureStanding = (typeof figureStandings)[number];

/** One figure as the form of a light review states it; `z` is the modified z score. */
export const lightFigureSchema = z.strictObject({
  series: seriesIdSchema,
  metric: z.string(),
  unit: z.string(),
  now: z.number().nullable(),
  usual: z.number().nullable(),
  z: z.number().nullable(),
  standing: z.enum(figureStandings),
  /** What the figure's decision rule asks for where it is met. */
  rule: z.string().nullable(),
});
export type LightFigure = z.infer<typeof lightFigureSchema>;

const answers = {
  /** What was released. */
  released: statementSchema,
  /** Whether it did what it should. */
  met: z.enum(['yes', 'partly', 'no']),
  /** Anything unusual that was seen; null for nothing. */
  unusual: statementSchema.nullable(),
  /** What is to be done about it; null for nothing. */
  followUp: statementSchema.nullable(),
  /** Why the review may close although some figures have no baseline or no samples; null where each has both. */
  withoutBaseline: statementSchema.nullable(),
};

/** Events of the light tier (M7.1). */
export const lightEventSchemas = {
  'light.filed.v1': z.strictObject({ ...answers, by: memberIdSchema, figures: z.array(lightFigureSchema).max(500) }),
  'light.dissented.v1': z.strictObject({ by: memberIdSchema, reason: statementSchema }),
  'light.dissent-withdrawn.v1': z.strictObject({ by: memberIdSchema }),
  /** With the figures as they were at that time; the closing itself is the event that follows. */
  'light.closed-itself.v1': z.strictObject({
    objectionsUntil: epochMsSchema,
    figures: z.array(lightFigureSchema).max(500),
  }),
  /** What was filed stays; the review begins again as one that meets. */
  'review.promoted.v1': z.strictObject({
    to: z.literal('full'),
    reasons: z.array(z.string().min(1).max(500)).min(1).max(100),
    governance: governanceSchema,
    agenda: z.array(agendaItemSchema).min(1).max(20),
    requiredRoles: z.array(z.enum(signOffRoles)).min(1),
  }),
} as const;

export const lightCommands = [
  z.strictObject({ type: z.literal('light.file'), ...answers }),
  z.strictObject({ type: z.literal('light.dissent'), by: z.string().max(40), reason: statementSchema }),
  z.strictObject({ type: z.literal('light.withdraw-dissent'), by: z.string().max(40) }),
  /** Closes or promotes it where that is due; harmless at any other time. The house runs it. */
  z.strictObject({ type: z.literal('light.settle') }),
  z.strictObject({
    type: z.literal('light.promote'),
    reasons: z.array(statementSchema.max(500)).min(1).max(100),
  }),
] as const;

export type Filed = z.infer<(typeof lightEventSchemas)['light.filed.v1']> & { readonly at: number };
export type Dissent = { readonly by: string; readonly reason: string; readonly at: number };

/** What the light tier knows of a review; empty for one that met from the start. */
export type LightState = {
  /** The form as it was filed last. */
  readonly filed: Filed | null;
  /** Those that stand. */
  readonly dissents: readonly Dissent[];
  readonly closedItself: { readonly objectionsUntil: number; readonly figures: readonly LightFigure[] } | null;
  readonly promoted: { readonly reasons: readonly string[]; readonly at: number; readonly actor: string } | null;
};

export const emptyLight: LightState = { filed: null, dissents: [], closedItself: null, promoted: null };
