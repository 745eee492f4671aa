import { describe, expect, it } from 'vitest';
import { importCauses } from './import-causes.ts';
import { importOutline } from './import-outline.ts';
import type { Imported } from './imported-tree.ts';

/** `Change/Pool` for a cause on a bone, `?/Pool/Why` for one on the bone that whoever pastes chooses. */
function paths({ tree }: Imported): readonly string[] {
  const found: string[] = [];
  for (const { text, under, category } of tree.causes)
    found.push(`${under === null ? (category ?? '?') : found[under]}/${text}`);
  return found;
}

const read = (text: string): readonly string[] => {
  const imported = importOutline(text);
  if (!imported.ok) throw new Error(imported.error.map(({ message }) => message).join(' '));
  return paths(imported.value);
};

const faults = (text: string) => {
  const imported = importOutline(text);
  return imported.ok ? [] : imported.error;
};

describe('an outline that is pasted', () => {
  it('reads lines indented by tabs, by spaces, and by both', () => {
    const tree = ['?/Pool', '?/Pool/Default', '?/Pool/Default/Notes', '?/Cache'];
    expect(read('Pool\n\tDefault\n\t\tNotes\nCache')).toEqual(tree);
    expect(read('Pool\r\n  Default\r\n    Notes\r\nCache')).toEqual(tree);
    expect(read('Pool\r    Default\r\tNotes\rCache')).toEqual(['?/Pool', '?/Pool/Default', '?/Pool/Notes', '?/Cache']);
    expect(read('Pool\n\u00a0\u00a0Default\n\u00a0\u00a0\u00a0\u00a0Notes\n\nCache')).toEqual(tree);
  });

  it('reads bullets, numbers and check boxes, below bare lines and headings alike', () => {
    expect(read('Config:\n- Pool\n  1. Default\n  2) Size\n* [x] Cache\n+ [ ] TTL')).toEqual([
      'configuration/Pool',
      'configuration/Pool/Default',
      'configuration/Pool/Size',
      'configuration/Cache',
      'configuration/TTL',
    ]);
    expect(read('•\tPool\n\t◦\tDefault')).toEqual(['?/Pool', '?/Pool/Default']);
  });

  it('takes the first heading for the effect and the next ones for bones', () => {
    const imported = importOutline(
      '# Checkout slow\n\n## Monitoring\n\n- Canary\n  - Errors only\n\n## Change\n- Pool',
    );
    expect(imported.ok && imported.value.tree.effect).toBe('Checkout slow');
    expect(imported.ok && paths(imported.value)).toEqual([
      'detection/Canary',
      'detection/Canary/Errors only',
      'change/Pool',
    ]);
  });

  it('takes a single first line over bones for the effect', () => {
    const imported = importOutline('Checkout slow\n  Change\n    Pool\n      Default\n  Process\n    Review');
    expect(imported.ok && imported.value.tree.effect).toBe('Checkout slow');
    expect(imported.ok && paths(imported.value)).toEqual(['change/Pool', 'change/Pool/Default', 'process/Review']);
  });

  it('keeps text of every direction and alphabet, and turns control characters into spaces', () => {
    expect(read('\uFEFFסקירה\n\t設定が古い\n\t👩‍💻 deploy\u0007ed')).toEqual([
      '?/סקירה',
      '?/סקירה/設定が古い',
      '?/סקירה/👩‍💻 deploy ed',
    ]);
  });

  it('joins a line that a bullet is continued on, and takes Markdown escapes and emphasis away', () => {
    expect(read('- **Pool** halved \\*by\n  the default\\_2\n- C:\\temp')).toEqual([
      '?/Pool halved *by the default_2',
      '?/C:\\temp',
    ]);
  });

  it('refuses a bone for people, and says where', () => {
    expect(faults('Change\n\tPool\nPeople:\n\tBob')).toEqual([
      expect.objectContaining({ line: 3, message: expect.stringContaining('no bone for people') }),
    ]);
  });

  it('refuses a text of over 2,000 characters at its line, and a tree too deep', () => {
    expect(faults(`Pool\n${'x'.repeat(2001)}`)).toEqual([
      { line: 2, message: expect.stringContaining('2,001 characters') as string },
    ]);
    const deep = Array.from({ length: 60 }, (_, level) => `${'\t'.repeat(level)}a`).join('\n');
    expect(faults(deep)).toEqual([{ line: 51, message: expect.stringContaining('50 levels') as string }]);
  });

  it('refuses 10,000 causes as a whole', () => {
    const [fault] = faults(Array.from({ length: 10_000 }, (_, index) => `cause ${index}`).join('\n'));
    expect(fault?.message).toContain('10,000 causes');
    expect(fault?.message).toContain('Nothing was taken');
  });

  it('tells of repeated and of empty lines, and that there is nothing to take', () => {
    const imported = importOutline('- Pool\n-\n- Pool');
    expect(imported.ok && imported.value.notes.map(({ line }) => line)).toEqual([2, 3]);
    expect(faults(' \n\n')).toHaveLength(1);
    expect(faults('Change\nProcess')).toHaveLength(1);
  });

  it('takes no bytes of a program for causes, and leaves a text with a stray sign alone', () => {
    const bytes = Array.from({ length: 600 }, (_, index) => String.fromCharCode((index * 37) % 256)).join('');
    const read = importCauses(bytes);
    expect(!read.ok && read.error[0]?.message).toContain('a file’s bytes');
    expect(importCauses('Pool\u0000 halved\nNobody \ufffd read it').ok).toBe(true);
    expect(importCauses('プールが半分\nنصفت المجمع\n👩‍🚒').ok).toBe(true);
  });
});
