import type { RowOf } from '../domain/release/rows.ts';
import { clip, type Cells } from './cells.ts';
import { invert, normalName } from './fields.ts';
import type { Mapped } from './format.ts';
import { rowId, type OwnerCheck } from './map-generic.ts';
import { readScrubbed } from './scrub-record.ts';
import { scrubText } from './scrub.ts';

type TicketRow = RowOf<'ticket'>;

export const ticketStateNames = invert({
  open: 'open opened new todo backlog inprogress started active assigned acknowledged triage triaged pending waiting onhold blocked review inreview reopened planned',
  closed:
    'closed done resolved fixed complete completed finished wontfix wontdo rejected declined duplicate invalid cancelled canceled released verified',
} as const);

/** Columns that are about people, by `normalName`: none of them is kept. */
const people = new Set(
  (
    'reporter reporters reportedby assignee assignees assignedto assigned author authors creator createdby updatedby openedby ' +
    'closedby resolvedby requester requestor requestedby submitter submittedby customer customername client contact ' +
    'contactname contactperson person caller user users username userid login owner ownername participants watchers ' +
    'followers voters approver approvers reviewer reviewers name firstname lastname surname fullname realname displayname ' +
    'nickname salutation gender birthday birthdate dateofbirth dob age address street city zip zipcode postcode postalcode ' +
    'ip ipaddress remoteip clientip avatar avatarurl signature sender recipient from to cc bcc replyto ssn passport ' +
    'account accountid accountnumber iban card cardnumber'
  ).split(' '),
);
/** Whether a column is about people. */
export const isPersonal = (column: string): boolean => {
  const name = normalName(column);
  return people.has(name) || /(e?mails?|phones?|telephone|mobile|fax)(address|number|no)?$/.test(name);
};

/** Columns whose values name things by number, which must stay what they are. */
const naming = new Set(
  'id key issuekey ticketid issueid ticket issue number iid release version fixversion fixversions'.split(' '),
);
const isName = (column: string, text: string): boolean =>
  naming.has(normalName(column)) && /^[\w.+#/-]{1,80}$/.test(text);

/** How deep a record is looked into; what lies deeper is dropped. */
const deepest = 12;

/**
 * Takes personal data out of one record of a ticket table, whatever its other columns are called: columns about people are
 * dropped, every text is scrubbed. `scrubbed` counts the columns that were dropped; details in texts leave their marks.
 */
export function scrubTicket(record: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  let dropped = 0;
  const clean = (key: string, value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return isName(key, value) ? value : scrubText(value).text;
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= deepest) return undefined;
    if (Array.isArray(value)) return value.map((each) => clean(key, each, depth + 1));
    return members(value as { readonly [key: string]: unknown }, depth + 1);
  };
  const members = (value: { readonly [key: string]: unknown }, depth: number): { readonly [key: string]: unknown } => {
    const kept: [string, unknown][] = [];
    for (const [key, member] of Object.entries(value)) {
      // A name inside of something, such as a component's, is that thing's.
      if (isPersonal(key) && !(depth > 0 && normalName(key) === 'name')) {
        if (member !== null && member !== undefined && member !== '') dropped += 1;
      } else kept.push([key, clean(key, member, depth)]);
    }
    return Object.fromEntries(kept);
  };
  const kept = members(record, 0);
  const before = typeof record['scrubbed'] === 'number' ? record['scrubbed'] : 0;
  return { ...kept, scrubbed: before + dropped };
}

/** A ticket; its texts are scrubbed here too, so that no way in leaves a detail that has a form. */
export function mapTicket(cells: Cells, isOwner: OwnerCheck): Mapped {
  const service = cells.service('service');
  const natural = cells.text('id', 150);
  if (natural !== null && !cells.failed() && !isOwner(natural, service))
    cells.fail('duplicate-id', 'id', `id ${natural} stands twice in the file, for different services`);
  const instance = cells.text('instance', 80) ?? service;
  const revision = cells.time('updatedAt') ?? 0;
  const title = readScrubbed(cells.text('title', 5000) ?? natural);
  if (title.text === '') cells.fail('missing-value', 'title', 'the ticket has neither a title nor an id');
  const text = readScrubbed(cells.text('text', 100_000));
  const named = cells.oneOf('state', ticketStateNames);
  const createdAt = cells.requiredTime('createdAt');
  const closedAt = cells.time('closedAt');
  cells.inOrder(createdAt, closedAt, 'closedAt', 'the ticket is closed before it is created');
  const state = named ?? (closedAt === null ? 'open' : 'closed');
  const release = cells.list('release', 160)[0] ?? null;
  const labels = cells.list('labels', 80).map(readScrubbed);
  const dropped = cells.number('scrubbed') ?? 0;
  return cells.faultOr(() => {
    const row: TicketRow = {
      kind: 'ticket',
      id: rowId('file', 'ticket', instance, natural ?? `${createdAt}/${title.text}`),
      revision,
      service,
      title: clip(title.text, 500) ?? '',
      text: clip(text.text, 4000) ?? '',
      state,
      createdAt,
      closedAt: state === 'open' ? null : closedAt,
      release,
      labels: [...new Set(labels.map((label) => label.text.slice(0, 80)))].slice(0, 30),
      scrubbed: dropped + title.count + text.count + labels.reduce((sum, label) => sum + label.count, 0),
    };
    return { kind: 'row', row };
  });
}
