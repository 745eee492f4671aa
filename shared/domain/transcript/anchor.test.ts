import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedRuns } from '../../lib/test-runs.ts';
import { anchor, leastShare, nearby } from './anchor.ts';
import { testSegment, testTranscript } from './test-transcript.ts';
import type { Segment } from './transcript.ts';

const word = fc.constantFrom(
  'pool',
  'alarm',
  'nine',
  'rolled',
  'back',
  'nobody',
  'saw',
  'the',
  'cache',
  'ring',
  'Über',
);
const text = fc.array(word, { minLength: 2, maxLength: 12 }).map((words) => words.join(' '));
const transcript = fc
  .array(text, { minLength: 1, maxLength: 12 })
  .map((texts) => texts.map((each, index) => testSegment(`s${1000 + index}`, index * 1000, each)));
const pick = fc.tuple(fc.nat(), fc.nat(2));

/** A quote of one to three segments, with their times. */
function quoteOf(segments: readonly Segment[], [first, more]: readonly [number, number]) {
  const begin = first % segments.length;
  const chosen = segments.slice(begin, begin + 1 + more);
  const [from, to] = [chosen[0]?.start ?? 0, chosen.at(-1)?.end ?? 0];
  return { quote: chosen.map((each) => each.text).join(' '), from, to };
}

describe('anchoring a quote', () => {
  it('[M3.6] what was quoted stands where it was quoted from, whatever case and punctuation became', () => {
    fc.assert(
      fc.property(transcript, pick, (segments, choice) => {
        const { quote, from, to } = quoteOf(segments, choice);
        const punctuated = segments.map((each) => ({ ...each, text: `${each.text.toUpperCase()}, ` }));
        expect(anchor(quote, from, to, punctuated)).toMatchObject({ state: 'exact', from, to, share: 1 });
      }),
      boundedRuns(80),
    );
  });

  it('[M3.6] splitting, merging, renaming and verifying never make it stale', () => {
    fc.assert(
      fc.property(
        transcript,
        pick,
        fc.array(fc.tuple(fc.nat(3), fc.nat(), fc.nat(30)), { maxLength: 12 }),
        (segments, choice, edits) => {
          const { quote, from, to } = quoteOf(segments, choice);
          const test = testTranscript(segments);
          for (const [kind, which, at] of edits) {
            const now = test.folded().transcript.segments;
            const [one, next] = [now[which % now.length], now[(which % now.length) + 1]];
            if (one === undefined) continue;
            // Between words: a word that is cut in two is another one.
            const space = one.text.indexOf(' ', at);
            if (kind === 0 && space > 0)
              test.run({ type: 'segment.split', segment: one.id, at: space, second: `n${1000 + test.events.length}` });
            if (kind === 1 && next !== undefined) test.run({ type: 'segments.merge', first: one.id, second: next.id });
            if (kind === 2) test.run({ type: 'speaker.rename', from: one.speaker ?? '', to: `Speaker ${at}` });
            if (kind === 3) test.run({ type: 'segments.verify', segments: [one.id], state: 'human-verified' });
          }
          expect(anchor(quote, from, to, test.folded().transcript.segments).state).not.toBe('stale');
        },
      ),
      boundedRuns(60),
    );
  });

  it('[M3.6] follows its words when all times shift, and names the nearest place', () => {
    fc.assert(
      fc.property(transcript, pick, fc.integer({ min: 20_000, max: nearby - 20_000 }), (segments, choice, shift) => {
        const { quote, from, to } = quoteOf(segments, choice);
        const later = segments.map((each) => ({ ...each, start: each.start + shift, end: each.end + shift }));
        const found = anchor(quote, from, to, later);
        expect(found).toMatchObject({ state: 'moved', share: 1 });
        const stretch = later.filter(({ start, end }) => start >= found.from && end <= found.to);
        expect(stretch.map((each) => each.text).join(' ')).toContain(quote.split(' ')[0]);
        expect(found.segment).not.toBeNull();
      }),
      boundedRuns(60),
    );
  });

  const ten = 'one two three four five six seven eight nine ten';
  const meeting = (changed: string) => [
    testSegment('s1000', 0, 'before it'),
    testSegment('s1001', 1000, changed),
    testSegment('s1002', 2000, 'after it'),
  ];

  it('[M3.6] with a few other words it has moved, and says how many of its words are left', () => {
    const found = anchor(ten, 1000, 2000, meeting('one two three for five six seven ate nine ten'));
    expect(found).toMatchObject({ state: 'moved', segment: 's1001', from: 1000, to: 2000, share: 0.8 });
  });

  it.each([
    ['under the least share of its words', 'one two tree for five six seven ate nine ten'],
    ['other words', 'nothing of that was said'],
    ['its words in another order', 'ten nine eight seven six five four three two one'],
    ['no words at all', ''],
  ])('[M3.6] is stale with %s', (_name, changed) => {
    expect(leastShare).toBe(0.8);
    expect(anchor(ten, 1000, 2000, meeting(changed))).toEqual({
      state: 'stale',
      from: 1000,
      to: 2000,
      segment: null,
      share: 0,
    });
  });

  it('[M3.6] a short quote is found word for word or not at all', () => {
    expect(anchor('we rolled back', 1000, 2000, meeting('we roll back')).state).toBe('stale');
    expect(
      anchor('we rolled back', 1000, 2000, [...meeting('gone'), testSegment('s1003', 9000, 'then we rolled back')]),
    ).toMatchObject({
      state: 'moved',
      segment: 's1003',
      from: 9000,
    });
  });

  it('[M3.6] far from its times the same words are other words', () => {
    const far = [testSegment('s1000', nearby + 60_000, 'we rolled back')];
    expect(anchor('we rolled back', 1000, 2000, far).state).toBe('stale');
  });
});
