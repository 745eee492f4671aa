// The page of the room's pictures names every state of the table and every file it shows is there, and no other.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pageOfStates } from './page-of-states.ts';
import { picturesOf } from './room-state.ts';
import { roomStates } from './states.ts';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const page = `${docs}room-states.md`;

describe('the room in every state', () => {
  it('[M3.2] has one name for each state and a picture of both sizes in both themes', () => {
    expect(new Set(roomStates.map(({ id }) => id)).size).toBe(roomStates.length);
    expect(roomStates.filter((state) => ![4, 8].includes(picturesOf(state).length))).toEqual([]);
  });

  it('[M3.2] stands in the docs as the table says: npm run pictures writes it anew', async () => {
    expect(existsSync(page)).toBe(true);
    expect(readFileSync(page, 'utf8')).toBe(await pageOfStates(roomStates));
    const wanted = roomStates.flatMap(picturesOf).toSorted();
    expect(readdirSync(`${docs}pictures/room`).toSorted()).toEqual(wanted);
  });
});
