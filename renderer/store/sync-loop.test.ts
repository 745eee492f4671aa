import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeFrame } from '../../shared/contract/frames.ts';
import { ok } from '../../shared/lib/result.ts';
import { bytesOf, dump, framesFor, headsOf, makeIntake, makeJournal, type History } from './made-up-history.ts';
import { giveBack } from './restore-main.ts';
import { openStore, type Store } from './schema.ts';
import { runSync, type Cursors } from './sync-loop.ts';
import type { SyncState } from './sync-state.ts';

const batch = { rows: [], samples: [{ series: 's', times: [1, 2], values: [3, 4] }] };
const past = (words: readonly string[], batches = [batch]): History => ({
  journals: new Map([
    ['workspace', makeJournal(['founded'])],
    ['r-1', makeJournal(words)],
  ]),
  ...makeIntake(batches),
});

let store: Store;
let count = 0;
beforeEach(() => {
  count += 1;
  store = openStore(`loop-${count}`);
});
afterEach(async () => {
  await store.delete();
});

/** Runs the loop against a main process that answers from `main()` until `until` is satisfied by what it said. */
async function run(
  main: (cursors: Cursors, round: number) => Response,
  until: (said: readonly SyncState[], pauses: readonly number[]) => boolean,
): Promise<{ said: SyncState[]; pauses: number[]; rounds: Cursors[] }> {
  const ends = new AbortController();
  const said: SyncState[] = [];
  const pauses: number[] = [];
  const rounds: Cursors[] = [];
  let clock = 0;
  const check = (): void => {
    if (until(said, pauses)) ends.abort();
  };
  await runSync({
    store,
    signal: ends.signal,
    now: () => (clock += 1000),
    say: (state) => {
      said.push(state);
      check();
    },
    pull: async (cursors) => {
      rounds.push(cursors);
      // A loop that never gets there fails instead of running on.
      if (rounds.length > 20) ends.abort();
      return main(cursors, rounds.length);
    },
    sleep: async (ms) => {
      pauses.push(ms);
      check();
    },
    onRestart: () => undefined,
  });
  return { said, pauses, rounds };
}

const isLive = (said: readonly SyncState[]): boolean => said.at(-1)?.state === 'live';

/** A body that brings these pieces and then stays open, as the product's does, or closes. */
function answer(pieces: readonly Uint8Array<ArrayBuffer>[], closes = false): Response {
  return new Response(
    new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        pieces.forEach((piece) => controller.enqueue(piece));
        if (closes) controller.close();
      },
    }),
  );
}

