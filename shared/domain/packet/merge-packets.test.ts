import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberId, ReviewId } from '../ids.ts';
import { mergePackets, type SaidBy } from './merge-packets.ts';
import type { Packet, Said } from './packet.ts';

const id = fc.constantFrom('aaaa', 'bbbb', 'cccc');
const text = fc.constantFrom('one', 'two', 'three');
const said: fc.Arbitrary<Said> = fc.oneof(
  fc.record({ kind: fc.constant('fact' as const), id, text, happenedAt: fc.option(fc.nat({ max: 3 })) }),
  fc.record({
    kind: fc.constant('idea' as const),
    id,
    text,
    category: fc.constantFrom('change' as const, 'process' as const),
  }),
  fc.record({ kind: fc.constant('action' as const), id, text }),
  fc.record({ kind: fc.constant('reword' as const), of: id, text }),
  fc.record({ kind: fc.constant('agree' as const), agrees: fc.boolean() }),
  fc.record({ kind: fc.constant('comment' as const), id, on: fc.option(id), text }),
);
const packet: fc.Arbitrary<Packet> = fc.record({
  format: fc.constant('hotwash-packet/1' as const),
  review: fc.constant('r-2026-001' as ReviewId),
  round: fc.constant('round1'),
  author: fc.constantFrom('ops-01', 'rel-01', 'prod-01').map((code) => code as MemberId),
  revision: fc.integer({ min: 1, max: 4 }),
  said: fc.array(said, { maxLength: 5 }),
});
const packets = fc.array(packet, { maxLength: 6 });

const one = (author: string, revision: number, ...what: Said[]): Packet => ({
  format: 'hotwash-packet/1',
  review: 'r-2026-001' as ReviewId,
  round: 'round1',
  author: author as MemberId,
  revision,
  said: what,
});

describe('merging packets', () => {
  it('[M7.5] gives the same result in any order, and for packets that came twice', () => {
    fc.assert(
      fc.property(
        packets.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
        ),
        ([all, shuffled]) => {
          expect(mergePackets(shuffled)).toEqual(mergePackets(all));
        },
      ),
    );
  });

  it('[M7.5] loses nothing: what was said stands or is listed as lost, once', () => {
    const name = ({ said: what, author, revision }: SaidBy): string => JSON.stringify([what, author, revision]);
    fc.assert(
      fc.property(packets, (all) => {
        const given = all.flatMap((each) =>
          each.said.map((what) => name({ said: what, author: each.author, revision: each.revision })),
        );
        const kept = mergePackets(all).flatMap(({ stands, lost }) => [stands, ...lost].map(name));
        expect(kept.toSorted()).toEqual([...new Set(given)].toSorted());
      }),
    );
  });

  it('[M7.5] merges what others merged already into the same', () => {
    fc.assert(
      fc.property(packets, packets, (some, more) => {
        const stands = (all: readonly Packet[]) =>
          mergePackets(all).map(({ key, stands: value }) => [key, value] as const);
        expect(stands([...some, ...more])).toEqual(stands([...more, ...some]));
      }),
    );
  });

  it('[M7.5] lets the higher revision stand, then the author whose code sorts last, and shows the losing value', () => {
    const [merged] = mergePackets([
      one('rel-01', 2, { kind: 'reword', of: 'fact1', text: 'later' }),
      one('zoe-01', 1, { kind: 'reword', of: 'fact1', text: 'earlier' }),
      one('ops-01', 2, { kind: 'reword', of: 'fact1', text: 'as late' }),
    ]);
    expect(merged?.stands.author).toBe('rel-01');
    expect(merged?.lost.map(({ author }) => author)).toEqual(['ops-01', 'zoe-01']);
  });

  it('[M7.5] keeps each reviewer’s own agreement', () => {
    const merged = mergePackets([
      one('rel-01', 1, { kind: 'agree', agrees: true }),
      one('ops-01', 1, { kind: 'agree', agrees: false }),
      one('ops-01', 2, { kind: 'agree', agrees: true }),
    ]);
    expect(merged.map(({ key, lost }) => [key, lost.length])).toEqual([
      ['agree ops-01', 1],
      ['agree rel-01', 0],
    ]);
  });
});
