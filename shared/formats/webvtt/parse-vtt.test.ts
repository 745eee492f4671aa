import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVtt } from './parse-vtt.ts';
import { defaultSettings, type VttCue } from './vtt-cue.ts';
import { faultyVttFiles } from './vtt-faults-fixture.ts';
import { vttFile } from './vtt-files-fixture.ts';

const times = '00:01.000 --> 00:02.000';
const only = (file: string): VttCue => {
  const [cue] = parseVtt(file).cues;
  if (cue === undefined) throw new Error('no cue');
  return cue;
};
const withSettings = (settings: string): VttCue => only(`WEBVTT\n\n${times} ${settings}\nx`);

describe('a WebVTT file', () => {
  it.each(faultyVttFiles)('is read in spite of what is wrong: $what', ({ file, cues, told }) => {
    const read = parseVtt(file);
    expect(read.cues.length).toBe(cues);
    if (told === null) expect(read.faults).toEqual([]);
    else expect(read.faults.map(({ message }) => message).join('\n')).toMatch(told);
  });

  it('gives the names and values of the W3C interface', () => {
    expect(only(`WEBVTT\n\nid 1\n01:02:03.004 --> 123:00:00.500\n<v Ada>Hi\nyou`)).toEqual({
      id: 'id 1',
      startTime: 3723.004,
      endTime: 442_800.5,
      text: '<v Ada>Hi\nyou',
      region: null,
      vertical: '',
      snapToLines: true,
      line: 'auto',
      lineAlign: 'start',
      position: 'auto',
      positionAlign: 'auto',
      size: 100,
      align: 'center',
    });
  });

  it.each([
    ['vertical:rl', { vertical: 'rl' }],
    ['line:-1', { line: -1 }],
    ['line:1.5,end', { line: 1.5, lineAlign: 'end' }],
    ['line:33.3%,center', { line: 33.3, snapToLines: false, lineAlign: 'center' }],
    ['line:50% line:7', { line: 7 }],
    ['position:0%,line-left', { position: 0, positionAlign: 'line-left' }],
    ['position:100%', { position: 100 }],
    ['size:05.0%', { size: 5 }],
    ['align:right', { align: 'right' }],
    ['size:50% size:nonsense', { size: 50 }],
    ['line:5,nonsense position:9%,nonsense', {}],
    ['region:none line:5', { line: 5 }],
  ])('takes the settings %s', (settings, expected) => {
    expect(withSettings(settings)).toMatchObject({ ...defaultSettings, ...expected });
  });

  it('joins a cue to the last region of a name, and drops it where the cue has a place of its own', () => {
    const file = (settings: string): string =>
      `WEBVTT\n\nREGION\nid:a\n\nREGION\nid:a width:40% lines:4\nregionanchor:1%,2.5%\nviewportanchor:3%,4% scroll:up\n\n${times} ${settings}\nx`;
    expect(only(file('region:a')).region).toEqual({
      id: 'a',
      width: 40,
      lines: 4,
      regionAnchorX: 1,
      regionAnchorY: 2.5,
      viewportAnchorX: 3,
      viewportAnchorY: 4,
      scroll: 'up',
    });
    for (const place of ['line:1', 'vertical:lr', 'size:99%']) {
      expect(only(file(`region:a ${place}`)).region).toBeNull();
      expect(only(file(`${place} region:a`)).region?.id).toBe('a');
    }
    expect(only(file('region:a size:100% position:5%')).region?.id).toBe('a');
  });

  it('keeps styles, and says where what is wrong stands', () => {
    const read = parseVtt(
      `WEBVTT\r\n\r\nSTYLE\r\n::cue {\r\n}\r\n\r\nid\r\n00:01 --> 00:02\r\nx\r\n\r\n${times} foo:1\r\ny\0`,
    );
    expect(read.styles).toEqual(['::cue {\n}']);
    expect(read.cues.map(({ text }) => text)).toEqual(['y\uFFFD']);
    expect(read.faults.map(({ line }) => line)).toEqual([8, 11, 12]);
    expect(read.faults[2]?.message).toContain('NUL');
  });

  it('never throws, and gives no cue with a number that is none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          vttFile,
          fc.string({ unit: 'binary' }).map((text) => `WEBVTT\n\n${times}\n${text}`),
        ),
        (file) => {
          for (const cue of parseVtt(file).cues) {
            expect(Number.isFinite(cue.startTime) && Number.isFinite(cue.endTime)).toBe(true);
            expect(cue.text).not.toMatch(/-->|\0|\r|\n\n/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('holds a time of a thousand digits as one that is very far away', () => {
    expect(only(`WEBVTT\n\n00:01.000 --> ${'9'.repeat(1000)}:00:00.000\nx`).endTime).toBe(
      Number.MAX_SAFE_INTEGER / 1000,
    );
  });

  it('reads 200,000 cues, and tells the first of 200,000 faults', () => {
    const cue = (n: number): string =>
      `${n}\n${String(Math.floor(n / 3600)).padStart(2, '0')}:00:00.000 --> 99:00:00.000 x\ntext ${n}\n`;
    const read = parseVtt(`WEBVTT\n\n${Array.from({ length: 200_000 }, (_, n) => cue(n)).join('\n')}`);
    expect(read.cues.length).toBe(200_000);
    expect(read.faults.length).toBe(501);
    expect(read.faults.at(-1)?.message).toBe('199500 more faults are not told one by one');
  });
});
