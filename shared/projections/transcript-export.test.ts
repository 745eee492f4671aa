import { describe, expect, it } from 'vitest';
import type { Transcript } from '../domain/transcript/transcript.ts';
import { parseVtt } from '../formats/webvtt/parse-vtt.ts';
import { paperToText, textExports, type TextExport } from './transcript-export.ts';
import { anonymousPaper, plainPaper } from './transcript-paper.ts';

const roster = [
  { id: 'ops-02', display: 'Anna Meyer' },
  { id: 'rel-01', display: 'Mark Oduya' },
];
const segment = (id: string, start: number, speaker: string | null, text: string) => ({
  id,
  start,
  end: start + 4000,
  speaker,
  text,
  state: 'machine-draft' as const,
});
const transcript = {
  id: 'tra1',
  review: 'r-2026-001',
  recording: 'rec1',
  offsetMs: 60_000,
  startedAt: Date.parse('2026-03-16T09:01:00Z'),
  language: 'en',
  source: { kind: 'imported', format: 'vtt', name: 'meyer.vtt', sha256: 'a'.repeat(64) },
  segments: [
    {
      ...segment('seg1', 0, 'Anna Meyer', 'the <pool> was *full* & --> quiet'),
      words: [{ start: 0, end: 9, text: 'Anna' }],
    },
    segment('seg2', 5000, 'MO', 'as Anna said; 1. first\n# not a heading'),
    { ...segment('seg3', 400_000_000, null, 'past a hundred hours'), state: 'human-verified' },
  ],
  members: { MO: 'rel-01' },
  isFilled: true,
} as unknown as Transcript;
const chapters = [
  { startMs: 0, title: 'Before' },
  { startMs: 60_000, title: 'Facts by Meyer' },
  { startMs: 64_000, title: 'Causes' },
];
const source = { title: 'Review with Oduya', zone: 'Europe/Berlin', transcript, chapters };
const all = Object.keys(textExports) as TextExport[];

describe('a transcript that leaves', () => {
  it('[M3.6] keeps times, speakers and words in every format', () => {
    const paper = plainPaper(source);
    expect(paper.chapters).toEqual([
      { startMs: 0, title: 'Facts by Meyer' },
      { startMs: 4000, title: 'Causes' },
    ]);
    for (const format of ['vtt', 'srt', 'txt', 'markdown', 'html', 'podcast'] as const)
      expect([
        format,
        /Anna Meyer/.test(paperToText(paper, format)),
        /past a hundred hours/.test(paperToText(paper, format)),
      ]).toEqual([format, true, true]);
    expect(paperToText(paper, 'vtt')).toContain('111:06:40.000 --> ');
    expect(parseVtt(paperToText(paper, 'vtt')).cues.map(({ text }) => text)[0]).toContain('&lt;pool&gt;');
    expect(JSON.parse(paperToText(paper, 'chapters'))).toMatchObject({
      version: '1.2.0',
      chapters: [{ startTime: 0 }, { startTime: 4 }],
    });
    expect(parseVtt(paperToText(paper, 'chapters-vtt')).cues.map(({ endTime }) => endTime)[0]).toBe(4);
  });

  it('[M3.6] lets nothing that was said become markup', () => {
    const paper = plainPaper(source);
    expect(paperToText(paper, 'html')).toContain('the &lt;pool&gt; was');
    const lines = paperToText(paper, 'markdown').split('\n');
    expect(lines.filter((line) => line.startsWith('#'))).toEqual([
      '# Review with Oduya',
      '## Facts by Meyer',
      '## Causes',
    ]);
    expect(paperToText(paper, 'markdown')).toContain('\\<pool\\> was \\*full\\*');
  });

  it('[M3.6] says how far it was checked', () => {
    expect(paperToText(plainPaper(source), 'markdown')).toContain('1 of 3 segments were checked by a person');
  });

  it('[M3.6] names nobody when it is anonymous: speakers, words, chapters, title, file name, day', () => {
    const { paper, leftovers, replaced } = anonymousPaper(source, roster);
    expect(leftovers).toEqual([]);
    expect(replaced).toBeGreaterThanOrEqual(3);
    for (const format of all) {
      const text = paperToText(paper, format);
      expect([format, /anna|meyer|oduya|MO\b|ops-02|rel-01|2026/i.exec(text)]).toEqual([format, null]);
    }
    expect(paper.segments.every(({ words }) => words === undefined)).toBe(true);
    expect(paper.chapters[0]?.title).toBe('Facts by Person A');
  });
});
