import type { RoomState } from './room-state.ts';

/** The screen itself: its size, its link to the program, and its going. */
export const statesScreen: readonly RoomState[] = [
  {
    id: 'room-size',
    shows: 'How big is the room? It is asked once, and the text of the screen is sized by the answer.',
    seen: { console: (page) => page.getByRole('dialog', { name: 'How big is the room?' }) },
    reach: (room) => room.key('Shift+A'),
    leave: (room) => room.hands.press('Escape'),
  },
  {
    id: 'display-gone',
    shows: 'The room’s screen is gone: one key brings it back as it was.',
    seen: { console: 'The room’s screen is gone' },
    reach: (room) => room.audience().close(),
    leave: (room) => room.openAudience(),
  },
];
