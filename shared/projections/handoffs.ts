import type { RowOf } from '../domain/release/rows.ts';

type Incident = RowOf<'incident'>;
type Postmortem = RowOf<'postmortem'>;
type Deployment = RowOf<'deployment'>;

/** The hand-offs of an incident in the order in which they should happen (M8.1). */
const stepNames = ['deploy end', 'alert', 'accepted', 'resolved'] as const;
export type HandOffStep = (typeof stepNames)[number];

/** When a step was taken, and which row says so; `at` is null where no source tells. */
export type HandOffTime = { readonly step: HandOffStep; readonly at: number | null; readonly source: string };

/** At least one of incident and post-mortem is there. */
export type HandOffs = {
  readonly incident: Incident | null;
  readonly postmortem: Postmortem | null;
  readonly deployment: Deployment | null;
  readonly steps: readonly HandOffTime[];
  readonly missing: readonly HandOffStep[];
};

/** How far a post-mortem's window and an incident may lie apart, since people round and write afterwards. */
const slackMs = 3_600_000;
/** A deployment that ended longer before an incident is not taken for its beginning. */
const deployWindowMs = 24 * 3_600_000;

/**
 * Ties post-mortems to incidents, by the incident they name, else by service and window, nearest first and one to one; and
 * sets out who handed over when: deploy end -> alert -> accepted -> resolved. The incident's own source is believed before
 * the post-mortem, which is written afterwards; for the deploy's end the post-mortem's author knew which deployment it was.
 */
export function handOffsOf(
  incidents: readonly Incident[],
  postmortems: readonly Postmortem[],
  deployments: readonly Deployment[],
): HandOffs[] {
  const tied = tie(incidents, postmortems);
  const used = new Set(tied.values());
  const alone = postmortems.filter((each) => !used.has(each));
  return [
    ...incidents.map((incident) => tabulate(incident, tied.get(incident) ?? null, deployments)),
    ...alone.map((postmortem) => tabulate(null, postmortem, deployments)),
  ].toSorted((a, b) => beginning(a) - beginning(b));
}

function tie(incidents: readonly Incident[], postmortems: readonly Postmortem[]): Map<Incident, Postmortem> {
  const tied = new Map<Incident, Postmortem>();
  const used = new Set<Postmortem>();
  const take = (incident: Incident, postmortem: Postmortem): void => {
    if (tied.has(incident) || used.has(postmortem)) return;
    tied.set(incident, postmortem);
    used.add(postmortem);
  };
  for (const incident of incidents)
    for (const postmortem of postmortems) if (names(postmortem, incident)) take(incident, postmortem);
  const near = incidents.flatMap((incident) =>
    postmortems
      .filter((postmortem) => postmortem.incident === null && isWithin(postmortem, incident))
      .map((postmortem) => ({ incident, postmortem, apart: Math.abs(startOf(incident) - postmortem.from) })),
  );
  for (const { incident, postmortem } of near.toSorted((a, b) => a.apart - b.apart)) take(incident, postmortem);
  return tied;
}

/** A row's id is `source:type:instance:naturalId`; people write the last part, with or without a `#`. */
function names({ incident: named }: Postmortem, incident: Incident): boolean {
  if (named === null) return false;
  const plain = named.trim().replace(/^#/, '').toLowerCase();
  const id = incident.id.toLowerCase();
  return plain !== '' && (id === plain || id.endsWith(`:${plain}`));
}

const startOf = (incident: Incident): number => incident.impactStartedAt ?? incident.detectedAt;

function isWithin({ service, from, to }: Postmortem, incident: Incident): boolean {
  const end = incident.resolvedAt ?? incident.detectedAt;
  return service === incident.service && startOf(incident) <= (to ?? from) + slackMs && end >= from - slackMs;
}

const beginning = ({ incident, postmortem }: Pick<HandOffs, 'incident' | 'postmortem'>): number =>
  incident === null ? (postmortem?.from ?? 0) : startOf(incident);

function tabulate(
  incident: Incident | null,
  postmortem: Postmortem | null,
  deployments: readonly Deployment[],
): HandOffs {
  const service = (incident ?? postmortem)?.service;
  const deployment = deploymentBefore(
    deployments.filter((row) => row.service === service),
    beginning({ incident, postmortem }),
  );
  // An incident without a time of detection got that of its impact on the way in, which is no alert.
  const isGuess = incident?.detectedAt === incident?.impactStartedAt && typeof postmortem?.alertedAt === 'number';
  const steps: HandOffTime[] = [
    first('deploy end', [postmortem?.deployEndedAt, postmortem?.id], [deployment?.finishedAt, deployment?.id]),
    first('alert', [isGuess ? null : incident?.detectedAt, incident?.id], [postmortem?.alertedAt, postmortem?.id]),
    first('accepted', [incident?.acceptedAt, incident?.id], [postmortem?.acceptedAt, postmortem?.id]),
    first('resolved', [incident?.resolvedAt, incident?.id], [postmortem?.to, postmortem?.id]),
  ];
  const missing = steps.filter((each) => each.at === null).map((each) => each.step);
  return { incident, postmortem, deployment, steps, missing };
}

type Told = readonly [at: number | null | undefined, source: string | undefined];

function first(step: HandOffStep, ...told: readonly Told[]): HandOffTime {
  for (const [at, source] of told)
    if (at !== null && at !== undefined && source !== undefined) return { step, at, source };
  return { step, at: null, source: '' };
}

/** The last successful production deployment that ended before trouble began, within a day of it. */
function deploymentBefore(deployments: readonly Deployment[], start: number): Deployment | null {
  return deployments
    .filter(
      ({ environment, result, finishedAt }) =>
        environment === 'production' &&
        (result === 'success' || result === 'rolled-back') &&
        finishedAt !== null &&
        finishedAt <= start &&
        finishedAt >= start - deployWindowMs,
    )
    .reduce<Deployment | null>(
      (last, row) => ((row.finishedAt ?? 0) > (last?.finishedAt ?? -Infinity) ? row : last),
      null,
    );
}
