import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCueText, type CueNode } from './cue-text-tree.ts';
import { parseVtt } from './parse-vtt.ts';
import { defaultSettings, type VttCue } from './vtt-cue.ts';
import { edgyCueTexts } from './vtt-faults-fixture.ts';
import { cueText, orderlyVttFile, vttFile } from './vtt-files-fixture.ts';
import { escapeCueText, writeCueText } from './write-cue-text.ts';
import { writeVtt } from './write-vtt.ts';

/** Texts that stand beside each other as one: a file cannot part them. */
function merged(nodes: readonly CueNode[]): readonly CueNode[] {
  const out: CueNode[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      out[out.length - 1] = { type: 'text', value: last.value + node.value };
    else if ('children' in node) out.push({ ...node, children: merged(node.children) });
    else if (node.type !== 'text' || node.value !== '') out.push(node);
  }
  return out;
}
const treeOf = (text: string): readonly CueNode[] => merged(parseCueText(text));
const cueOf = (part: Partial<VttCue>): VttCue => ({
  ...defaultSettings,
  id: '',
  startTime: 1,
  endTime: 2,
  text: '',
  ...part,
});
const readBack = (cue: VttCue): VttCue | undefined => parseVtt(writeVtt({ cues: [cue] })).cues[0];

describe('a WebVTT file that we write', () => {
  it('looks like one that a person would write', () => {
    const text = '<v Ada>Hello &amp; welcome';
    const cue = cueOf({ id: '1', text, line: 5, lineAlign: 'end', size: 50, align: 'left', position: 1e-7 });
    expect(writeVtt({ cues: [cue], styles: ['::cue {}'] })).toBe(
      `WEBVTT

STYLE
::cue {}

1
00:00:01.000 --> 00:00:02.000 line:5,end position:0.0000001% size:50% align:left
${text}
`,
    );
    expect(readBack(cue)).toEqual(cue);
  });

  it('reads back as what was read: cues, regions and styles', () => {
    fc.assert(
      fc.property(fc.oneof(vttFile, orderlyVttFile), (file) => {
        const { cues, regions, styles } = parseVtt(file);
        const again = parseVtt(writeVtt({ cues, regions, styles }));
        expect(again.cues).toEqual(cues);
        expect(again.regions).toEqual(regions);
        expect(again.styles).toEqual(styles);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the tree of any text, also of one that no file could hold', () => {
    const parts = fc.oneof(
      fc.constantFrom('\n', '\n', '-->', '--', '>', '<', '<c', '<v a', '</c>', '\r', '\0', ' '),
      cueText,
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        const plain = text.replace(/\0/g, '\uFFFD').replace(/\r\n?/g, '\n');
        const back = readBack(cueOf({ text }));
        expect(treeOf(back?.text ?? '')).toEqual(treeOf(plain));
        expect(readBack(cueOf({ text: back?.text ?? '' }))).toEqual(back);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes trees that read back as they were', () => {
    fc.assert(
      fc.property(cueText, (text) => {
        expect(treeOf(readBack(cueOf({ text: writeCueText(parseCueText(text)) }))?.text ?? '')).toEqual(treeOf(text));
      }),
      { numRuns: 500 },
    );
    for (const text of edgyCueTexts) expect(treeOf(writeCueText(parseCueText(text)))).toEqual(treeOf(text));
  });

  it('keeps plain words whatever they are', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a --> b', '<v Ada>', '&amp;', '\n\n', '\u00A0\u200E\u200F', '1\n2', 'NOTE', '-->'),
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (pieces) => {
        const plain = pieces.join('').replace(/\0/g, '');
        fc.pre(plain !== '');
        expect(treeOf(readBack(cueOf({ text: escapeCueText(plain) }))?.text ?? '')).toEqual([
          { type: 'text', value: plain },
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps no arrow and no line end in an identifier', () => {
    expect(readBack(cueOf({ id: 'a\n\n00:01.000 --> 00:02.000', text: 'x' }))).toEqual(
      cueOf({ id: 'a 00:01.000 -- > 00:02.000', text: 'x' }),
    );
  });
});
