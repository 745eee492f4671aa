import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedRuns } from '../../lib/test-runs.ts';
import { foldTranscript } from './fold-transcript.ts';
import { testSegment, testTranscript, type TestTranscript } from './test-transcript.ts';
import type { TranscriptCommand } from './transcript-commands.ts';
import type { MemberId } from '../ids.ts';

const three = () => [
  testSegment('s0001', 0, 'we saw the alarm at nine'),
  testSegment('s0002', 1000, 'the pool was exhausted', { speaker: 'Speaker 2' }),
  testSegment('s0003', 2000, 'and we rolled back'),
];

const words = (text: string, start: number) =>
  text.split(' ').map((each, index) => ({ start: start + index * 100, end: start + index * 100 + 80, text: each }));

describe('editing a transcript', () => {
  it('[M3.6] a reworded segment keeps the times of the words that stand in it still and drops the others', () => {
    const test = testTranscript([
      testSegment('s0001', 0, 'the pool was exausted again', { words: words('the pool was exausted again', 0) }),
    ]);
    expect(
      test.run({ type: 'segment.reword', segment: 's0001', text: 'The pool was exhausted, again' }),
    ).toBeUndefined();
    const [segment] = test.folded().transcript.segments;
    expect(segment?.words).toEqual([
      { start: 0, end: 80, text: 'The' },
      { start: 100, end: 180, text: 'pool' },
      { start: 200, end: 280, text: 'was' },
      { start: 400, end: 480, text: 'again' },
    ]);
    expect(segment).toMatchObject({ start: 0, end: 1000, state: 'machine-draft' });
  });

  it('[M3.6] a split gives each half its words, and merging them gives the segment back', () => {
    const whole = testSegment('s0001', 0, 'the pool was exhausted', { words: words('the pool was exhausted', 0) });
    const test = testTranscript([whole]);
    expect(test.run({ type: 'segment.split', segment: 's0001', at: 9, second: 's9999' })).toBeUndefined();
    expect(test.folded().transcript.segments).toEqual([
      { ...whole, end: 200, text: 'the pool', words: whole.words?.slice(0, 2) },
      { ...whole, id: 's9999', start: 200, text: 'was exhausted', words: whole.words?.slice(2) },
    ]);
    expect(test.run({ type: 'segments.merge', first: 's0001', second: 's9999' })).toBeUndefined();
    expect(test.folded().transcript.segments).toEqual([whole]);
  });

  it('[M3.6] a speaker is renamed everywhere, and whom of the roster the name stands for goes with it', () => {
    const test = testTranscript(three());
    expect(test.run({ type: 'speaker.know', speaker: 'Ada Lovelace', member: 'dev-01' as MemberId })).toBeUndefined();
    expect(test.run({ type: 'speaker.rename', from: 'Ada Lovelace', to: 'A. Lovelace' })).toBeUndefined();
    const { segments, members } = test.folded().transcript;
    expect(segments.map(({ speaker }) => speaker)).toEqual(['A. Lovelace', 'Speaker 2', 'A. Lovelace']);
    expect(members).toEqual({ 'A. Lovelace': 'dev-01' });
  });

  it('[M3.6] an edit does not verify, and what a person rewords later stays verified', () => {
    const test = testTranscript(three());
    test.run({ type: 'segment.reword', segment: 's0001', text: 'We saw the alarm' });
    expect(test.folded().transcript.segments[0]?.state).toBe('machine-draft');
    test.run({ type: 'segments.verify', segments: ['s0001'], state: 'human-verified' });
    test.run({ type: 'segment.reword', segment: 's0001', text: 'We saw the alarm at ten' });
    expect(test.folded().transcript.segments[0]?.state).toBe('human-verified');
  });

  it('[M3.6] a retimed segment stands where it begins; two speakers may talk at once', () => {
    const test = testTranscript(three());
    expect(test.run({ type: 'segment.retime', segment: 's0001', start: 1500, end: 2600 })).toBeUndefined();
    expect(test.folded().transcript.segments.map(({ id }) => id)).toEqual(['s0002', 's0001', 's0003']);
  });

  const refused: readonly [string, TranscriptCommand][] = [
    ['a segment nobody knows', { type: 'segment.reword', segment: 's7777', text: 'x' }],
    ['an end before the beginning', { type: 'segment.retime', segment: 's0001', start: 10, end: 9 }],
    ['a half without words', { type: 'segment.split', segment: 's0001', at: 2000, second: 's9999' }],
    ['a split outside the segment', { type: 'segment.split', segment: 's0001', at: 3, start: 5000, second: 's9999' }],
    ['an id that is taken', { type: 'segment.split', segment: 's0001', at: 3, second: 's0002' }],
    ['the later one first', { type: 'segments.merge', first: 's0003', second: 's0001' }],
    ['a speaker nobody is', { type: 'speaker.rename', from: 'Nobody', to: 'Ada' }],
    ['somebody who is not in the roster', { type: 'speaker.know', speaker: 'Speaker 2', member: 'dev-99' as MemberId }],
    ['undo of nothing', { type: 'undo' }],
  ];
  it.each(refused)('[M3.6] refuses %s and says what would do', (_name, command) => {
    const test = testTranscript(three());
    const before = test.events.length;
    const refusal = test.run(command);
    expect(refusal?.rule).toMatch(/^(M3\.6|H2)$/);
    expect(refusal?.satisfy).toMatch(/\.$/);
    expect(test.events).toHaveLength(before);
  });

  it('[M3.6] merges with the next of the same speaker past another who talks meanwhile', () => {
    const test = testTranscript(three());
    expect(test.run({ type: 'segments.merge', first: 's0001', second: 's0003' })).toBeUndefined();
    expect(test.folded().transcript.segments[0]).toMatchObject({
      id: 's0001',
      start: 0,
      end: 3000,
      text: 'we saw the alarm at nine and we rolled back',
    });
  });

  it('[M3.6] events that no command could have led to stop the fold and are named', () => {
    const test = testTranscript(three());
    test.take({ type: 'segment.retimed.v1', body: { segment: 's0001', start: 9, end: 3 } });
    test.take({ type: 'segment.reworded.v1', body: { segment: 's0001', text: 'later' } });
    const folded = foldTranscript(test.events);
    expect(folded?.fault).toMatchObject({ seq: 3, rule: 'M3.6' });
    expect(folded?.transcript.segments.map(({ text }) => text)).not.toContain('later');
    const forged = testTranscript(three());
    forged.take({ type: 'command.undone.v1', body: { target: 'c1002' } });
    expect(foldTranscript(forged.events)?.fault).toMatchObject({ rule: 'H2' });
    expect(forged.texts()).toHaveLength(3);
  });
});

