import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64ToBytes, bytesToBase64 } from './checkpoint-base64.ts';
import {
  checkpointOfLines,
  formatCheckpoint,
  formatNote,
  noteKeyId,
  parseCheckpoint,
  parseNote,
} from './checkpoint.ts';
import { genesis, hashBody, type JournalLine } from './line.ts';

const line: JournalLine = {
  seq: 1,
  prev: genesis,
  at: '2026-03-16T10:00:00.000Z',
  device: '0123456789abcdef',
  actor: 'ops-02',
  type: 'claim.added.v1',
  bodyHash: hashBody('ab'.repeat(16), { text: 'p95 rose' }),
  salt: 'ab'.repeat(16),
  body: { text: 'p95 rose' },
};

describe('checkpoint', () => {
  it('round-trips, and the root does not depend on an erased body', () => {
    const checkpoint = checkpointOfLines('r-2026-1', [line]);
    const { salt: _salt, body: _body, ...erased } = line;
    expect(checkpointOfLines('r-2026-1', [erased])).toEqual(checkpoint);
    expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual({ ok: true, value: checkpoint });
    expect(checkpoint.origin).toBe('hotwash/r-2026-1');
  });

  it.each([
    ['a leading zero', (text: string) => text.replace('\n1\n', '\n01\n')],
    ['a short root', (text: string) => text.replace('=', '')],
    [
      'non-canonical base64',
      (text: string) => text.replace(/.=\n$/, (tail) => `${String.fromCharCode(tail.charCodeAt(0) + 1)}=\n`),
    ],
    ['an extension line', (text: string) => `${text}more\n`],
    ['a missing end', (text: string) => text.slice(0, -1)],
    ['a carriage return', (text: string) => text.replace('\n', '\r\n')],
  ])('refuses %s', (_name, edit) => {
    const text = formatCheckpoint(checkpointOfLines('r-2026-1', [line]));
    expect(edit(text)).not.toBe(text);
    expect(parseCheckpoint(edit(text)).ok).toBe(false);
  });
});

describe('signed note', () => {
  it('gives the key id the Go checksum database publishes for its own key', () => {
    const key = base64ToBytes('Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8');
    expect(noteKeyId('sum.golang.org', key?.subarray(1) ?? new Uint8Array())).toBe('033de0ae');
  });

  it('round-trips and refuses what is not a note', () => {
    const note = {
      text: 'hotwash/r-1\n1\nAAAA\n',
      signatures: [{ name: 'hotwash/device/ab', keyId: '00ff10aa', signature: new Uint8Array(64).fill(9) }],
    };
    const text = formatNote(note);
    expect(parseNote(text)).toEqual({ ok: true, value: note });
    for (const wrong of ['', 'x\n', text.slice(0, -1), text.replace('\u2014', '-'), `${text}\n`, text.replace('=', '')])
      expect({ wrong, ok: parseNote(wrong).ok }).toEqual({ wrong, ok: false });
  });
});

describe('base64', () => {
  it('agrees with the platform and has one form only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(base64ToBytes(bytesToBase64(bytes))).toEqual(bytes);
      }),
    );
    // RFC 4648, section 10.
    const samples = ['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy'];
    for (const [length, text] of samples.entries())
      expect(bytesToBase64(utf8ToBytes('foobar'.slice(0, length)))).toBe(text);
    for (const wrong of ['A', 'AA', 'AB==', 'AAB=', 'A===', 'AA=A', 'AAA\n', '=AAA', 'AA-_'])
      expect({ wrong, bytes: base64ToBytes(wrong) }).toEqual({ wrong, bytes: undefined });
  });
});
