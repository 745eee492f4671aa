import { isCarried } from '../domain/cause/cause.ts';
import type { Review } from '../domain/review/review.ts';

/** What somebody was in a review. */
export const personRoles = ['facilitator', 'scribe', 'seat', 'attended', 'owner', 'signed'] as const;
export type PersonRole = (typeof personRoles)[number];

/** A review as the archive lists and filters it. */
export type ArchiveEntry = {
  readonly review: string;
  readonly title: string;
  readonly release: string;
  readonly service: string;
  readonly phase: Review['phase'];
  /** When it was closed; else when it began, else when it was opened. Epoch ms. */
  readonly at: number;
  /** Classes of its supported and validated causes, by id, with their title as it was. */
  readonly classes: readonly { readonly id: string; readonly title: string }[];
  readonly people: readonly { readonly member: string; readonly as: readonly PersonRole[] }[];
  readonly counts: {
    readonly facts: number;
    readonly causes: number;
    readonly decisions: number;
    readonly actions: number;
  };
  readonly recordings: number;
};

export type ArchiveFilter = {
  /** Empty strings and nulls filter nothing. */
  readonly service: string;
  readonly class: string;
  readonly member: string;
  readonly as: PersonRole | '';
  readonly phase: Review['phase'] | '';
  /** Epoch ms; from is included, to is not. */
  readonly from: number | null;
  readonly to: number | null;
};

export const everything: ArchiveFilter = {
  service: '',
  class: '',
  member: '',
  as: '',
  phase: '',
  from: null,
  to: null,
};

export function reviewToEntry(review: Review): ArchiveEntry {
  const classes = new Map<string, string>();
  for (const cause of review.causes) {
    const id = cause.classification?.class;
    if (id === undefined || !isCarried(cause)) continue;
    classes.set(id, review.governance.taxonomy.find((each) => each.id === id)?.title ?? id);
  }
  return {
    review: review.id,
    title: review.title,
    release: review.release,
    service: review.service,
    phase: review.phase,
    at: review.closedAt ?? review.agenda.startedAt ?? review.openedAt,
    classes: [...classes].map(([id, title]) => ({ id, title })),
    people: peopleOf(review),
    counts: {
      facts: review.claims.length,
      causes: review.causes.length,
      decisions: review.decisions.length,
      actions: review.actions.length,
    },
    recordings: review.recordings.length,
  };
}

function peopleOf(review: Review): ArchiveEntry['people'] {
  const roles = new Map<string, Set<PersonRole>>();
  const add = (member: string | null, as: PersonRole): void => {
    if (member !== null) roles.set(member, (roles.get(member) ?? new Set()).add(as));
  };
  add(review.facilitator, 'facilitator');
  add(review.scribe, 'scribe');
  for (const { accountable, deputy } of Object.values(review.seats))
    for (const who of [accountable, deputy]) add(who, 'seat');
  for (const member of review.attended) add(member, 'attended');
  for (const { state } of review.actions) if (state.name === 'committed') add(state.owner, 'owner');
  for (const { member } of review.signOffs) add(member, 'signed');
  return [...roles].map(([member, as]) => ({ member, as: personRoles.filter((role) => as.has(role)) }));
}

/** Entries that fit, newest first. A role without a person asks for anybody in it. */
export const filterEntries = (entries: readonly ArchiveEntry[], filter: ArchiveFilter): readonly ArchiveEntry[] =>
  entries
    .filter(
      (entry) =>
        (filter.service === '' || entry.service === filter.service) &&
        (filter.phase === '' || entry.phase === filter.phase) &&
        (filter.class === '' || entry.classes.some(({ id }) => id === filter.class)) &&
        (filter.from === null || entry.at >= filter.from) &&
        (filter.to === null || entry.at < filter.to) &&
        fitsPerson(entry, filter),
    )
    .toSorted((a, b) => b.at - a.at || (a.review < b.review ? 1 : -1));

const fitsPerson = ({ people }: ArchiveEntry, { member, as }: ArchiveFilter): boolean =>
  (member === '' && as === '') ||
  people.some((person) => (member === '' || person.member === member) && (as === '' || person.as.includes(as)));

export const isFiltering = (filter: ArchiveFilter): boolean =>
  (Object.keys(everything) as (keyof ArchiveFilter)[]).some((key) => filter[key] !== everything[key]);