const commandOf = (
  test: TestTranscript,
  [kind, pick, number]: readonly [number, number, number],
): TranscriptCommand => {
  const { segments } = test.folded().transcript;
  const segment = segments[pick % segments.length];
  const next = segments[(pick % segments.length) + 1] ?? segment;
  const id = segment?.id ?? 's0001';
  const commands: readonly TranscriptCommand[] = [
    { type: 'segment.reword', segment: id, text: `${segment?.text ?? ''} more ${number}` },
    { type: 'segment.retime', segment: id, start: number, end: number + 500 },
    { type: 'segment.split', segment: id, at: 1 + (number % 20), second: `n${1000 + test.events.length}` },
    { type: 'segments.merge', first: id, second: next?.id ?? id },
    { type: 'segments.assign', segments: [id], speaker: number % 2 === 0 ? null : 'Speaker 3' },
    { type: 'speaker.rename', from: segment?.speaker ?? 'Ada Lovelace', to: `Speaker ${number % 4}` },
    { type: 'segments.verify', segments: [id], state: 'human-verified' },
    { type: 'undo' },
    { type: 'redo' },
  ];
  return commands[kind % commands.length] ?? { type: 'undo' };
};

describe('any sequence of edits', () => {
  const edits = fc.array(fc.tuple(fc.nat(8), fc.nat(20), fc.nat(4000)), { maxLength: 25 });

  it('[M3.6] keeps the order, the times and the words in their texts, and folds further as it folds anew', () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const test = testTranscript(three().map((each) => ({ ...each, words: words(each.text, each.start) })));
        for (const step of steps) test.run(commandOf(test, step));
        const { segments } = test.folded().transcript;
        expect(test.folded()).toEqual(foldTranscript(test.events));
        expect(test.folded().fault).toBeNull();
        expect(new Set(segments.map(({ id }) => id)).size).toBe(segments.length);
        let start = 0;
        for (const segment of segments) {
          expect(segment.start).toBeGreaterThanOrEqual(start);
          expect(segment.end).toBeGreaterThanOrEqual(segment.start);
          let from = 0;
          for (const word of segment.words ?? []) {
            const at = segment.text.indexOf(word.text, from);
            expect(at).toBeGreaterThanOrEqual(0);
            from = at + word.text.length;
          }
          start = segment.start;
        }
      }),
      boundedRuns(60),
    );
  });

  it('[M3.6] undoing everything gives the source back, and redoing everything gives the edits back', () => {
    fc.assert(
      fc.property(edits, (steps) => {
        const test = testTranscript(three());
        for (const step of steps) test.run(commandOf(test, step));
        const edited = test.folded().transcript;
        let undone = 0;
        while (test.run({ type: 'undo' }) === undefined) undone += 1;
        expect(test.folded().transcript.segments).toEqual(three());
        for (let index = 0; index < undone; index += 1) expect(test.run({ type: 'redo' })).toBeUndefined();
        expect(test.folded().transcript).toEqual(edited);
      }),
      boundedRuns(40),
    );
  });
});

describe('a long transcript', () => {
  it('[M3.6] 20,000 segments and 1,000 edits fold without a copy for each edit', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      testSegment(`s${10_000 + index}`, index * 1000, `what was said in sentence ${index} of the meeting`),
    );
    const test = testTranscript(many);
    for (let index = 0; index < 1000; index += 1)
      test.take({
        type: 'segment.reworded.v1',
        body: { segment: `s${10_000 + index * 19}`, text: `what was written in sentence ${index}` },
      });
    expect(foldTranscript(test.events)?.transcript.segments[19]?.text).toBe('what was written in sentence 1');
  }, 5000);
});
