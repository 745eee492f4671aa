import { changeRoom } from '../../state/room-store.ts';

/** Opens the room's screen as a window of its own, or brings the one that is open to the front. */
export function openAudience(review: string): void {
  changeRoom(review, { wantsScreen: true });
  window.open(`/audience?review=${encodeURIComponent(review)}`, 'hotwash-audience', 'popup,width=1280,height=720');
}
