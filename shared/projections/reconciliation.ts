import { reconcileClasses, type Reconciled, type ReconcileClass, type Span } from '../analysis/reconcile-types.ts';

type TimeSpan = { readonly from: string | null; readonly to: string } | null;

/** One result as scripts read it: times ISO 8601 in UTC, lengths in seconds, null for what is not known. */
export type ReconciliationResult = {
  readonly service: string;
  readonly environment: string;
  readonly version: string | null;
  readonly class: ReconcileClass;
  readonly claimedAt: string | null;
  readonly runtimeFirst: TimeSpan;
  readonly runtimeQuorum: TimeSpan;
  readonly runtimeComplete: TimeSpan;
  readonly lagSeconds: { readonly from: number | null; readonly to: number } | null;
  readonly mixedSeconds: number | null;
  readonly instances: number;
  readonly reason: string;
  readonly samples: readonly {
    readonly time: string;
    readonly instance: string;
    readonly version: string | null;
    readonly processStart: string | null;
  }[];
};

/** What `hotwash reconcile --json` prints. `claims` counts the claims that were read. */
export function reconciliationJson(
  claims: number,
  results: readonly Reconciled[],
): {
  readonly claims: number;
  readonly results: readonly ReconciliationResult[];
  readonly counts: { readonly [name in ReconcileClass]: number };
} {
  const count = (name: ReconcileClass): number => results.filter((each) => each.class === name).length;
  return {
    claims,
    results: results.map(toResult),
    counts: Object.fromEntries(reconcileClasses.map((name) => [name, count(name)])) as Record<ReconcileClass, number>,
  };
}

function toResult({
  service,
  environment,
  version,
  claim,
  transition,
  lag,
  reason,
  ...rest
}: Reconciled): ReconciliationResult {
  return {
    service,
    environment,
    version,
    class: rest.class,
    claimedAt: claim === null ? null : iso(claim.claimedAt),
    runtimeFirst: isoSpan(transition?.first ?? null),
    runtimeQuorum: isoSpan(transition?.quorum ?? null),
    runtimeComplete: isoSpan(transition?.complete ?? null),
    lagSeconds: lag === null ? null : { from: lag.from === null ? null : lag.from / 1000, to: lag.to / 1000 },
    mixedSeconds: transition === null ? null : transition.mixedMs / 1000,
    instances: transition?.instances ?? 0,
    reason,
    samples: (transition?.samples ?? [])
      .toSorted((a, b) => a.at - b.at || (a.instance < b.instance ? -1 : 1))
      .map((sample) => ({
        time: iso(sample.at),
        instance: sample.instance,
        version: sample.version,
        processStart: sample.processStart === null ? null : iso(sample.processStart),
      })),
  };
}

/** One line per result for people: class, release, environment, and why. */
export const reconciliationText = (results: readonly Reconciled[]): string[] =>
  results.length === 0
    ? ['Nothing is claimed, and nothing changed.']
    : results.map(
        (each) => `${each.class}\t${each.service}@${each.version ?? '?'}\t${each.environment}\t${each.reason}`,
      );

const iso = (time: number): string => new Date(time).toISOString();
const isoSpan = (span: Span | null): TimeSpan =>
  span === null ? null : { from: span.from === null ? null : iso(span.from), to: iso(span.to) };
