import type { Category, CauseKind, CauseState, Gate } from '../domain/cause/cause.ts';

/** A cause as a canvas draws it, with what hangs below it. */
export type DrawnCause = {
  readonly id: string;
  readonly text: string;
  readonly state: CauseState['name'];
  /** What carries it, or what is missing, in the fewest words; may be empty. */
  readonly small: string;
  readonly kind: CauseKind;
  readonly gate: Gate;
  /** Ids of other causes it leads to. */
  readonly links: readonly string[];
  readonly children: readonly DrawnCause[];
};

/** A bone with its causes. Bones without causes are drawn too where a canvas is worked on. */
export type DrawnBone = { readonly id: string; readonly title: string; readonly causes: readonly DrawnCause[] };

/** What both views, every export and the command draw from: the head, and the bones in their order. */
export type DrawnGraph = {
  readonly effect: { readonly text: string; readonly small: string };
  readonly bones: readonly DrawnBone[];
};

/** The ids that a graph's own parts have in a plan, beside those of its causes. */
export const effectId = 'effect';
export const boneId = (bone: Pick<DrawnBone, 'id'> | { readonly id: Category }): string => `bone-${bone.id}`;
