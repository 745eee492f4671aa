import type { RoomState } from './room-state.ts';

/** The room’s size, asked once. */
export const statesSize: readonly RoomState[] = [
  {
    id: 'room-size-unknown',
    shows: 'Nobody said how big the room is: the console offers to say it once.',
    seen: { console: (page) => page.getByRole('region', { name: 'The room’s size' }) },
    reach: (room) => room.key('?', 'Escape'),
  },
  {
    id: 'room-size',
    shows: 'How big is the room? It is asked once, and the text of the screen is sized by the answer.',
    seen: { console: (page) => page.getByRole('dialog', { name: 'How big is the room?' }) },
    reach: (room) => room.key('Shift+A'),
    leave: (room) => room.console.getByRole('button', { name: 'Size the text for this room' }).click(),
  },
];

/** A window that goes, and one that comes. */
export const statesScreen: readonly RoomState[] = [
  {
    id: 'display-gone',
    shows: 'The room’s screen is gone: one key brings it back as it was.',
    seen: { console: 'The room’s screen is gone' },
    reach: (room) => room.audience().close(),
    leave: (room) => room.openAudience(),
  },
  {
    id: 'two-consoles',
    shows: 'Two consoles of one review: what the other one said arrives, and what is being typed here stays.',
    seen: { console: 'Customers called about the 14:10 crossing.' },
    reach: async (room) => {
      const other = await room.openConsole();
      await room.console.locator('#entry-line').fill('what this console is about to say');
      await other.say('Customers called about the 14:10 crossing.');
      await other.see('Customers called about the 14:10 crossing.');
      await other.page.close();
    },
    leave: async (room) => {
      await room.console.locator('#entry-line').fill('');
      await room.key('ControlOrMeta+z');
      await room.console.getByText('Customers called about the 14:10 crossing.').waitFor({ state: 'detached' });
    },
  },
];
