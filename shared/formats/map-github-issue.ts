import type { Body, BodyContext } from './body-format.ts';
import { clip } from './cells.ts';
import { normalName, severityNames } from './fields.ts';
import { notUsed, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { githubHost, githubRepository, ranked } from './map-github-names.ts';
import { causeIn, isBody, lastPart, readBody, serviceIn } from './read-body.ts';
import type { IncidentRow } from './row-types.ts';
import { readScrubbed } from './scrub-record.ts';

/** Which labels make an issue an incident or a ticket, unless the mapping's constants of these names say others. */
const labelRules = {
  incidentLabels: 'incident outage sev0 sev1 sev2 sev3',
  ticketLabels: 'bug regression defect support customer',
} as const;

/** Labels that name a service or the release a person blames: `service: checkout`, `release/4.18.0`. */
const serviceLabel = /^(?:service|component|app)\s*[:/]\s*(.+)$/i;
const releaseLabel = /^(?:release|version)\s*[:/]\s*(.+)$/i;

export const isGithubIssue = (body: Body): boolean =>
  typeof body['number'] === 'number' &&
  Array.isArray(body['labels']) &&
  typeof body['comments_url'] === 'string' &&
  !('merge_commit_sha' in body);

/**
 * An issue of GitHub: an incident or a ticket by its labels, else passed over. Pull requests, which the API lists among
 * issues, are passed over too.
 */
export function mapGithubIssue(body: Body, context: BodyContext): Mapped {
  if (isBody(body['pull_request'])) return notUsed('a pull request listed among issues');
  const labels = labelsOf(body);
  const has = (rule: keyof typeof labelRules): boolean => {
    const words = (context.given[rule] ?? labelRules[rule]).split(/[\s,]+/).map(normalName);
    return labels.some((label) => words.includes(normalName(label)));
  };
  if (has('incidentLabels')) return mapIssue(body, context, labels, 'incident');
  if (has('ticketLabels')) return mapIssue(body, context, labels, 'ticket');
  return notUsed('an issue without a label that makes it an incident or a ticket');
}

function mapIssue(body: Body, context: BodyContext, labels: readonly string[], kind: 'incident' | 'ticket'): Mapped {
  const read = readBody(body, context.now);
  const number = read.needCount('number');
  const repository = githubRepository(body, context);
  const labelled = (pattern: RegExp): string | null =>
    labels.map((label) => pattern.exec(label)?.[1]).find((name) => name !== undefined) ?? null;
  const service = serviceIn(read, context, labelled(serviceLabel) ?? lastPart(repository), 'repository_url');
  const createdAt = read.needTime('created_at');
  const isOpen = read.text('state') !== 'closed';
  const closedAt = isOpen ? null : read.needTime('closed_at');
  read.inOrder(createdAt, closedAt, 'closed_at', 'the issue is closed before it is created');
  const title = readScrubbed(read.needText('title', 500));
  const text = readScrubbed(read.text('body', 4000));
  const common = {
    id: rowId('github', kind, githubHost(body, context), `${repository ?? ''}#${number}`),
    revision: ranked(read.time('updated_at') ?? createdAt, isOpen ? 0 : 1),
    service,
    title: clip(title.text, 500) ?? '',
    release: clip(labelled(releaseLabel) ?? '', 160),
  };
  if (kind === 'ticket')
    return read.rowOr(() => ({
      ...common,
      kind,
      text: clip(text.text, 4000) ?? '',
      state: isOpen ? 'open' : 'closed',
      createdAt,
      closedAt,
      labels: labels.slice(0, 30),
      scrubbed: title.count + text.count,
    }));
  const causeSha = causeIn(read.text('body', 100_000));
  return read.rowOr(() => ({
    ...common,
    kind,
    severity: severityOf(labels),
    impactStartedAt: null,
    detectedAt: createdAt,
    acceptedAt: null,
    resolvedAt: closedAt,
    ...(causeSha !== null && { causeSha }),
  }));
}

function labelsOf(body: Body): string[] {
  const labels: readonly unknown[] = Array.isArray(body['labels']) ? body['labels'] : [];
  return labels
    .map((label) => (isBody(label) ? label['name'] : label))
    .flatMap((name) => (typeof name === 'string' ? (clip(name, 80) ?? []) : []));
}

/** `sev1`, `P2`, `severity: major`, `critical`; of several the first that says something. */
function severityOf(labels: readonly string[]): IncidentRow['severity'] {
  for (const label of labels) {
    const known = severityNames.get(normalName(label.replace(/^(?:severity|priority)\s*[:/]\s*/i, '')));
    if (known !== undefined && known !== 'unknown') return known;
  }
  return 'unknown';
}
