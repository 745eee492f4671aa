import { groupDeployments, previousSuccesses, type GroupedDeployment } from '../analysis/grouped-deployments.ts';
import { linkIncidents, type Verdict } from '../analysis/incident-links.ts';
import { releaseIdOf, type ReleaseId } from '../domain/ids.ts';
import { changeTypeOf } from '../domain/policy/change-type.ts';
import type { TriggerEvent } from '../domain/policy/trigger-event.ts';
import type { RowOf } from '../domain/release/rows.ts';

type Deployment = RowOf<'deployment'>;
type Incident = RowOf<'incident'>;
type Criticality = NonNullable<TriggerEvent['criticality']>;

/** What is known of deliveries: of one service, or of all. */
export type DeliveryRows = {
  readonly deployments: readonly Deployment[];
  readonly incidents: readonly Incident[];
  readonly verdicts?: readonly Verdict[];
  /** A service's tier in the catalogue; null for one that is not in it, or has none. */
  readonly tierOf: (service: string) => Criticality | null;
};

/** An event and what it was made of; `at` is when it counts from, epoch ms. */
export type TriggeringDeployment = {
  readonly event: TriggerEvent;
  readonly release: ReleaseId;
  readonly at: number;
  readonly rows: readonly Deployment[];
};

/** An older version that is there again within this time took the newer one back (as `readGoLive` has it). */
const takenBackMs = 24 * 3_600_000;
/** What a Date holds. */
const latest = 8_640_000_000_000_000;

/**
 * One trigger event (M1.3) for each service of each deployment to production that ended, in the order of their ends. What
 * still runs has no event yet. Its id is that of the deployment's first row of the service, so that the same deployment
 * read again has the same id.
 */
export function deploymentsToTriggers(rows: DeliveryRows): readonly TriggeringDeployment[] {
  const all = groupDeployments(rows.deployments);
  const ended = all.filter(({ environment, result }) => environment === 'production' && result !== 'running');
  const previous = previousSuccesses(all);
  const incidents = incidentsByDeployment(rows, all);
  const isTakenBack = createIsTakenBack(ended);
  return ended.flatMap((deployment) =>
    deployment.services.flatMap((service): TriggeringDeployment[] => {
      const own = deployment.commits.filter((row) => row.service === service);
      const [first] = own;
      if (first === undefined) return [];
      const at = Math.max(-latest, Math.min(latest, deployment.finishedAt ?? deployment.startedAt));
      const criticality = rows.tierOf(service);
      const tied = (incidents.get(deployment) ?? []).filter(
        (each) => each.service === service || !deployment.services.includes(each.service),
      );
      return [
        {
          release: releaseIdOf(first.service, first.version),
          at,
          rows: own,
          event: {
            id: first.id,
            service,
            version: first.version,
            environment: 'production',
            at: new Date(at).toISOString(),
            result: deployment.result,
            ...(criticality === null ? {} : { criticality }),
            changeType: changeTypeOf(first.version, previous.get(first)?.commit.version),
            impact: {
              incidents: tied.length,
              severeIncidents: tied.filter(({ severity }) => severity === 'critical' || severity === 'major').length,
              rolledBack: deployment.result === 'rolled-back' || own.some(isTakenBack),
            },
          },
        },
      ];
    }),
  );
}

function incidentsByDeployment(
  { incidents, verdicts = [] }: DeliveryRows,
  all: readonly GroupedDeployment[],
): ReadonlyMap<GroupedDeployment, readonly Incident[]> {
  const found = new Map<GroupedDeployment, Incident[]>();
  for (const { incident, deployment, counts } of linkIncidents(incidents, all, { verdicts })) {
    if (!counts) continue;
    const own = found.get(deployment);
    if (own === undefined) found.set(deployment, [incident]);
    else own.push(incident);
  }
  return found;
}

const finishOf = (row: Deployment): number => row.finishedAt ?? row.startedAt;

/** Whether an older version of its service, or one that names it as taken back, was there again within a day. */
function createIsTakenBack(ended: readonly GroupedDeployment[]): (row: Deployment) => boolean {
  const firstSeen = new Map<string, number>();
  const returns = new Map<string, Deployment[]>();
  const rows = ended.flatMap(({ commits }) => commits).filter(({ result }) => result !== 'failure');
  for (const row of rows.toSorted((a, b) => finishOf(a) - finishOf(b))) {
    const key = `${row.service}@${row.version}`;
    const before = firstSeen.get(key);
    if (before === undefined) firstSeen.set(key, finishOf(row));
    if (before === undefined && row.revertOf === undefined) continue;
    const own = returns.get(row.service);
    if (own === undefined) returns.set(row.service, [row]);
    else own.push(row);
  }
  return (row) => {
    const from = finishOf(row);
    const own = returns.get(row.service) ?? [];
    for (let at = firstAfter(own, from); at < own.length; at += 1) {
      const later = own[at];
      if (later === undefined || finishOf(later) > from + takenBackMs) return false;
      if (later.version === row.version) continue;
      if (later.revertOf === row.version || (row.sha !== null && later.revertOf === row.sha)) return true;
      if ((firstSeen.get(`${later.service}@${later.version}`) ?? Infinity) < from) return true;
    }
    return false;
  };
}

/** Index of the first of a list in the order of finish that finished after `time`. */
function firstAfter(list: readonly Deployment[], time: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = list[middle];
    if (row !== undefined && finishOf(row) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
