import type { Body, BodyContext } from './body-format.ts';
import { clip } from './cells.ts';
import { normalName } from './fields.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { readBody, serviceIn, type BodyReader } from './read-body.ts';
import { readScrubbed } from './scrub-record.ts';

/** Custom fields that say what Redmine has no member for, unless the mapping's constants `serviceField`, `releaseField` do. */
const fieldRules = {
  serviceField: 'service component application system',
  releaseField: 'release version foundin affectedversion',
} as const;

/** Statuses that are closed, for a Redmine before 5 that does not say which are, and a mapping that does not either. */
const closedStatuses = 'closed rejected';

export const isRedmineIssue = (body: Body): boolean =>
  typeof body['id'] === 'number' &&
  typeof body['subject'] === 'string' &&
  typeof body['created_on'] === 'string' &&
  'tracker' in body;

/**
 * An issue of Redmine. Its service is a custom field, else its category, else its project; its release a custom field,
 * else the version it was fixed in. A closed issue that was opened again keeps `closed_on`, so the status tells. Redmine's
 * times are whole seconds.
 */
export function mapRedmineIssue(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const id = read.needCount('id');
  const custom = (rule: keyof typeof fieldRules): string | null =>
    customField(read, context.given[rule] ?? fieldRules[rule]);
  const guess = custom('serviceField') ?? read.text('category.name') ?? read.text('project.name');
  const service = serviceIn(read, context, guess, 'project.name');
  const createdAt = read.needTime('created_on');
  const isClosed = isClosedIn(body, read, context);
  const updated = read.time('updated_on') ?? createdAt;
  const closedAt = isClosed ? (read.time('closed_on') ?? updated) : null;
  read.inOrder(createdAt, closedAt, 'closed_on', 'the issue is closed before it is created');
  const title = readScrubbed(read.needText('subject', 500));
  const text = readScrubbed(read.text('description', 4000));
  const labels = [read.text('tracker.name', 80), read.text('priority.name', 80), read.text('status.name', 80)];
  return read.rowOr(() => ({
    kind: 'ticket',
    id: rowId('redmine', 'ticket', context.host ?? 'redmine', String(id)),
    revision: updated,
    service,
    title: clip(title.text, 500) ?? '',
    text: clip(text.text, 4000) ?? '',
    state: isClosed ? 'closed' : 'open',
    createdAt,
    closedAt,
    release: clip(custom('releaseField') ?? read.text('fixed_version.name') ?? '', 160),
    labels: labels.filter((label) => label !== null),
    scrubbed: title.count + text.count,
  }));
}

function customField(read: BodyReader, rule: string): string | null {
  const names = rule.split(/[\s,]+/).map(normalName);
  for (const field of read.list('custom_fields')) {
    const { name, value } = field;
    if (typeof name === 'string' && names.includes(normalName(name)) && typeof value === 'string' && value !== '')
      return clip(value, 160);
  }
  return null;
}

function isClosedIn(body: Body, read: BodyReader, { given }: BodyContext): boolean {
  const status = body['status'];
  const told = typeof status === 'object' && status !== null && 'is_closed' in status ? status.is_closed : undefined;
  if (typeof told === 'boolean') return told;
  const words = (given['closedStatuses'] ?? closedStatuses).split(/[\s,]+/).map(normalName);
  return words.includes(normalName(read.text('status.name') ?? ''));
}
