import { defaultToleranceMs, reconcileRows } from '../analysis/reconcile.ts';
import type { Reconciled } from '../analysis/reconcile-types.ts';
import type { CourierOrigin } from '../domain/release/courier.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { SourceStanding } from '../domain/review/package-parts.ts';
import type { Deviation, Integrity } from '../domain/review/package.ts';
import { spanText } from '../meeting/clock-text.ts';
import type { ReleaseData } from './release-data.ts';
import { clockText, dayText } from './zone-text.ts';

/** What CI claims and what the runtime showed in the days round a release, and the release's own production deployment. */
export type Evidence = {
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly sightings: readonly RowOf<'sighting'>[];
  readonly runtime: readonly RowOf<'runtime'>[];
  readonly live: RowOf<'deployment'> | undefined;
  /** Deployments of the package's hours. */
  readonly inWindow: ReadonlySet<string>;
};

/**
 * [M2.4] The release's own deployment against the runtime, then the others of its hours in the same environment: how many
 * were confirmed, and each that disagrees. A conflict needs resolving; what nobody watched is missing, not confirmed.
 */
export function reconcileRelease({ deployments, sightings, runtime, live, inWindow }: Evidence): readonly Integrity[] {
  if (live === undefined)
    return [{ level: 'missing', text: 'No deployment of this version is known', detail: 'bring deployments in' }];
  const results = reconcileRows(deployments, sightings, runtime);
  const figures = ['deployments', 'runtime', ...(sightings.length > 0 ? ['sightings'] : [])];
  const own = results.find((each) => each.claim?.ref === live.id);
  const others = results.filter(
    (each) =>
      each !== own &&
      each.environment === live.environment &&
      (each.claim === null ? each.class === 'undeclared' : inWindow.has(each.claim.ref)),
  );
  const lines = [...(own === undefined ? [] : ownLines(own, results)), ...otherLines(others)];
  return lines.map((line) => ({ ...line, figures }));
}

function ownLines(own: Reconciled, all: readonly Reconciled[]): readonly Integrity[] {
  const version = own.version ?? 'a version without a name';
  const instances = own.transition?.instances ?? 0;
  const counted = `${instances} ${instances === 1 ? 'instance' : 'instances'}`;
  const detail = [counted, spreadText(own)].filter(Boolean).join(', ');
  switch (own.class) {
    case 'confirmed':
      return [{ level: 'good', text: `${version} confirmed at runtime`, detail }];
    case 'late':
    case 'early':
      return [{ level: 'conflict', text: timing(own, version), detail }];
    case 'rolled-back':
      return rolledBack(own, version, detail, all);
    case 'partial':
      return [{ level: 'conflict', text: `${version} never reached all instances`, detail: own.reason }];
    case 'unobservable':
      return [
        {
          level: 'missing',
          text: `${version} was never observed at runtime`,
          detail: `CI time is a claim. ${own.reason}`,
        },
      ];
    default:
      return [{ level: 'conflict', text: `${version}: ${own.class} at runtime`, detail: own.reason }];
  }
}

/** A rollback that delivery itself tells, by its result or by a deployment of what runs again, is no conflict. */
function rolledBack(
  own: Reconciled,
  version: string,
  detail: string,
  all: readonly Reconciled[],
): readonly Integrity[] {
  const fate = own.transition?.fate;
  const back = fate?.kind === 'taken-back' || fate?.kind === 'replaced' ? fate.by : undefined;
  const isTold =
    own.claim?.result === 'rolled-back' || all.some((each) => each.claim !== null && each.claim.version === back);
  const late = (own.lag?.from ?? own.lag?.to ?? 0) > defaultToleranceMs;
  return [
    ...(late ? [{ level: 'conflict' as const, text: timing(own, version), detail }] : []),
    {
      level: isTold ? 'good' : 'conflict',
      text: `${version} was rolled back${back === undefined ? '' : `; ${back} runs again`}`,
      detail: isTold ? detail : `no deployment says so. ${own.reason}`,
    },
  ];
}

