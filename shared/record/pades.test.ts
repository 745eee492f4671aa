import { describe, expect, it } from 'vitest';
import { fillSeal, prepareSeal } from './pades.ts';

const words = { signer: 'ops-02', reason: 'Report (of) r-1', signedAt: Date.UTC(2026, 2, 16, 12) };
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** A PDF of one page whose annotations are written as given, with its table. */
function makePdf(annots: string, catalog = '', trailer = ''): Uint8Array {
  const objects = [
    `<</Type /Catalog /Pages 2 0 R /Lang (en \\) >>) ${catalog}>>`,
    '<</Type /Pages /Kids [ 3 0 R ] /Count 1>>',
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] ${annots}>>`,
    '[9 0 R]',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const table = text.length;
  text += `xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<</Size 5 /Root 1 0 R ${trailer}>>\nstartxref\n${table}\n%%EOF\n`;
  return bytesOf(text);
}

describe('a signature appended to a PDF', () => {
  it('covers every byte but its own place, and keeps what the page and the catalog had', () => {
    for (const [annots, expected] of [
      ['', '/Annots [6 0 R]'],
      ['/Annots [7 0 R 8 0 R]', '/Annots [7 0 R 8 0 R 6 0 R]'],
      ['/Annots 4 0 R', '/Annots [9 0 R 6 0 R]'],
    ] as const) {
      const pdf = makePdf(annots);
      const prepared = prepareSeal(pdf, words, 8);
      if (!prepared.ok) throw new Error(prepared.error.message);
      const sealed = fillSeal(prepared.value, bytesOf('\u0001\u0002'));
      const text = textOf(sealed);
      expect(text.startsWith(textOf(pdf))).toBe(true);
      expect(text).toContain(expected);
      expect(text).toContain('/Lang (en \\) >>)');
      const [, first = 0, end = 0, start = 0, rest = 0] =
        /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(text)?.map(Number) ?? [];
      expect([first, start + rest]).toEqual([0, sealed.length]);
      expect(text.slice(end, start)).toBe(`<${'0102'.padEnd(16, '0')}>`);
      const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
      expect(text.slice(table, table + 5)).toBe('xref\n');
    }
  });

  it('is refused in words for forms, encryption, other tables and files without a page', () => {
    const cases = [
      [makePdf('', '/AcroForm <<>>'), /has a form/],
      [makePdf('', '', '/Encrypt 4 0 R'), /encrypted/],
      [bytesOf(textOf(makePdf('')).replace('xref\n0 5', 'xxef\n0 5')), /cross-reference table/],
      [bytesOf(textOf(makePdf('')).replace('/Type /Page /Parent', '/Type /Fage /Parent')), /no first page/],
      [makePdf('', '', '/Prev 0'), /cross-reference table/],
    ] as const;
    for (const [pdf, message] of cases) {
      const prepared = prepareSeal(pdf, words, 8);
      expect(prepared.ok ? 'signed' : prepared.error.message).toMatch(message);
    }
  });

  it('never fails on 2,000 changed files', () => {
    const pdf = makePdf('/Annots [7 0 R]');
    let seed = 3;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 2000; round += 1) {
      const changed = pdf.slice();
      for (let times = 1 + random(4); times > 0; times -= 1) changed[random(changed.length)] = random(256);
      expect(typeof prepareSeal(changed, words, 8).ok).toBe('boolean');
    }
  });
});
