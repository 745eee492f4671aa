import { expect, it } from 'vitest';
import { mostTextBytes, readTextFile } from './read-text-file.ts';

const file = (...bytes: (string | Uint8Array<ArrayBuffer>)[]) => new File(bytes, 'answer.json');

it('reads UTF-8, with or without its mark', async () => {
  expect(await readTextFile(file('{"ü":1}'))).toEqual({ ok: true, value: { name: 'answer.json', text: '{"ü":1}' } });
  expect(await readTextFile(file('\uFEFF{}'))).toMatchObject({ ok: true, value: { text: '{}' } });
});

it('says why it does not take what is no text, empty or far too large', async () => {
  const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0x00]);
  for (const [given, why] of [
    [file(utf16), /not UTF-8/],
    [file(' \n'), /empty/],
    [file('x'.repeat(mostTextBytes + 1)), /2 MB/],
  ] as const) {
    const read = await readTextFile(given);
    expect(read.ok ? '' : read.error.message).toMatch(why);
  }
});
