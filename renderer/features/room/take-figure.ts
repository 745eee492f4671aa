import type { Deviation } from '../../../shared/domain/review/package.ts';
import { evidenceCandidates } from '../../../shared/meeting/evidence-candidates.ts';
import { factsInOrder } from '../../../shared/meeting/facts.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useKeys, type KeyBinding } from '../../ui/use-keys.ts';

/** So many figures of the package have a number to take them by. */
export const numbered = 9;

/**
 * Alt with a figure's number attaches it to the fact that is chosen, else the last one, in the window that the picker
 * would offer. Alt is held because a digit alone begins to write a time.
 */
export function useTakeFigure(room: RoomView, rows: readonly Deviation[], canAttach: boolean): void {
  const facts = factsInOrder(room.review.claims);
  const fact = facts.find((each) => each.id === room.state.claim) ?? facts.at(-1);
  const take = async (series: string): Promise<void> => {
    if (fact === undefined || room.content === null) return;
    const offered = evidenceCandidates(room.content, room.rows, room.review.zone, fact.happenedAt);
    const candidate = offered.find((each) => each.key === series);
    if (candidate === undefined) return;
    changeRoom(room.id, { claim: fact.id });
    await sendAt(room.id, 'facts', {
      type: 'evidence.attach',
      id: newId(),
      target: { kind: 'claim', id: fact.id },
      locator: candidate.locator,
      bearing: 'supports',
    });
  };
  const keys: readonly KeyBinding[] =
    canAttach && fact !== undefined
      ? rows.slice(0, numbered).map(({ series, metric }, place) => ({
          key: String(place + 1),
          alt: true,
          label: `attach ${metric}`,
          run: () => void take(series),
        }))
      : [];
  useKeys(keys);
}
