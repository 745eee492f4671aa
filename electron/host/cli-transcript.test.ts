import { Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerTranscript } from './cli-transcript.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('transcript');
});

async function run(...args: readonly string[]): Promise<{ exit: unknown; out: string; told: string }> {
  const said = { out: '', told: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => ((said.out += String(piece)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => ((said.told += String(piece)), true));
  const program = new Command().exitOverride();
  registerTranscript(program);
  await program.parseAsync(['transcript', ...args], { from: 'user' });
  return { exit: process.exitCode, ...said };
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const teams = `WEBVTT

REGION
id:a

0f1e2d3c-aaaa/12-0
00:00:01.000 --> 00:00:02.500 region:a position:10%,line-left
<v Ada Lovelace>Hello &amp; <i>welcome</i></v>

0f1e2d3c-aaaa/13-0
00:00:03.000 --> 00:00:04.000 size:200%
<v Bob>yes</v>
`;

describe('hotwash transcript', () => {
  it('[M3.6] prints cues as the W3C interface names them, segments and trees', async () => {
    const { exit, out, told } = await run('parse', await file('teams.vtt', teams), '--json', '--tree');
    expect(exit).toBe(0);
    const printed = JSON.parse(out) as { cues: readonly object[]; segments: readonly object[] };
    expect(Object.keys(printed)).toEqual(['cues', 'segments']);
    expect(printed.cues[0]).toMatchObject({
      id: '0f1e2d3c-aaaa/12-0',
      startTime: 1,
      endTime: 2.5,
      text: '<v Ada Lovelace>Hello &amp; <i>welcome</i></v>',
      vertical: '',
      align: 'center',
      line: 'auto',
      lineAlign: 'start',
      snapToLines: true,
      position: 10,
      positionAlign: 'line-left',
      size: 100,
      region: { id: 'a', width: 100 },
      tree: [{ type: 'voice', annotation: 'Ada Lovelace', children: [{ value: 'Hello & ' }, { type: 'italic' }] }],
    });
    expect(printed.segments).toEqual([
      { start: 1, end: 2.5, speaker: 'Ada Lovelace', text: 'Hello & welcome' },
      { start: 3, end: 4, speaker: 'Bob', text: 'yes' },
    ]);
    expect(told).toContain('line 11: The setting "size:200%"');
  });

  it('[M3.6] shows segments and trees to a person', async () => {
    const path = await file('teams.vtt', teams);
    expect((await run('parse', path)).out).toBe(
      '00:00:01.000 --> 00:00:02.500 Ada Lovelace: Hello & welcome\n00:00:03.000 --> 00:00:04.000 Bob: yes\n',
    );
    expect((await run('parse', path, '--tree')).out.split('\n').slice(0, 4)).toEqual([
      '00:00:01.000 --> 00:00:02.500',
      '  voice "Ada Lovelace"',
      '    "Hello & "',
      '    italic',
    ]);
  });

  it('[M3.6] converts between the formats, and settings stay from WebVTT to WebVTT', async () => {
    const path = await file('teams.vtt', teams);
    const to = async (name: string): Promise<string> => {
      expect(await run('convert', path, join(folder, name))).toMatchObject({ exit: 0 });
      return readFile(join(folder, name), 'utf8');
    };
    expect(await to('out.vtt')).toContain('position:10%,line-left region:a\n<v Ada Lovelace>Hello &amp; <i>');
    expect(await to('out.srt')).toContain('1\n00:00:01,000 --> 00:00:02,500\nAda Lovelace: Hello & welcome\n');
    expect(await to('out.txt')).toBe('[00:00:01] Ada Lovelace: Hello & welcome\n[00:00:03] Bob: yes\n');
    expect(JSON.parse(await to('out.json'))).toEqual({
      version: '1.0.0',
      segments: [
        { speaker: 'Ada Lovelace', startTime: 1, endTime: 2.5, body: 'Hello & welcome' },
        { speaker: 'Bob', startTime: 3, endTime: 4, body: 'yes' },
      ],
    });
    const segments = JSON.parse((await run('parse', path, '--json')).out) as { segments: unknown };
    for (const name of ['out.vtt', 'out.srt', 'out.json'])
      expect(JSON.parse((await run('parse', join(folder, name), '--json')).out)).toMatchObject({
        segments: segments.segments,
      });
    const piped = await run('convert', path, '-', '--to', 'srt');
    expect(piped.out).toBe(await readFile(join(folder, 'out.srt'), 'utf8'));
  });

  it.each([
    ['page.vtt', '<!doctype html><title>Sign in</title>', 'web page'],
    ['empty.vtt', '', 'empty'],
    ['broken.vtt', 'chapter one\nno times here', 'does not begin with WEBVTT'],
    ['other.json', '{"a":1}', 'no list "segments"'],
    ['binary.srt', new Uint8Array([1, 2, 0, 255, 254, 3]), 'not text'],
    ['zip.docx', 'PK\u0003\u0004....', 'document of an office program'],
  ])('ends with 2 and says why for %s', async (name, content, words) => {
    const { exit, out, told } = await run('parse', await file(name, content), '--json');
    expect(exit).toBe(2);
    expect(told).toContain(words);
    expect(told).not.toContain(folder);
    expect(JSON.parse(out)).toEqual({ error: { message: told.trim() } });
  });

  it('ends with 2 where nothing can be read or written', async () => {
    expect(await run('parse', join(folder, 'nothing'))).toMatchObject({ exit: 2 });
    expect(await run('parse', folder)).toMatchObject({ exit: 2, told: expect.stringContaining('folder') as string });
    const path = await file('teams.vtt', teams);
    expect((await run('convert', path, join(folder, 'x.doc'))).told).toContain('--to');
    expect(await run('convert', path, join(path, 'x.srt'))).toMatchObject({ exit: 2 });
    const untimed = await file('plain.txt', 'Ada: hi\nBob: ho\nAda: yes\n');
    expect(await run('convert', untimed, join(folder, 'x.vtt'))).toMatchObject({ exit: 2 });
    expect(JSON.parse((await run('parse', untimed, '--json')).out)).toMatchObject({
      cues: [],
      segments: [{ start: null, end: null, speaker: 'Ada', text: 'hi' }, {}, {}],
    });
  });
});
