import { quorumLacks } from '../agenda/quorum.ts';
import type { Review } from '../review/review.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * [M1.2] What keeps the answers of these people from being quorate, in words that follow "No quorum:"; empty when they
 * are. The quorum is the room's; whoever answers counts as whoever is there.
 */
export const answersLack = (review: Review, people: readonly string[], workspace: Workspace): readonly string[] =>
  quorumLacks({ ...review, present: people }, workspace).map((lack) =>
    lack
      .replace(/ is not in the room$/, ' has not answered')
      .replace(/ is here$/, ' has answered')
      .replace(/ must be in the room$/, ' must answer')
      .replace(
        /^(\d+) are here, and a room of more than (\d+) decides nothing$/,
        '$1 answered, and more than $2 decide nothing',
      ),
  );
