import type { DrawnCause } from './drawn-graph.ts';

/** All lengths are in px of the plan; x goes right, y goes down, a box is told by its top left. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** One text on a canvas with the room it takes, its small line and the bone under it included. */
export type PlacedLabel = Box & {
  /** `effect`, `bone-<category>` or the cause's id. */
  readonly id: string;
  readonly kind: 'effect' | 'bone' | 'cause';
  readonly text: string;
  /** The text as it is wrapped; the last line may end in `…` where it was cut. */
  readonly lines: readonly string[];
  readonly small: readonly string[];
  /** Px. */
  readonly size: number;
  readonly smallSize: number;
  /** The cause itself, for its state, gate and kind. */
  readonly cause: DrawnCause | null;
};

export type PlacedBone = {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Id of the label that it belongs to; the spine is the effect's. */
  readonly owner: string;
  readonly kind: 'spine' | 'bone' | 'twig' | 'branch' | 'link';
};

/** A canvas laid out, ready to be drawn at any scale. */
export type CanvasPlan = {
  readonly labels: readonly PlacedLabel[];
  readonly bones: readonly PlacedBone[];
  readonly width: number;
  readonly height: number;
};

/** How large texts are: `unit` is the px of a cause's text; what is smaller or larger follows from it. */
export type LayoutOptions = {
  readonly unit: number;
  /** Widest a cause's text may get, px. */
  readonly wrap: number;
  /** Most lines of one text; what is longer is cut with an ellipsis. */
  readonly lines: number;
  /** Widest the effect's text may get, px; left out, it follows from `wrap`. */
  readonly effectWrap?: number;
};
