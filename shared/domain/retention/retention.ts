import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../ids.ts';
import { epochMsSchema, localIdSchema, statementSchema } from '../text.ts';

/** What is kept by a clock of its own. */
export const keptKinds = ['recording', 'transcript', 'record'] as const;
export type KeptKind = (typeof keptKinds)[number];

export const deletionReasons = ['retention', 'order'] as const;

/** Events of the workspace's journal: holds, and what is left of what was deleted. */
export const retentionEventSchemas = {
  /** Nothing of the review is deleted until it is lifted, whatever clock runs out. */
  'hold.placed.v1': z.strictObject({
    id: localIdSchema,
    review: reviewIdSchema,
    reason: statementSchema,
    by: memberIdSchema,
  }),
  'hold.lifted.v1': z.strictObject({ hold: localIdSchema, reason: statementSchema, by: memberIdSchema }),
  /**
   * A tombstone. `sha256` names what there was as the signed record or its own list names it, so that a copy that turns
   * up later can be told from a forgery; `dueAt` is when its clock ran out, null where somebody ordered it.
   */
  'kept.deleted.v1': z.strictObject({
    kind: z.enum(keptKinds),
    review: reviewIdSchema,
    /** Of the recording or transcript; the review's own for its record. */
    id: z.string().max(80),
    why: z.enum(deletionReasons),
    reason: statementSchema.nullable(),
    by: memberIdSchema.nullable(),
    dueAt: epochMsSchema.nullable(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  }),
} as const;

export type RetentionEvent = {
  [T in keyof typeof retentionEventSchemas]: {
    readonly type: T;
    readonly body: z.infer<(typeof retentionEventSchemas)[T]>;
  };
}[keyof typeof retentionEventSchemas];

export type Hold = z.infer<(typeof retentionEventSchemas)['hold.placed.v1']> & {
  /** Epoch ms. */
  readonly placedAt: number;
  readonly lifted: { readonly at: number; readonly reason: string; readonly by: string } | null;
};
export type Tombstone = z.infer<(typeof retentionEventSchemas)['kept.deleted.v1']> & {
  /** Epoch ms. */
  readonly at: number;
};

/** Oldest first. */
export type RetentionState = { readonly holds: readonly Hold[]; readonly tombstones: readonly Tombstone[] };

export const noRetention: RetentionState = { holds: [], tombstones: [] };

export const isRetentionEvent = <E extends { readonly type: string }>(event: E): event is E & RetentionEvent =>
  Object.hasOwn(retentionEventSchemas, event.type);

/** `at`: epoch ms of the event's line. */
export function evolveRetention(state: RetentionState, event: RetentionEvent, at: number): RetentionState {
  switch (event.type) {
    case 'hold.placed.v1':
      return { ...state, holds: [...state.holds, { ...event.body, placedAt: at, lifted: null }] };
    case 'hold.lifted.v1': {
      const { hold, ...lifted } = event.body;
      return {
        ...state,
        holds: state.holds.map((each) => (each.id === hold ? { ...each, lifted: { ...lifted, at } } : each)),
      };
    }
    case 'kept.deleted.v1':
      return { ...state, tombstones: [...state.tombstones, { ...event.body, at }] };
  }
}

/** The holds that keep a review's things now. */
export const holdsOf = ({ holds }: RetentionState, review: string): readonly Hold[] =>
  holds.filter((hold) => hold.review === review && hold.lifted === null);

export const isDeleted = ({ tombstones }: RetentionState, kind: KeptKind, id: string): boolean =>
  tombstones.some((each) => each.kind === kind && each.id === id);
