import { actionLife, type CommitmentLife, type IdeaLife } from '../domain/action/action-life.ts';
import { changesByItem, itemKey } from '../domain/action/action-changes.ts';
import type { ActionTerm, Criterion } from '../domain/action/action.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';

/** Where an action item stands. An idea that was dropped after its review stands with what was declined. */
export const boardColumns = ['idea', 'committed', 'overdue', 'done', 'verified', 'declined'] as const;
export type BoardColumn = (typeof boardColumns)[number];

type Common = {
  /** `<review>/<action>`. */
  readonly key: string;
  readonly review: string;
  readonly reviewTitle: string;
  readonly service: string;
  /** The review's own component first, then those that were reviewed with it. */
  readonly services: readonly string[];
  /** The zone that its days are of. */
  readonly zone: string;
  readonly action: string;
  readonly text: string;
  /** Whether it mends this release, or changes what keeps bringing the cause about. */
  readonly term: ActionTerm;
  readonly column: BoardColumn;
};

export type CommittedReading = Common & {
  readonly kind: 'commitment';
  readonly owner: string;
  /** Calendar day, `2026-03-27`. */
  readonly due: string;
  /** Negative when its day has passed; of an open one it says how long it is overdue. */
  readonly daysLeft: number;
  readonly criterion: Criterion;
  readonly life: CommitmentLife;
};

export type IdeaReading = Common & {
  readonly kind: 'idea';
  readonly author: string;
  /** The day of the next look; null once it was settled. */
  readonly lookAgain: string | null;
  /** Its soak date has come. */
  readonly isDue: boolean;
  readonly life: IdeaLife;
};

/** One action item of a closed review, with what became of it. */
export type ActionReading = CommittedReading | IdeaReading;

const isOver = ({ phase }: Review): boolean => phase === 'closed' || phase === 'signed';

/**
 * Every action item of closed reviews but those that were dropped there or taken up in a later one: what is due first in
 * front. `today` is a calendar day.
 */
export function readActions(reviews: readonly Review[], workspace: Workspace, today: string): readonly ActionReading[] {
  const changes = changesByItem(workspace.actionChanges);
  const readings = reviews.filter(isOver).flatMap((review) =>
    review.actions.flatMap((item): readonly ActionReading[] => {
      const key = itemKey({ review: review.id, action: item.id });
      const life = actionLife(item, changes.get(key) ?? []);
      if (life === undefined || life.state.name === 'taken-up') return [];
      const { id, title, service, governance, zone } = review;
      const services = [...new Set([service, ...governance.joined.map((each) => each.service)])];
      const named = {
        key,
        review: id,
        reviewTitle: title,
        service,
        services,
        zone,
        action: item.id,
        text: item.text,
        term: item.term,
      };
      if (life.kind === 'idea') return [readIdea(named, item.author, life, today)];
      return item.state.name === 'committed' ? [readCommitment(named, item.state.criterion, life, today)] : [];
    }),
  );
  return readings.toSorted((a, b) => compare(dayOf(a), dayOf(b)) || compare(a.text, b.text));
}

type Named = Omit<Common, 'column'>;

function readIdea(named: Named, author: string, life: IdeaLife, today: string): IdeaReading {
  const lookAgain = life.state.name === 'soaking' ? life.state.until : null;
  const column = lookAgain === null ? 'declined' : 'idea';
  return { ...named, kind: 'idea', column, author, lookAgain, isDue: lookAgain !== null && lookAgain <= today, life };
}

function readCommitment(named: Named, criterion: Criterion, life: CommitmentLife, today: string): CommittedReading {
  const { owner, due, state } = life;
  const daysLeft = daysFrom(today, due);
  const column = state.name === 'open' ? (daysLeft < 0 ? 'overdue' : 'committed') : state.name;
  return { ...named, kind: 'commitment', column, owner, due, daysLeft, criterion, life };
}

const dayOf = (reading: ActionReading): string =>
  reading.kind === 'commitment' ? reading.due : (reading.lookAgain ?? '9999');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const daysFrom = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** Readings of one owner or one component, with how many stand in each column. */
export type BoardGroup = {
  readonly name: string;
  readonly counts: { readonly [C in BoardColumn]: number };
  readonly readings: readonly ActionReading[];
};

/** Whose they are: its owner's, an idea's author's until somebody owns it; or its component's. */
export const groupOf = (reading: ActionReading, by: 'owner' | 'component'): string =>
  by === 'component' ? reading.service : reading.kind === 'commitment' ? reading.owner : reading.author;

/** By owner or by component, in the order of their names. */
export function groupActions(readings: readonly ActionReading[], by: 'owner' | 'component'): readonly BoardGroup[] {
  const groups = new Map<string, ActionReading[]>();
  for (const reading of readings) {
    const name = groupOf(reading, by);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [reading]);
    else known.push(reading);
  }
  return [...groups]
    .map(([name, own]) => ({ name, counts: countActions(own), readings: own }))
    .toSorted((a, b) => compare(a.name, b.name));
}

/** How many stand in each column. */
export function countActions(readings: readonly ActionReading[]): BoardGroup['counts'] {
  const counts = { idea: 0, committed: 0, overdue: 0, done: 0, verified: 0, declined: 0 };
  for (const { column } of readings) counts[column] += 1;
  return counts;
}

/** What heads the next review of these components: open commitments, overdue first, then ideas whose day has come. */
export function openBefore(
  readings: readonly ActionReading[],
  review: string,
  services: readonly string[],
): readonly ActionReading[] {
  const own = readings.filter(
    (each) => each.review !== review && each.services.some((service) => services.includes(service)),
  );
  return [
    ...own.filter((each) => each.column === 'overdue' || each.column === 'committed'),
    ...own.filter((each) => each.kind === 'idea' && each.isDue),
  ];
}
