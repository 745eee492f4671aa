import { changesByItem, itemKey } from '../domain/action/action-changes.ts';
import { actionLife } from '../domain/action/action-life.ts';
import { dueWindow } from '../domain/calendar/due-window.ts';
import type { Review } from '../domain/review/review.ts';
import { seatNames } from '../domain/review/seats.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import type { IcsCalendar, IcsComponent, IcsValue } from '../formats/write-ics.ts';
import { criterionText } from './actions-csv.ts';

const text = (value: string): IcsValue => ({ kind: 'text', text: value });
const instant = (at: number): IcsValue => ({ kind: 'instant', at });
const token = (value: string): IcsValue => ({ kind: 'token', token: value });
const number = (value: number): IcsValue => ({ kind: 'number', number: value });

/**
 * Reviews as a calendar: an event for each that has a date, a task for the time by which each is due, a task for each
 * commitment. Ids stay the same in every file and SEQUENCE rises with every rescheduling, so that a calendar program moves
 * what it knows. Of people it carries their code and the text they are shown as, never more. `lives` says by review when
 * its release went live (epoch ms); `now` stamps the file.
 */
export function reviewCalendar(
  reviews: readonly Review[],
  workspace: Workspace,
  lives: ReadonlyMap<string, number | null>,
  now: number,
): IcsCalendar {
  return {
    name: `${workspace.name}: reviews`,
    components: reviews.flatMap((review) => [
      ...meeting(review, workspace, now),
      ...due(review, workspace, lives.get(review.id) ?? null, now),
      ...commitments(review, workspace, now),
    ]),
  };
}

const uid = (workspace: Workspace, ...parts: readonly string[]): IcsValue =>
  text(`${parts.join('-')}@${workspace.id}.hotwash`);

const isOver = ({ phase }: Review): boolean => phase === 'closed' || phase === 'signed';

function meeting(review: Review, workspace: Workspace, now: number): readonly IcsComponent[] {
  const { scheduledAt, schedulings, governance, id } = review;
  if (scheduledAt === null) return [];
  const end = scheduledAt + governance.tier.timeline.lengthMinutes * 60_000;
  return [
    {
      name: 'VEVENT',
      properties: [
        ['UID', uid(workspace, id)],
        ['DTSTAMP', instant(now)],
        ['DTSTART', instant(scheduledAt)],
        ['DTEND', instant(end)],
        ['SEQUENCE', number(Math.max(0, schedulings - 1))],
        ['STATUS', token('CONFIRMED')],
        ['SUMMARY', text(`Review: ${review.title}`)],
        ['DESCRIPTION', text(describe(review, workspace))],
        ['CATEGORIES', text('Hotwash review')],
      ],
    },
  ];
}

function describe(review: Review, workspace: Workspace): string {
  const shown = (member: string | null): string => (member === null ? 'nobody yet' : personOf(workspace, member));
  const seats = seatNames.map((seat) => `${seat} seat: ${shown(review.seats[seat].accountable)}`);
  const hosts = [
    `facilitator: ${shown(review.facilitator)}`,
    ...(review.scribe === null ? [] : [`scribe: ${shown(review.scribe)}`]),
  ];
  const late = review.scheduleReason === null ? [] : [`why then: ${review.scheduleReason}`];
  return [`${review.id}, ${review.release}`, ...seats, ...hosts, ...late].join('\n');
}

function due(review: Review, workspace: Workspace, live: number | null, now: number): readonly IcsComponent[] {
  if (live === null) return [];
  const { earliest, due: end } = dueWindow(live, review.governance.tier.timeline, review.zone);
  const held = review.agenda.startedAt;
  return [
    {
      name: 'VTODO',
      properties: [
        ['UID', uid(workspace, review.id, 'due')],
        ['DTSTAMP', instant(now)],
        ...(earliest < end ? [['DTSTART', instant(earliest)] as const] : []),
        ['DUE', instant(end)],
        ['SEQUENCE', number(0)],
        ['STATUS', token(isOver(review) ? 'COMPLETED' : held === null ? 'NEEDS-ACTION' : 'IN-PROCESS')],
        ...(review.closedAt !== null ? [['COMPLETED', instant(review.closedAt)] as const] : []),
        ['SUMMARY', text(`${review.governance.tier.light === null ? 'Hold' : 'Fill in'} the review: ${review.title}`)],
        ['CATEGORIES', text('Hotwash due')],
      ],
    },
  ];
}

function commitments(review: Review, workspace: Workspace, now: number): readonly IcsComponent[] {
  if (!isOver(review)) return [];
  const byItem = changesByItem(workspace.actionChanges);
  return review.actions.flatMap((item): readonly IcsComponent[] => {
    if (item.state.name !== 'committed') return [];
    const changes = byItem.get(itemKey({ review: review.id, action: item.id })) ?? [];
    const life = actionLife(item, changes);
    if (life?.kind !== 'commitment') return [];
    const { state, owner, due: by } = life;
    const isDone = state.name === 'done' || state.name === 'verified';
    return [
      {
        name: 'VTODO',
        properties: [
          ['UID', uid(workspace, review.id, item.id)],
          ['DTSTAMP', instant(now)],
          ['DUE', { kind: 'day', day: by }],
          ['SEQUENCE', number(changes.length)],
          ['STATUS', token(isDone ? 'COMPLETED' : state.name === 'declined' ? 'CANCELLED' : 'NEEDS-ACTION')],
          ...(isDone ? [['COMPLETED', instant(state.at)] as const] : []),
          ['SUMMARY', text(item.text)],
          [
            'DESCRIPTION',
            text(`Done when: ${criterionText(item.state.criterion)}\nFrom ${review.id}, ${review.title}`),
          ],
          ['CONTACT', text(personOf(workspace, owner))],
          ['CATEGORIES', text('Hotwash commitment')],
        ],
      },
    ];
  });
}

const personOf = (workspace: Workspace, member: string): string => {
  const display = workspace.members.find(({ id }) => id === member)?.display ?? member;
  return display === member ? member : `${display} (${member})`;
};
