import type { Review } from '../domain/review/review.ts';
import { meetingTimeText } from '../meeting/clock-text.ts';

/** What was decided, asked and noted round the table, as the record states it. Times are ISO 8601 in UTC. */
export type RecordRoom = {
  readonly decisions: readonly {
    readonly id: string;
    readonly question: string;
    readonly options: readonly string[];
    readonly choice: number;
    readonly rationale: string;
    /** Ids of the facts it rests on. */
    readonly facts: readonly string[];
    readonly dissent: readonly { readonly by: string | null; readonly words: string }[];
    readonly decider: string;
    readonly vote: string | null;
    readonly decidedAt: string;
  }[];
  readonly votes: readonly {
    readonly id: string;
    readonly question: string;
    readonly options: readonly { readonly text: string; readonly hands: number }[];
    readonly present: number;
    readonly item: string;
    readonly at: string;
  }[];
  readonly notes: readonly {
    readonly at: string;
    /** `00:12:31` on the meeting's own clock. */
    readonly meetingTime: string;
    readonly item: string;
    readonly text: string;
    readonly author: string;
  }[];
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Folds the room's part of a closed review. A question that nobody counted hands for is no vote. */
export function roomToRecord(review: Review): RecordRoom {
  const titleOf = (item: string): string => review.agenda.items.find((each) => each.id === item)?.title ?? item;
  return {
    decisions: review.decisions.map(({ evidence, decidedAt, ...decision }) => ({
      ...decision,
      facts: evidence,
      decidedAt: iso(decidedAt),
    })),
    votes: review.votes.flatMap(({ id, question, options, item, counted }) =>
      counted === null
        ? []
        : [
            {
              id,
              question,
              options: options.map((text, index) => ({ text, hands: counted.hands[index] ?? 0 })),
              present: counted.present,
              item: titleOf(item),
              at: iso(counted.at),
            },
          ],
    ),
    notes: review.notes.map(({ text, author, item, at, meetingMs }) => ({
      at: iso(at),
      meetingTime: meetingTimeText(meetingMs),
      item: titleOf(item),
      text,
      author,
    })),
  };
}
