import { Command } from 'commander';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerVerify, runVerify } from '../verifier/cli-verify.ts';
import { makeRecord, type RecordFixture } from './record-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

describe('hotwash verify', () => {
  let record: RecordFixture;
  beforeAll(async () => {
    record = await makeRecord();
  });
  afterEach(() => {
    process.exitCode = undefined;
    vi.restoreAllMocks();
  });

  const run = async (...args: readonly string[]): Promise<{ exit: unknown; text: string }> => {
    let text = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
      text += String(piece);
      return true;
    });
    const program = new Command().name('hotwash').exitOverride();
    registerVerify(program);
    await program.parseAsync(['verify', ...args], { from: 'user' });
    return { exit: process.exitCode, text };
  };

  it('prints one JSON object of the promised shape', async () => {
    const { exit, text } = await run(record.dir, '--trust', join(record.trustDir, 'allowed_signers'), '--json');
    expect(exit).toBe(0);
    expect(text.endsWith('}\n')).toBe(true);
    const report = JSON.parse(text) as { signers: object[] };
    expect(Object.keys(report)).toEqual(['exit', 'verdict', 'findings', 'signers', 'checkpoint']);
    expect(report.signers[0]).toMatchObject({
      role: 'facilitator',
      fingerprint: record.people['ops-02']?.fingerprint,
      trusted: true,
      validAt: '2026-03-16T11:30:00.000Z',
    });
  });

  it('says in words what it found, with the exit code', async () => {
    expect((await run(record.dir, '--trust', record.trustDir)).text).toMatch(
      /^VERIFIED: .*\n[^]*\nWho signed\n {2}facilitator: ops-02, who facilitated the review\n {4}signed at 2026-03-16 11:30:00 UTC by their own clock/,
    );
    const untrusted = await run(record.dir, '--trust', join(record.trustDir, 'device.pem'));
    expect(untrusted).toMatchObject({ exit: 3, text: expect.stringMatching(/^INTACT, NOT TRUSTED/) as string });
    expect(await run(join(record.base, 'nothing'), '--trust', record.trustDir)).toMatchObject({ exit: 2 });
    expect(await run(record.dir)).toMatchObject({
      exit: 2,
      text: expect.stringContaining('pass --trust FILE') as string,
    });
    expect((await run(record.dir, '--bag-only')).text).toContain('no signature was looked at');
  });

  it('shows no path of this machine and no foreign escape sequence', async () => {
    const texts: string[] = [];
    const io = { out: (text: string) => texts.push(text), colour: false };
    await runVerify({ bundle: join(record.base, 'nothing'), trust: [record.trustDir] }, io);
    await runVerify({ bundle: record.dir, trust: [join(record.base, 'nothing')] }, io);
    expect(texts.join('')).not.toContain(record.base);
    expect(texts.join('')).not.toContain('\u001b');
  });
});
