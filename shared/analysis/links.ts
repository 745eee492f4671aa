import type { RowKind, RowOf } from '../domain/release/rows.ts';
import { createCommitGraph } from './commit-graph.ts';
import { grouped } from './sightings.ts';
import { groupDeployments, previousSuccesses } from './grouped-deployments.ts';
import { linkIncidents, spanText, type Strength, type Verdict } from './incident-links.ts';

type Deployment = RowOf<'deployment'>;
type End = { readonly kind: RowKind; readonly id: RowOf<RowKind>['id'] };

/** Two rows that belong together, how surely (0 to 1), and why in words. By time only is a suggestion until it is settled. */
export type Link = {
  readonly from: End;
  readonly to: End;
  readonly strength: Strength;
  readonly confidence: number;
  readonly why: string;
  readonly verdict: Verdict['verdict'] | null;
};

export type LinkableRows = {
  readonly deployments: readonly Deployment[];
  readonly changes: readonly RowOf<'change'>[];
  readonly incidents: readonly RowOf<'incident'>[];
  readonly tickets: readonly RowOf<'ticket'>[];
  readonly flags: readonly RowOf<'flag'>[];
};

/** A flag that is turned so long after a deployment or before an incident has to do with it. */
const flagWindowMs = 3_600_000;
/** Users report late. */
const ticketWindowMs = 7 * 86_400_000;

/** All links between deployments, their commits, incidents, tickets and flag changes, in that order (D7). */
export function linksOf(rows: LinkableRows, verdicts: readonly Verdict[] = []): Link[] {
  const live = rows.deployments.filter((row) => row.environment === 'production' && row.finishedAt !== null);
  const found = [
    ...commitLinks(rows),
    ...incidentLinks(rows, verdicts),
    ...ticketLinks(rows, live),
    ...flagLinks(rows, live),
  ];
  return found.map((link) => ({ ...link, verdict: settled(verdicts, link) }));
}

type Found = Omit<Link, 'verdict'>;

/** The commits that each deployment brought since the previous success of its service, repository and environment. */
export function commitLinks({ deployments, changes }: Pick<LinkableRows, 'deployments' | 'changes'>): Found[] {
  const graphs = new Map(
    [...grouped(changes, (row) => row.repository)].map(([name, own]) => [name, createCommitGraph(own)]),
  );
  return [...previousSuccesses(groupDeployments(deployments))].flatMap(([row, { commit: before }]) => {
    const graph = graphs.get(row.repository ?? row.service);
    const range = graph?.range(row.sha, before.sha);
    const why = `reached by it and not by ${before.version}, which ran before`;
    if (range !== undefined) return range.map((change) => link(row, change, 'explicit', 1, why));
    const [from, to] = [before.startedAt, row.startedAt];
    return changes
      .filter((change) => change.repository === (row.repository ?? row.service) && change.at > from && change.at <= to)
      .map((change) => link(row, change, 'component-and-window', 0.6, `made after ${before.version} and before it`));
  });
}

function incidentLinks({ deployments, incidents }: LinkableRows, verdicts: readonly Verdict[]): Found[] {
  // What was rejected is shown as rejected, beside what takes its place.
  const plain = linkIncidents(incidents, groupDeployments(deployments));
  const after = linkIncidents(incidents, groupDeployments(deployments), { verdicts });
  const pairs = [
    ...plain,
    ...after.filter(
      (each) => !plain.some((other) => other.incident === each.incident && other.deployment.id === each.deployment.id),
    ),
  ];
  return pairs.flatMap(({ incident, deployment, strength, confidence, why }) => {
    const commit = deployment.commits.find((row) => row.service === incident.service) ?? deployment.commits[0];
    return commit === undefined ? [] : [link(incident, commit, strength, confidence, why)];
  });
}

function ticketLinks({ tickets, incidents, changes }: LinkableRows, live: readonly Deployment[]): Found[] {
  return tickets.flatMap((ticket) => {
    const named = live.filter(
      (row) => ticket.release !== null && [row.version, `${row.service}@${row.version}`].includes(ticket.release),
    );
    const own = named.filter((row) => row.service === ticket.service);
    const explicit = (own.length > 0 ? own : named).map((row) =>
      link(ticket, row, 'explicit', 1, 'the ticket names the release'),
    );
    const fixes = changes
      .filter((change) => fixedNumbers(change.subject).includes(naturalId(ticket.id)))
      .map((change) => link(change, ticket, 'explicit', 1, 'the commit says that it fixes it'));
    const troubles = incidents
      .filter((incident) => incident.title.includes(`#${naturalId(ticket.id)}`))
      .map((incident) => link(ticket, incident, 'explicit', 1, 'the incident names the ticket'));
    const before = explicit.length > 0 ? undefined : lastBefore(live, ticket.service, ticket.createdAt, ticketWindowMs);
    const near = before === undefined ? [] : [byWindow(ticket, before, ticket.createdAt, ticketWindowMs)];
    return [...explicit, ...fixes, ...troubles, ...near];
  });
}

function flagLinks({ flags, incidents }: LinkableRows, live: readonly Deployment[]): Found[] {
  return flags.flatMap((flag) => {
    const before = lastBefore(live, flag.service, flag.at, flagWindowMs);
    const deployed = before === undefined ? [] : [byWindow(flag, before, flag.at, flagWindowMs)];
    const troubles = incidents
      .filter(
        (row) => row.service === flag.service && startOf(row) >= flag.at && startOf(row) - flag.at <= flagWindowMs,
      )
      .map((row) =>
        link(
          row,
          flag,
          'component-and-window',
          0.6,
          `${flag.flag} was turned ${spanText(startOf(row) - flag.at)} before it`,
        ),
      );
    return [...deployed, ...troubles];
  });
}

const link = (from: End, to: End, strength: Strength, confidence: number, why: string): Found => ({
  from: { kind: from.kind, id: from.id },
  to: { kind: to.kind, id: to.id },
  strength,
  confidence,
  why,
});

function byWindow(from: End, to: Deployment, at: number, window: number): Found {
  const after = at - (to.finishedAt ?? at);
  const confidence = Math.round((0.9 - (0.4 * after) / window) * 100) / 100;
  return link(from, to, 'component-and-window', confidence, `same component, ${spanText(after)} after ${to.version}`);
}

function lastBefore(live: readonly Deployment[], service: string, at: number, window: number): Deployment | undefined {
  return live
    .filter((row) => row.service === service && row.result !== 'failure')
    .filter(({ finishedAt }) => finishedAt !== null && finishedAt <= at && finishedAt >= at - window)
    .toSorted((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0))[0];
}

const startOf = (incident: RowOf<'incident'>): number => incident.impactStartedAt ?? incident.detectedAt;
const naturalId = (id: string): string => id.slice(id.lastIndexOf(':') + 1).replace(/^.*#/, '');

/** `fixes #12, closes #13`: the words that GitHub and GitLab act on. */
const fixedNumbers = (subject: string): string[] =>
  [...subject.matchAll(/\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?)\s*:?\s+#?([A-Z]+-\d+|\d+)/gi)].flatMap(
    (match) => match[1] ?? [],
  );

const settled = (verdicts: readonly Verdict[], { from, to }: Found): Verdict['verdict'] | null =>
  verdicts.findLast(({ a, b }) => (a === from.id && b === to.id) || (a === to.id && b === from.id))?.verdict ?? null;
