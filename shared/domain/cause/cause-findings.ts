import type { ConfigChange } from './config-change.ts';

/** What became of the bytes of a piece since it was attached. `at` is epoch ms. */
export type Keeping =
  | { readonly state: 'kept' | 'changed' | 'missing' }
  | { readonly state: 'deleted'; readonly at: number; readonly why: string };

/**
 * When what a piece shows began: after `from` (null: nobody knows), at `to` at the latest; epoch ms. An `act` is something
 * that was done and is known to this interval; a `change` lies somewhere between two looks, and a delivery within them
 * tells when; what was only `seen` may have begun at any time of it.
 */
export type Beginning = {
  readonly kind: 'delivery' | 'act' | 'change' | 'seen';
  /** What began then: `first instance of checkout 4.18.0`. */
  readonly what: string;
  readonly from: number | null;
  readonly to: number;
};

/** What the main process found when it looked at one piece of evidence. */
export type PieceFinding = {
  /** Id of the piece. */
  readonly piece: string;
  readonly keeping: Keeping;
  readonly began: Beginning | null;
  /** What a configuration diff shows; null for all else, and where its bytes are gone. */
  readonly changes: readonly ConfigChange[] | null;
};

/** Everything that the checks of a cause rest on. */
export type CauseFindings = {
  readonly pieces: readonly PieceFinding[];
  /** The deployment that the evidence names or lies in, beside what the runtime showed; told in words. */
  readonly deployment: { readonly known: boolean; readonly told: string };
};
