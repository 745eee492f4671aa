import { describe, expect, it } from 'vitest';
import type { Result } from '../lib/result.ts';
import { readTranscriptFile, type ReadTranscript } from './read-transcript-file.ts';
import type { TranscriptFileFault } from './transcript-decode.ts';

const read = (file: Uint8Array | string, name = 'meeting.txt'): ReadTranscript => {
  const result = readTranscriptFile(file, name);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const refused = (file: Uint8Array | string, name = 'meeting.vtt'): Result<unknown, TranscriptFileFault> =>
  readTranscriptFile(file, name);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const codes = Array.from({ length: text.length + 1 }, (_, at) => (at === 0 ? 0xfeff : text.charCodeAt(at - 1)));
  return new Uint8Array(codes.flatMap((code) => (isBig ? [code >> 8, code & 255] : [code & 255, code >> 8])));
};
const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Grüße\n';

describe('a transcript file', () => {
  it.each([
    ['UTF-8', bytes(vtt)],
    ['UTF-8 with its mark', bytes(`\uFEFF${vtt}`)],
    ['UTF-16, little end first', utf16(vtt, false)],
    ['UTF-16, big end first', utf16(vtt, true)],
    ['a string', vtt],
  ])('[M3.6] is read in %s', (_, file) => {
    expect(read(file)).toMatchObject({
      format: 'vtt',
      times: 'all',
      segments: [{ start: 1000, end: 2000, speaker: 'Ada', text: 'Grüße' }],
      faults: [],
    });
  });

  it.each([
    ['a.vtt', '1\n00:00:01,000 --> 00:00:02,000\nx', 'srt'],
    ['a.srt', vtt, 'vtt'],
    ['a.txt', '{"version":"1.0.0","segments":[]}', 'podcast-json'],
    ['a.json', '\uFEFF {"segments":[{"startTime":0,"body":"x"}]}', 'podcast-json'],
    ['a.vtt', 'WEBVTT\n\nNOTE <html>\n', 'vtt'],
    ['a.txt', '[Music]\nand words', 'text'],
    ['a', 'plain words', 'text'],
  ])('[M3.6] is known by its content: %s %j is %s', (name, content, format) => {
    expect(read(content, name).format).toBe(format);
  });

  it('says that SubRip is named as WebVTT', () => {
    expect(read('1\n00:00:01,000 --> 00:00:02,000\nx', 'a.VTT').faults[0]?.message).toContain('is SubRip');
  });

  it('reads what is not valid UTF-8 and says where it stands', () => {
    const broken = new Uint8Array([
      ...bytes('WEBVTT\n\n00:01.000 --> 00:02.000\nGr'),
      0xfc,
      0xdf,
      ...bytes('e \uFFFD\n'),
    ]);
    const { segments, faults } = read(broken);
    expect(segments[0]?.text).toBe('Gr\uFFFD\uFFFDe \uFFFD');
    expect(faults).toEqual([
      { line: 4, message: '2 places are not valid UTF-8, the first in column 3; each was read as U+FFFD' },
    ]);
  });

  it('reads half a character of UTF-16 as U+FFFD, and NUL within WebVTT', () => {
    expect(read(utf16(`${vtt}\uD800`, false)).segments[0]?.text).toBe('Grüße \uFFFD');
    expect(read(`${vtt}\0`).segments[0]?.text).toBe('Grüße \uFFFD');
    expect(read(`WEBVTT\n\n00:01.000 --> 00:02.000\na \uDC00 b`).segments[0]?.text).toBe('a \uDC00 b');
  });

  it.each([
    ['nothing', '', 'empty'],
    ['white space', ' \n\t\n', 'empty'],
    ['a web page', '<!DOCTYPE html><html></html>', 'not-transcript'],
    ['a web page without a type', '\n <HTML lang=en>', 'not-transcript'],
    ['XML', '<?xml version="1.0"?><tt/>', 'not-transcript'],
    ['JSON of another kind', '{"text":"hello"}', 'not-transcript'],
    ['a JSON list', '[{"start":1}]', 'not-transcript'],
    ['JSON that is cut short', '{"segments":[{"body":"x"', 'not-transcript'],
    ['JSON whose segments are others', '{"segments":[{"start":1,"text":"x"}]}', 'not-transcript'],
    ['text that is named as WebVTT', 'hello', 'not-transcript'],
    ['binary data', 'ab\0\u0001\u0002', 'not-text'],
    ['a PDF', bytes('%PDF-1.7'), 'not-text'],
    ['WebM', new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1, 2]), 'not-text'],
    ['bytes that are no text', new Uint8Array(400).fill(0xe9), 'not-text'],
    ['more than 64 MiB', new Uint8Array(64 * 1024 * 1024 + 1).fill(0x20), 'too-large'],
  ])('[M3.6] is refused in words: %s', (_, file, code) => {
    const result = refused(file);
    expect(result).toMatchObject({ ok: false, error: { code, kept: 'Nothing was taken in.' } });
    if (!result.ok) expect(Object.values(result.error).filter((words) => words.length < 4)).toEqual([]);
  });

  it('holds times past 100 hours, leaves out what is past 277, and mends an end before its beginning', () => {
    const file = [
      'WEBVTT',
      '101:00:00.000 --> 102:00:00.000\na',
      '300:00:00.000 --> 300:00:01.000\nb',
      '00:05.000 --> 00:04.000\nc',
    ].join('\n\n');
    const { segments, faults } = read(file);
    expect(segments).toEqual([
      { start: 5000, end: 5000, speaker: null, text: 'c' },
      { start: 363_600_000, end: 367_200_000, speaker: null, text: 'a' },
    ]);
    expect(faults.map(({ line }) => line)).toEqual([6, 9, 9]);
  });

  it('parts a text that is longer than a segment may be, at a space', () => {
    const { segments } = read(`WEBVTT\n\n00:01.000 --> 00:02.000\n${'word '.repeat(5000)}${'🚂'.repeat(10_001)}`);
    expect(segments.map(({ text }) => text.length)).toEqual([19_999, 4999, 20_000, 2]);
    expect(segments.every(({ text }) => text.match(/[\ud800-\udbff](?![\udc00-\udfff])/) === null)).toBe(true);
  });

  it('gives voices of one cue a segment each, and times within a text as words', () => {
    const file =
      'WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>Yes <00:02.000>indeed</v> <v Bob><ruby>No<rt>x</rt></ruby></v> end';
    expect(read(file).segments).toEqual([
      {
        start: 1000,
        end: 4000,
        speaker: 'Ada',
        text: 'Yes indeed',
        words: [
          { start: 1000, end: 2000, text: 'Yes' },
          { start: 2000, end: 4000, text: 'indeed' },
        ],
      },
      { start: 1000, end: 4000, speaker: 'Bob', text: 'No' },
      { start: 1000, end: 4000, speaker: null, text: 'end' },
    ]);
  });
});