describe('the sync loop', () => {
  it('goes on after a cut in the middle of a frame, from the cursors it reached', async () => {
    const main = past(['a', 'b', 'c', 'd']);
    const { rounds, said } = await run((cursors, round) => {
      const pieces = bytesOf(framesFor(main, cursors, 1));
      if (round === 4) return answer(pieces);
      const half = pieces[3]?.subarray(0, 30) ?? new Uint8Array();
      return answer([...pieces.slice(0, 3), half], true);
    }, isLive);
    expect(rounds.length).toBe(4);
    expect(rounds.map((cursors) => cursors['r-1']?.seq ?? 0)).toEqual(
      rounds.map((cursors) => cursors['r-1']?.seq ?? 0).toSorted((a, b) => a - b),
    );
    expect(said.map(({ state }) => state)).toContain('lost');
    expect(await store.lines.where('[stream+seq]').between(['r-1', 0], ['r-1', 9]).count()).toBe(4);
  });

  it('tells the windows where it stands and nothing of what came, however much that was', async () => {
    const times = Array.from({ length: 500 }, (_, at) => at);
    const batches = Array.from({ length: 40 }, (_, i) => ({
      rows: [],
      samples: [{ series: 's', times: times.map((at) => i * 500 + at), values: times }],
    }));
    const { said } = await run((cursors) => answer(bytesOf(framesFor(past(['a'], batches), cursors, 1))), isLive);
    expect(await store.chunks.count()).toBe(40);
    const members = new Set(said.flatMap((state) => Object.keys(state)));
    expect([...members].filter((name) => !['state', 'done', 'total', 'at'].includes(name))).toEqual([]);
    expect(said.flatMap((state) => Object.values(state)).filter((value) => typeof value === 'object')).toEqual([]);
  });

  it('waits longer and longer while nothing answers, and says that what is here is safe', async () => {
    const { pauses, said } = await run(
      () => {
        throw new TypeError('failed to fetch');
      },
      (_said, pauses) => pauses.length === 8,
    );
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(said.at(-1)).toMatchObject({ state: 'lost', message: expect.stringContaining('safe') as string });
  });

  it('notices that the main process lost what is kept here, keeps it, and gives it back', async () => {
    const whole = past(['a', 'b', 'c'], [batch, batch]);
    await run((cursors) => answer(bytesOf(framesFor(whole, cursors, 2))), isLive);
    const before = await dump(store);
    const lost: History = {
      journals: new Map([
        ['workspace', makeJournal(['founded'])],
        ['r-1', makeJournal(['a'])],
      ]),
      ...makeIntake([]),
    };
    const { said } = await run(
      (cursors) => answer(bytesOf(framesFor(lost, cursors, 2))),
      (said) => said.some(({ state }) => state === 'main-lost-data'),
    );
    expect(said.at(-1)).toEqual({
      state: 'main-lost-data',
      streams: [
        { stream: 'intake', here: 2, there: 0 },
        { stream: 'r-1', here: 3, there: 1 },
      ],
    });
    expect(await dump(store)).toEqual(before);
    const state = said.at(-1);
    if (state?.state !== 'main-lost-data') throw new Error('it was lost');
    const returned = new Map<string, string[]>();
    const chunks: number[] = [];
    const given = await giveBack(
      store,
      state.streams,
      {
        giveLines: async (stream, lines) => {
          returned.set(stream, [...(returned.get(stream) ?? []), ...lines]);
          return ok({ seq: 0 });
        },
        giveChunk: async (bytes) => {
          expect(returned.has('intake')).toBe(false);
          chunks.push(bytes.byteLength);
          return ok(null);
        },
      },
      () => undefined,
    );
    expect(given.ok).toBe(true);
    expect(returned.get('r-1')).toEqual(whole.journals.get('r-1')?.slice(1));
    expect(returned.get('intake')).toEqual(whole.intake);
    expect(chunks.length).toBe(2);
  });

  it('keeps aside what another history replaces, and loads that one', async () => {
    const mine = past(['a', 'b', 'c'], [batch]);
    const other = past(['x', 'y', 'z', 'v'], [{ ...batch, samples: [] }]);
    await run((cursors) => answer(bytesOf(framesFor(mine, cursors, 2))), isLive);
    const { rounds } = await run((cursors) => {
      const [hello, ...rest] = bytesOf(framesFor(other, cursors, 2));
      const head = headsOf(other).find(({ stream }) => stream === 'intake');
      const forks: Uint8Array<ArrayBuffer>[] = [];
      if (cursors['r-1'] !== undefined) forks.push(encodeFrame({ kind: 'fork', stream: 'r-1', seq: 3 }));
      else if (cursors['intake'] !== undefined && cursors['intake'].hash !== head?.hash)
        forks.push(encodeFrame({ kind: 'fork', stream: 'intake', seq: 1 }));
      return answer([hello ?? new Uint8Array(), ...forks, ...(forks.length > 0 ? [] : rest)]);
    }, isLive);
    expect(rounds.length).toBe(3);
    expect((await store.forked.toArray()).map(({ stream, lines }) => ({ stream, lines }))).toEqual([
      { stream: 'r-1', lines: mine.journals.get('r-1') },
      { stream: 'intake', lines: mine.intake },
    ]);
    const kept = await store.lines.where('[stream+seq]').between(['r-1', 0], ['r-1', 9]).toArray();
    expect(kept.map(({ text }) => text)).toEqual(other.journals.get('r-1'));
    expect(await store.directory.count()).toBe(0);
    expect(await store.cursors.get('intake')).toMatchObject({ seq: 1 });
  });

  it('sees from a shorter head alone that it belongs to another history', async () => {
    await run((cursors) => answer(bytesOf(framesFor(past(['a', 'b', 'c']), cursors, 2))), isLive);
    const other = past(['x']);
    await run((cursors) => answer(bytesOf(framesFor(other, cursors, 2))), isLive);
    expect(await store.forked.count()).toBe(1);
    expect(await store.cursors.get('r-1')).toMatchObject({ seq: 1 });
  });

  it('reads on only when what came is kept, so that a slow disk holds the main process back', async () => {
    const pieces = bytesOf(framesFor(past(Array.from({ length: 60 }, (_, i) => `word ${i}`)), {}, 1));
    let asked = 0;
    let kept = 0;
    let furthestAhead = 0;
    store.lines.hook('creating', () => {
      kept += 1;
    });
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: (controller) => {
          const piece = pieces[asked];
          asked += 1;
          furthestAhead = Math.max(furthestAhead, asked - kept);
          if (piece !== undefined) controller.enqueue(piece);
        },
      },
      { highWaterMark: 0 },
    );
    await run(() => new Response(body), isLive);
    expect(asked).toBeGreaterThanOrEqual(60);
    // The first frames (hello, and the chunk and line of the intake) keep no journal line.
    expect(furthestAhead).toBeLessThanOrEqual(6);
  });
});
