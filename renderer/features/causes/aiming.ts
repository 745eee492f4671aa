import { boneId, effectId } from '../../../shared/canvas/drawn-graph.ts';
import { categories, stopReasons, type Category } from '../../../shared/domain/cause/cause.ts';
import { leadsTo } from '../../../shared/domain/cause/cause-graph.ts';
import { stopTitles } from '../../../shared/projections/cause-words.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, type Aiming } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { KeyBinding } from '../../ui/use-keys.ts';
import { toBone } from './cause-keys.ts';

/** The bone a label of a canvas stands for; undefined for causes and the effect. */
export const boneOfLabel = (label: string): Category | undefined => categories.find((id) => boneId({ id }) === label);

/** Moves a cause below another one or onto a bone, both told by their labels' ids. */
export function moveOnto({ id, review }: RoomView, cause: string, onto: string): void {
  const bone = boneOfLabel(onto);
  const above = review.causes.find((each) => each.id === onto);
  if (bone !== undefined) void sendAt(id, 'causes', toBone(cause, bone));
  else if (above !== undefined)
    void sendAt(id, 'causes', {
      type: 'cause.move',
      cause,
      parent: above.id,
      category: above.category,
      before: null,
    });
}

/** Whether a cause may hang there: not on itself, and not below what it leads to. */
export const canHang = ({ review }: RoomView, cause: string, onto: string): boolean =>
  onto !== effectId && onto !== cause && !leadsTo(review.causes, onto).has(cause);

/** Back to the cause it was about, and the focus with it. */
function leaveAim(id: string, cause: string): void {
  changeRoom(id, { aiming: null, cause });
  requestAnimationFrame(() => document.getElementById(`cause-${cause}`)?.focus());
}

/** Carries out what a place was looked for; a link that is there already is taken away. */
export function aimAt(room: RoomView, { kind, cause }: Aiming, target: string): void {
  const { id, review } = room;
  leaveAim(id, cause);
  if (target === cause || kind === 'stop') return;
  if (kind === 'move') return moveOnto(room, cause, target);
  const links = review.causes.find((each) => each.id === cause)?.links ?? [];
  void sendAt(id, 'causes', { type: links.includes(target) ? 'cause.unlink' : 'cause.link', cause, to: target });
}

/** While a place is looked for: Enter takes the chosen one, Escape goes back. Digits say why it is not asked further. */
export function aimingKeys(room: RoomView): readonly KeyBinding[] {
  const { id, state } = room;
  const { aiming } = state;
  if (aiming === null) return [];
  const leave: KeyBinding = {
    key: 'Escape',
    label: 'leave it as it is',
    run: () => leaveAim(id, aiming.cause),
  };
  if (aiming.kind === 'stop')
    return [
      leave,
      ...stopReasons.map((why, index): KeyBinding => ({
        key: String(index + 1),
        label: stopTitles[why],
        run: () => changeRoom(id, { aiming: null, asking: { kind: 'stop-cause', cause: aiming.cause, why } }),
      })),
    ];
  const take = () => state.cause !== null && aimAt(room, aiming, state.cause);
  return [leave, { key: 'Enter', label: aiming.kind === 'link' ? 'lead there' : 'hang it there', run: take }];
}

/** What is being looked for, as it is announced and written over the canvas; empty while nothing is. */
export function aimingText({ review, state: { aiming } }: RoomView): string {
  if (aiming === null) return '';
  const name = `“${review.causes.find((each) => each.id === aiming.cause)?.text ?? ''}”`;
  switch (aiming.kind) {
    case 'link':
      return `Which cause does ${name} lead to as well? Choose it by arrows and press Enter, or click it.`;
    case 'move':
      return `Where does ${name} hang? Choose a cause by arrows and press Enter, or click a cause or a bone.`;
    case 'stop':
      return `Why is ${name} not asked further? Choose by number.`;
  }
}
