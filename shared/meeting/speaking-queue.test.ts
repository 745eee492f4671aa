import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askToSpeak, emptyQueue, findPeople, inTurn, keepPresent, nextSpeaker, withdraw } from './speaking-queue.ts';

const people = [
  { id: 'ops-01', display: 'Ops 01' },
  { id: 'ops-02', display: 'Åsa Öberg' },
  { id: 'eng-11', display: 'ليلى حسن' },
  { id: 'rel-01', display: 'Anna-Marie Specht' },
];

describe('the speaking queue', () => {
  it('[M3.5] who spoke least comes first, then who asked first', () => {
    let queue = ['a', 'b'].reduce(askToSpeak, emptyQueue);
    queue = nextSpeaker(queue);
    expect(queue.speaking).toBe('a');
    queue = ['a', 'c', 'b', 'c'].reduce(askToSpeak, queue);
    expect(inTurn(queue)).toEqual(['b', 'c', 'a']);
    queue = nextSpeaker(nextSpeaker(queue));
    expect(queue).toMatchObject({ speaking: 'c', waiting: ['a'] });
    expect(nextSpeaker(nextSpeaker(queue))).toMatchObject({ speaking: null, waiting: [] });
  });

  it('[M3.5] who withdraws or leaves waits no longer', () => {
    const queue = ['a', 'b', 'c'].reduce(askToSpeak, emptyQueue);
    expect(withdraw(queue, 'b').waiting).toEqual(['a', 'c']);
    expect(withdraw(nextSpeaker(queue), 'a').speaking).toBeNull();
    expect(keepPresent(nextSpeaker(queue), ['c'])).toMatchObject({ speaking: null, waiting: ['c'] });
  });

  it('[M3.5] whoever keeps asking gets the word no more than once ahead of the others who do', () => {
    const sixty = Array.from({ length: 60 }, (_, index) => `eng-${index}`);
    fc.assert(
      fc.property(fc.array(fc.nat(59), { maxLength: 40 }), (eager) => {
        let queue = sixty.reduce(askToSpeak, emptyQueue);
        for (const index of eager) queue = nextSpeaker(askToSpeak(queue, sixty[index] ?? ''));
        const counts = sixty.map((member) => queue.turns[member] ?? 0);
        expect(Math.max(...counts)).toBeLessThanOrEqual(1);
        expect(new Set(queue.waiting).size).toBe(queue.waiting.length);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['2', ['ops-02']],
    ['9', []],
    ['', ['ops-01', 'ops-02', 'eng-11', 'rel-01']],
    ['ops', ['ops-01', 'ops-02']],
    ['ops-02', ['ops-02']],
    ['åö', ['ops-02']],
    ['ams', ['rel-01']],
    ['sp', ['rel-01']],
    ['لح', ['eng-11']],
    ['حسن', ['eng-11']],
  ])('[M3.5] “%s” finds its people', (typed, ids) => {
    expect(findPeople(people, typed).map((person) => person.id)).toEqual(ids);
  });
});
