import type { RoomState } from './room-state.ts';

/** What ends the run: after these the windows are of no more use. */
export const statesLast: readonly RoomState[] = [
  {
    id: 'not-connected',
    shows: 'The program does not answer: the screen goes on by itself with what was said.',
    seen: { audience: /Not connected to Hotwash/ },
    reach: async (room) => {
      await room.cutOff();
      await room.time.forward(5000);
    },
  },
];
