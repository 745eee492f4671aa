import type { RoomState } from './room-state.ts';
import { statesBefore } from './states-before.ts';
import { statesCauses } from './states-causes.ts';
import { statesFacts } from './states-facts.ts';
import { statesHands } from './states-hands.ts';
import { statesLast } from './states-last.ts';
import { statesScreen, statesSize } from './states-screen.ts';
import { statesTime } from './states-time.ts';

/** Every state of the room, in the order in which one goes over into the next. */
export const roomStates: readonly RoomState[] = [
  ...statesBefore,
  ...statesSize,
  ...statesFacts,
  ...statesScreen,
  ...statesHands,
  ...statesCauses,
  ...statesTime,
  ...statesLast,
];