/** `between 2 min 16 s and 2 min 31 s`: samples tell of a switch only that it lies between two of them. */
function spreadText({ lag }: Reconciled): string {
  if (lag === null || lag.from === null || spanText(Math.abs(lag.from)) === spanText(Math.abs(lag.to))) return '';
  const ends = [lag.from, lag.to].toSorted((a, b) => Math.abs(a) - Math.abs(b)).map((ms) => spanText(Math.abs(ms)));
  return lag.from < 0 && lag.to > 0
    ? `from ${spanText(-lag.from)} before to ${spanText(lag.to)} after CI`
    : `between ${ends.join(' and ')}`;
}

function timing({ lag }: Reconciled, version: string): string {
  const ms = lag?.to ?? 0;
  return `${version} ${ms > 0 ? 'late' : 'early'} at runtime by ${spanText(Math.abs(ms))}`;
}

function otherLines(others: readonly Reconciled[]): readonly Integrity[] {
  const watched = others.filter((each) => each.class !== 'unobservable');
  const confirmed = watched.filter((each) => each.class === 'confirmed' || each.class === 'rolled-back').length;
  const conflicts = watched.filter((each) => each.class !== 'confirmed' && each.class !== 'rolled-back');
  const unseen = others.length - watched.length;
  return [
    ...conflicts.slice(0, 20).map((each): Integrity => ({
      level: 'conflict',
      text: `${each.version ?? 'a version without a name'}: ${each.class} at runtime`,
      detail: each.reason,
    })),
    ...(watched.length === 0
      ? []
      : [
          {
            level: confirmed === watched.length ? ('good' as const) : ('conflict' as const),
            text: `${confirmed} of ${watched.length} other ${watched.length === 1 ? 'deployment' : 'deployments'} confirmed`,
            detail: `within ${spanText(defaultToleranceMs)}`,
          },
        ]),
    ...(unseen === 0
      ? []
      : [
          {
            level: 'missing' as const,
            text: `${unseen} other ${unseen === 1 ? 'deployment was' : 'deployments were'} not observed at runtime`,
            detail: 'CI time is a claim',
          },
        ]),
  ];
}

/** Whether each source answered; one that did not is missing since it was last read, and never a zero. */
export function readSources(data: ReleaseData, removed: readonly string[]): readonly SourceStanding[] {
  const asked = data.pulls().filter(({ source }) => !removed.includes(source));
  return asked.map(({ source, read, failed }): SourceStanding => {
    if (failed === null) return { source, state: 'answered', since: read?.watermark ?? read?.at ?? null, message: '' };
    return { source, state: 'missing', since: failed.since ?? read?.watermark ?? null, message: failed.message };
  });
}

/** What was looked for besides the release's own figures. */
export type Gaps = {
  readonly sources: readonly SourceStanding[];
  readonly quarantine: { readonly files: number; readonly rows: number };
  readonly couriers: readonly CourierOrigin[];
};

/** What is missing and what could not be taken in, as lines of the integrity panel. */
export function gapLines(
  figures: readonly Deviation[],
  { sources, quarantine, couriers }: Gaps,
  zone: string,
): readonly Integrity[] {
  const { rows } = quarantine;
  return [
    ...figures
      .filter((each) => each.now === null)
      .map((each): Integrity => ({
        level: 'missing',
        text: `${each.metric}: no samples in the hour after`,
        detail: 'not shown as zero',
        figures: [`series:${each.series}`],
      })),
    ...sources
      .filter((each) => each.state === 'missing')
      .map((each): Integrity => ({
        level: 'missing',
        text: `${each.source} missing ${each.since === null ? 'altogether' : `since ${timeText(each.since, zone)}`}`,
        detail: `not shown as zero. ${each.message}`,
      })),
    ...couriers.flatMap(courierLines),
    {
      level: rows === 0 ? 'good' : 'conflict',
      text: `${rows} ${rows === 1 ? 'row' : 'rows'} in quarantine`,
      detail: rows === 0 ? '' : 'whole workspace, see Sources',
    },
  ];
}

/** Lines of a courier's origin that never came: what they hold is not known here. */
function courierLines({ origin, gaps }: CourierOrigin): readonly Integrity[] {
  return gaps.map(({ from, to }) => ({
    level: 'missing',
    text: `Courier ${origin.slice(0, 8)}: ${from === to ? `line ${from}` : `lines ${from} to ${to}`} never came`,
    detail: 'ask its origin for them',
  }));
}

/** `12 Mar, 14:30` by the wall clock of `zone`. */
export const timeText = (at: number, zone: string): string => `${dayText(at, zone)}, ${clockText(at, zone)}`;
