/**
 * A stretch of time in which something happened, ms since 1970 UTC: after `from`, at `to` at the latest. `from` is null
 * where it had happened before anybody looked.
 */
export type Span = { readonly from: number | null; readonly to: number };

/** What delivery says: this version was brought there at that time. `sha` and `digest` are other names of the version. */
export type DeliveryClaim = {
  /** Where it stands: a row id, or the row of a file. */
  readonly ref: string;
  readonly service: string;
  readonly environment: string;
  readonly version: string | null;
  readonly sha: string | null;
  readonly digest: string | null;
  /** When it was over as delivery says; its start while it has no end. */
  readonly claimedAt: number;
  readonly result: 'success' | 'failure' | 'rolled-back' | 'running';
};

/** One raw sample of a version label: that instance ran that version then. Times in ms. */
export type VersionSample = {
  readonly service: string;
  readonly environment: string;
  readonly instance: string;
  readonly version: string;
  readonly time: number;
  /** Its process start, where the source tells it. */
  readonly processStart: number | null;
};

/** One instance running one version without a break: the fields of a sighting row that reconciling needs, in ms. */
export type Sighting = {
  readonly service: string;
  readonly environment: string;
  readonly instance: string;
  readonly version: string;
  readonly lastOldAt: number | null;
  readonly firstNewAt: number;
  readonly lastSeenAt: number;
  readonly startedAt: number | null;
  readonly intervalMs: number;
  readonly clockErrorMs: number;
};

/** A raw sample that bounds a change: the last with the old version, or the first with the new one. */
export type BoundingSample = {
  readonly instance: string;
  readonly at: number;
  readonly version: string | null;
  readonly processStart: number | null;
};

/** A version that came to an environment, from what its instances showed. */
export type Transition = {
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  /** It was there when sampling began, so its coming was not seen. */
  readonly standing: boolean;
  readonly first: Span;
  /** When half of the instances ran it, and when all did; null where that never happened. */
  readonly quorum: Span | null;
  readonly complete: Span | null;
  /** How long it ran beside other versions. */
  readonly mixedMs: number;
  /** Instances that ran it, and those that were there while it came. */
  readonly instances: number;
  readonly present: number;
  /** A gap of more than three scrapes lies in one of its changes. */
  readonly gap: boolean;
  /** What became of it: still there at the end, replaced by a version that came later, or by one that was there before. */
  readonly fate:
    | { readonly kind: 'held' }
    | { readonly kind: 'replaced' | 'taken-back'; readonly by: string; readonly at: number }
    | { readonly kind: 'vanished'; readonly at: number };
  readonly samples: readonly BoundingSample[];
};

/** One service in one environment as it was watched. `holes` are stretches of more than three scrapes without any sample. */
export type Observed = {
  readonly service: string;
  readonly environment: string;
  readonly watched: { readonly from: number; readonly to: number };
  readonly holes: readonly { readonly from: number; readonly to: number }[];
  readonly transitions: readonly Transition[];
  /** Processes that started anew with the version they had: a deployment of what ran already. */
  readonly restarts: readonly Transition[];
};

export const reconcileClasses = [
  'confirmed',
  'late',
  'early',
  'partial',
  'never',
  'rolled-back',
  'undeclared',
  'unmappable',
  'unobservable',
] as const;
export type ReconcileClass = (typeof reconcileClasses)[number];

/** One claim beside what the runtime showed, or a change at runtime that nobody claimed. Times in ms. */
export type Reconciled = {
  readonly service: string;
  readonly environment: string;
  readonly version: string | null;
  readonly class: ReconcileClass;
  readonly claim: DeliveryClaim | null;
  readonly transition: Transition | null;
  /** Runtime minus claim, in ms: positive where the runtime was later. */
  readonly lag: { readonly from: number | null; readonly to: number } | null;
  readonly reason: string;
};
