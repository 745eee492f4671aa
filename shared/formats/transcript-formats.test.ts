import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTranscriptFile, type ReadTranscript } from './read-transcript-file.ts';
import { flowing, type FileSegment } from './transcript-segment.ts';
import { segmentsToPodcastJson, segmentsToSrt, segmentsToTxt, segmentsToVtt } from './transcript-writers.ts';

const read = (file: string, name = 'meeting'): ReadTranscript => {
  const result = readTranscriptFile(file, name);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const said = (file: string): readonly string[] =>
  read(file).segments.map(({ start, end, speaker, text }) => `${start}-${end} ${speaker ?? '?'}: ${text}`);
const segment = (start: number, end: number, speaker: string | null, text: string): FileSegment => ({
  start,
  end,
  speaker,
  text,
});

describe('SubRip', () => {
  it('[M3.6] is read with commas and points, without numbers, with tags, places and cues that overlap', () => {
    const file = `\uFEFF1
00:00:01,000 --> 00:00:03,500  X1:40 X2:600
{\\an8}<font color="red">One</font> <i>two</i>
three < four & <b>five</b>

00:00:02.5 --> 0:0:04.25
six

17
100:00:00,000 --> 100:00:01,000
far

18
00:00:06,000 --> 00:00:07,000
`;
    expect(said(file)).toEqual([
      '1000-3500 ?: One two three < four & five',
      '2500-4250 ?: six',
      '360000000-360001000 ?: far',
    ]);
    expect(read(file).cues?.map(({ id, startTime }) => [id, startTime])).toEqual([
      ['1', 1],
      ['', 2.5],
      ['17', 360_000],
      ['18', 6],
    ]);
    expect(read(file).faults).toEqual([{ line: 6, message: 'A cue has no number; it is read all the same' }]);
  });

  it('keeps an empty line and a line of digits within a text, and says what it mends', () => {
    const { segments, faults } = read(
      'junk\n\n1\n00:00:01,000 --> 00:00:02,000\na\n\n42\nb\n\n2\n-00:00:02,000 --> 00:00:01,000\nc\n3\n00:00:09 --> x\nd',
    );
    expect(segments.map(({ start, end, text }) => [start, end, text])).toEqual([
      [0, 1000, 'c 3 00:00:09 --> x d'],
      [1000, 2000, 'a 42 b'],
    ]);
    expect(faults.map(({ line }) => line)).toEqual([1, 4, 11, 14]);
  });
});

describe('who speaks', () => {
  it('[M3.6] is the name before a colon when that is consistent', () => {
    const zoom = (...texts: readonly string[]): readonly (string | null)[] =>
      read(
        `WEBVTT\n\n${texts.map((text, n) => `${n + 1}\n00:00:0${n}.000 --> 00:00:0${n}.500\n${text}`).join('\n\n')}`,
      ).segments.map(({ speaker, text }) => (speaker === null ? null : `${speaker}|${text}`));
    expect(zoom('Ada: Hello', 'Bob: Yes: really', 'Ada: Good')).toEqual(['Ada|Hello', 'Bob|Yes: really', 'Ada|Good']);
    expect(zoom('Ada Lovelace: Hi', 'Bob O’Neil (Ops): Yes')).toEqual(['Ada Lovelace|Hi', 'Bob O’Neil (Ops)|Yes']);
    expect(zoom('Ada: a', 'Ada: b', 'Ada: c', 'Ada: d', 'Note: remember')).toEqual([
      'Ada|a',
      'Ada|b',
      'Ada|c',
      'Ada|d',
      null,
    ]);
    expect(zoom('李明: 你好', '李明: 好')).toEqual(['李明|你好', '李明|好']);
    expect(zoom('Speaker 1: a', 'Speaker 2: b', 'Speaker 1: c')).toEqual(['Speaker 1|a', 'Speaker 2|b', 'Speaker 1|c']);
  });

  it.each([
    'Note: remember',
    'Note: a\nNote: b\nNote: c',
    'http://a.example: x\nhttp://a.example: y',
    '10:30: started\n10:45: stopped\n11:00: closed',
    'We saw this: it failed\nand then: it did not\nso: fine',
    'Ada: one\nthen nothing\nand nobody\nspoke',
    'Monday: rolled out\nTuesday: rolled back',
    'It broke. Then: it stood\nIt broke. Then: it fell',
    'the cause: a\nthe cause: b',
  ])('is nobody in %j', (file) => {
    expect(read(file).segments.every(({ speaker }) => speaker === null)).toBe(true);
  });

  it('leaves a file alone that says who speaks in another way', () => {
    expect(said('WEBVTT\n\n00:00.000 --> 00:01.000\n<v Bob>Ada: hi\n\n00:01.000 --> 00:02.000\nAda: ho')).toEqual([
      '0-1000 Bob: Ada: hi',
      '1000-2000 ?: Ada: ho',
    ]);
  });
});

describe('a text', () => {
  it.each([
    ['times before each line', '[00:01:23] Ada: one\n[00:01:30] Bob: two\nand more\n[1:00:00] Ada: three'],
    ['times without brackets', '00:01:23 Ada: one\n00:01:30 - Bob: two and more\n01:00:00 Ada: three'],
    ['names above times', 'Ada\n00:01:23\none\n\nBob\n00:01:30\ntwo\nand more\n\nAda\n01:00:00\nthree'],
    ['names and times on a line', 'Ada  1:23\none\nBob  1:30\ntwo and more\n\nAda  1:00:00\nthree'],
  ])('[M3.6] says who spoke when: %s', (_, file) => {
    expect(said(file)).toEqual([
      '83000-90000 Ada: one',
      '90000-3600000 Bob: two and more',
      '3600000-3600400 Ada: three',
    ]);
    expect(read(file).times).toBe('starts');
    expect(read(file).faults.at(-1)?.message).toContain('estimated at 150 words a minute');
  });

  it('[M3.6] tells what a service writes below a meeting, and takes none of it for speech', () => {
    const said =
      'Release review - Transcript\n\nAttendees\nMaria Ruiz, Bo Lind\n\n00:00:00\nMaria Ruiz: We began late.\nBo Lind: At nine.\n00:05:00\nMaria Ruiz: We rolled back.\n\n';
    const tail =
      'Meeting ended after 00:06:10 👋\n\nThis editable transcript was computer generated and might contain errors.\n';
    const [whole, cut] = [read(said + tail), read(said)];
    expect(whole.segments).toEqual(cut.segments);
    expect(whole.segments.map(({ speaker }) => speaker)).toEqual(['Maria Ruiz', 'Bo Lind', 'Maria Ruiz']);
    expect(whole.faults.at(-1)?.message).toMatch(
      /^The end of the text is the service's own.*Meeting ended after 00:06:10/,
    );
    const quoted =
      '00:00:00\nAda: Meeting ended after 00:06:10 it said.\nBob: Yes.\n00:01:00\nAda: Go on.\nBob: I do.\n';
    expect(read(quoted).segments).toHaveLength(4);
  });

  it('[M3.6] has times above many lines, as Meet writes them', () => {
    const file =
      'Review of Monday\n\n00:00:00\n\nAda Lovelace: one\nBob Jones: two\n\n00:05:00\n\nAda Lovelace: three\n';
    expect(said(file)).toEqual([
      '0-300000 Ada Lovelace: one',
      '0-300000 Bob Jones: two',
      '300000-300400 Ada Lovelace: three',
    ]);
    expect(read(file).faults[0]).toEqual({
      line: 1,
      message: expect.stringMatching(/not for what was said: Review of Monday$/) as string,
    });
  });

  it('[M3.6] keeps what a speaker said before the first time', () => {
    const file = 'Ada Lovelace: zero\n\n00:05:00\n\nAda Lovelace: one\nBob Jones: two\n';
    expect(said(file)[0]).toBe('0-300000 ?: Ada Lovelace: zero');
  });

  it('says so when its times go back', () => {
    const { segments, faults } = read('[00:02:00] b\n[00:01:00] a\n[00:03:00] c');
    expect(segments.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(faults[0]).toEqual({ line: 2, message: expect.stringContaining('go back') as string });
  });

  it('has no times where none are said, and paragraphs where no names are', () => {
    expect(read('Ada: one\nBob: two\nAda: three')).toMatchObject({
      times: 'none',
      segments: [{ speaker: 'Ada' }, { speaker: 'Bob' }, { speaker: 'Ada' }],
    });
    expect(read('We meet at 10:30\nin the room.\n\nThen we leave.').segments.map(({ text }) => text)).toEqual([
      'We meet at 10:30 in the room.',
      'Then we leave.',
    ]);
  });
});

describe('Podcast JSON', () => {
  it('[M3.6] is read, and what is no segment is left out and told', () => {
    const segments = [
      { speaker: 'Bob', startTime: 2, endTime: 3.5, body: 'two' },
      { startTime: 0.25, endTime: 1, body: ' one\n' },
      { startTime: '4', endTime: 5, body: 'x' },
      { startTime: 9, endTime: 8, body: 'three' },
      null,
    ];
    const file = JSON.stringify({ version: '1.0.0', segments });
    expect(said(file)).toEqual(['250-1000 ?: one', '2000-3500 Bob: two', '9000-9000 ?: three']);
    expect(read(file).faults.map(({ line }) => line)).toEqual([3, 4, 5]);
  });
});

describe('what we write of a transcript', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(
      'a --> b',
      '<v Eve>',
      '&amp;',
      'x\n\ny',
      '1',
      '\u00A0',
      '{\\an8}',
      '-->',
      'Note: x',
      '00:01.000 --> 00:02.000',
    ),
  );
  const plain = (text: string): string => flowing(text.replace(/[\0\uD800-\uDFFF]/g, ''));
  const segments = fc
    .array(
      fc.record({
        start: fc.integer({ min: 0, max: 400_000_000 }),
        length: fc.integer({ min: 0, max: 60_000 }),
        speaker: fc.option(fc.constantFrom('Ada Lovelace', 'Bob <Ops> & Co', 'Zoë 李明', 'a--')),
        text: nasty.map(plain),
      }),
      { maxLength: 8 },
    )
    .map((rough) =>
      rough
        .filter(({ text }) => text !== '')
        .map(({ start, length, speaker, text }) => segment(start, start + length, speaker, text))
        .toSorted((a, b) => a.start - b.start),
    );

  it('[M3.6] reads back as it was: WebVTT and Podcast JSON', () => {
    fc.assert(
      fc.property(segments, (list) => {
        // Where nobody is named, names are looked for in the texts.
        const named = list.map((each, index) => (index === 0 ? { ...each, speaker: each.speaker ?? 'Ada' } : each));
        expect(read(segmentsToVtt(named)).segments).toEqual(named);
        if (list.length > 0) expect(read(segmentsToPodcastJson(list)).segments).toEqual(list);
      }),
      { numRuns: 300 },
    );
  });

  it('[M3.6] reads back times, names and plain words: SubRip and text', () => {
    const list = [
      segment(1000, 2000, 'Ada Lovelace', 'Hello & <welcome> all'),
      segment(2000, 3500, 'Bob Jones', 'Yes: we do'),
      segment(360_000_000, 360_001_000, 'Ada Lovelace', '42'),
    ];
    expect(read(segmentsToSrt(list)).segments).toEqual(list);
    expect(segmentsToTxt(list, { times: true }).split('\n')[2]).toBe('[100:00:00] Ada Lovelace: 42');
    expect(
      read(segmentsToTxt(list, { times: true })).segments.map(({ start, speaker, text }) => [start, speaker, text]),
    ).toEqual(list.map(({ start, speaker, text }) => [start, speaker, text]));
    expect(segmentsToTxt(list, { times: false }).split('\n')[0]).toBe('Ada Lovelace: Hello & <welcome> all');
  });
});
