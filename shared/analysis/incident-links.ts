import type { RowOf } from '../domain/release/rows.ts';
import { finishedBy, indexDeployments, lastBefore, type DeploymentIndex } from './deployment-index.ts';
import { reachedProduction, type GroupedDeployment } from './grouped-deployments.ts';

type Incident = RowOf<'incident'>;

export type Strength = 'explicit' | 'component-and-window' | 'time-only';
/** What a person said of two rows that belong together or not, by their ids in either order. */
export type Verdict = { readonly a: string; readonly b: string; readonly verdict: 'confirmed' | 'rejected' };

/** Which deployment an incident belongs to. `counts` is false for a suggestion that nobody has confirmed. */
export type IncidentLink = {
  readonly incident: Incident;
  readonly deployment: GroupedDeployment;
  readonly strength: Strength;
  readonly confidence: number;
  readonly counts: boolean;
  readonly verdict: Verdict['verdict'] | null;
  readonly why: string;
};

/** How long after a deployment an incident of the same component is taken for its consequence. */
export const defaultWindowMs = 72 * 3_600_000;

export type LinkOptions = {
  readonly verdicts?: readonly Verdict[];
  readonly windowMs?: number;
  /** The deployment whose commits since its previous success contain a commit. */
  readonly brought?: (sha: string) => GroupedDeployment | undefined;
};

type Found = Omit<IncidentLink, 'incident' | 'counts' | 'verdict'>;

/**
 * Finds the deployment that each incident belongs to, by the strongest that there is: explicit (the incident names its
 * release or the commit of its root cause, or a later deployment takes one back while it lasts), by component and window,
 * by time only. A link that a person rejected is passed over for the next; one by time only counts when it was confirmed.
 */
export function linkIncidents(
  incidents: readonly Incident[],
  deployments: readonly GroupedDeployment[],
  { verdicts = [], windowMs = defaultWindowMs, brought = () => undefined }: LinkOptions = {},
): IncidentLink[] {
  const index = indexDeployments(deployments.filter(reachedProduction));
  return incidents.flatMap((incident) => {
    for (const found of candidates(incident, index, windowMs, brought)) {
      const verdict = verdictOf(verdicts, incident.id, found.deployment);
      if (verdict === 'rejected') continue;
      return [{ ...found, incident, verdict, counts: found.strength !== 'time-only' || verdict === 'confirmed' }];
    }
    return [];
  });
}

/**
 * As DevLake links: project-wide, the latest successful production deployment that finished strictly before the incident
 * was created. Every such link counts.
 */
export function linkAsDevLake(
  incidents: readonly Incident[],
  deployments: readonly GroupedDeployment[],
): IncidentLink[] {
  const live = deployments.filter(reachedProduction);
  return incidents.flatMap((incident) => {
    const deployment = lastBefore(live, incident.detectedAt - 1);
    if (deployment === undefined) return [];
    const why = 'the latest production deployment that finished before the incident was created';
    return [{ incident, deployment, strength: 'time-only' as const, confidence: 1, counts: true, verdict: null, why }];
  });
}

function* candidates(
  incident: Incident,
  index: DeploymentIndex,
  windowMs: number,
  brought: (sha: string) => GroupedDeployment | undefined,
): Iterable<Found> {
  const start = incident.impactStartedAt ?? incident.detectedAt;
  const root =
    incident.causeSha === undefined
      ? undefined
      : (brought(incident.causeSha) ?? index.called(incident.causeSha, incident.service)[0]);
  const because = 'the incident names a commit of it as its root cause';
  if (root !== undefined) yield { deployment: root, strength: 'explicit', confidence: 1, why: because };
  const named = incident.release === null ? [] : index.called(incident.release, incident.service);
  const before = lastBefore(named, incident.detectedAt) ?? named[0];
  if (before !== undefined)
    yield {
      deployment: before,
      strength: 'explicit',
      confidence: 1,
      why: 'the incident names the release',
    };
  const undone = takenBack(incident, index);
  if (undone !== undefined)
    yield {
      deployment: undone,
      strength: 'explicit',
      confidence: 1,
      why: 'a deployment took it back while the incident lasted',
    };
  const own = index.ofService(incident.service);
  for (let at = finishedBy(own, start) - 1; at >= 0; at -= 1) {
    const deployment = own[at];
    if (deployment === undefined) break;
    const after = start - (deployment.finishedAt ?? start);
    if (after > windowMs) break;
    const confidence = Math.round((0.9 - (0.4 * after) / windowMs) * 100) / 100;
    yield {
      deployment,
      strength: 'component-and-window',
      confidence,
      why: `same component, ${spanText(after)} after it`,
    };
  }
  const any = lastBefore(index.all, start);
  if (any !== undefined) {
    const after = start - (any.finishedAt ?? start);
    const confidence = Math.round(Math.max(0.05, 0.4 * (1 - after / (10 * windowMs))) * 100) / 100;
    yield {
      deployment: any,
      strength: 'time-only',
      confidence,
      why: `the last production deployment before it, by ${spanText(after)}`,
    };
  }
}

/** What a later deployment names as taken back: it was under way while the incident lasted, the other one before it. */
function takenBack(incident: Incident, index: DeploymentIndex): GroupedDeployment | undefined {
  const end = incident.resolvedAt ?? Infinity;
  for (const { deployment: later, name } of index.undoing(incident.service)) {
    if ((later.finishedAt ?? Infinity) < incident.detectedAt || later.startedAt > end) continue;
    const undone = index.called(name, incident.service).filter((each) => each !== later);
    const last = lastBefore(undone, incident.detectedAt);
    if (last !== undefined) return last;
  }
  return undefined;
}

function verdictOf(
  verdicts: readonly Verdict[],
  incident: string,
  { id, commits }: GroupedDeployment,
): Verdict['verdict'] | null {
  if (verdicts.length === 0) return null;
  const ids = new Set([id, ...commits.map((commit) => commit.id as string)]);
  const said = verdicts.findLast(({ a, b }) => (a === incident && ids.has(b)) || (b === incident && ids.has(a)));
  return said?.verdict ?? null;
}

export function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}
