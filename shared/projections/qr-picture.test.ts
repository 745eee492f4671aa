import { decodeQR } from 'qr/decode.js';
import { encodeQR } from 'qr';
import { describe, expect, it } from 'vitest';
import { checkpointOfLines } from '../journal/checkpoint.ts';
import { historyHead } from '../journal/head-words.ts';
import { hashToWords } from '../journal/words.ts';
import { qrShape } from './qr-picture.ts';

const moduleSize = 4;

/** Draws the path of unit squares as a camera would see it, black on white. */
function paint({ size, path }: ReturnType<typeof qrShape>): { width: number; height: number; data: Uint8Array } {
  const width = size * moduleSize;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < moduleSize; row += 1) {
      const start = ((Number(y) * moduleSize + row) * width + Number(x) * moduleSize) * 4;
      for (let at = start; at < start + moduleSize * 4; at += 4) data.fill(0, at, at + 3);
    }
  return { width, height: width, data };
}

describe('the head as a code', () => {
  it('[J12] is read back by a decoder as review, size and root, whose words are those that are read aloud', () => {
    const checkpoint = { ...checkpointOfLines('r-2026-118', []), size: 68 };
    const { qr, words } = historyHead(checkpoint);
    const read = decodeQR(paint(qrShape(qr)));
    expect(read).toBe(qr);
    const [name, review, size, root] = read.split(':');
    expect([name, review, size]).toEqual(['hotwash', 'r-2026-118', '68']);
    expect(hashToWords(Buffer.from(root ?? '', 'base64url'))).toEqual(words);
  });

  it('has the quiet zone that a camera needs round it', () => {
    const { size, path } = qrShape('hotwash');
    expect(size).toBe(encodeQR('hotwash', 'raw', { ecc: 'medium', border: 1 }).length + 6);
    const columns = [...path.matchAll(/M(\d+) /g)].map(([, x]) => Number(x));
    expect([Math.min(...columns), Math.max(...columns)]).toEqual([4, size - 5]);
  });
});
