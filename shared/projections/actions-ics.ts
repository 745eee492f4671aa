import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { writeIcs } from '../formats/write-ics.ts';
import { reviewCalendar } from './review-calendar.ts';

/**
 * Every commitment of closed reviews as a task of a calendar (VTODO), with the ids that the calendar of the reviews gives
 * them, so that both may be taken in. `now` is epoch ms.
 */
export function actionsIcs(reviews: readonly Review[], workspace: Workspace, now: number): string {
  const { components } = reviewCalendar(reviews, workspace, new Map(), now);
  const tasks = components.filter(({ name }) => name === 'VTODO');
  return writeIcs({ name: `${workspace.name}: commitments`, components: tasks });
}
