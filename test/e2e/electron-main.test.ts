import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../electron/shell/security-headers.ts';
import { bundleEntry } from '../support/bundle-entry.ts';

const main = fileURLToPath(new URL('../../dist/node/main.js', import.meta.url));
if (!existsSync(main)) console.warn('skipped: dist/ is not built');

type Outcome = {
  readonly windowsBeforeReady: number;
  readonly url: string;
  readonly preload: string;
  readonly channels: readonly string[];
  readonly boot: { readonly value: string };
  readonly page: { readonly status: number; readonly policy: string; readonly text: string };
  readonly isGone: boolean;
  readonly exitCodes: readonly number[];
};

describe.skipIf(!existsSync(main))('the built Electron main, with the real services, on the stand-in', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'hotwash-electron-'));
  let outcome: Outcome;
  beforeAll(async () => {
    const script = await bundleEntry('test/support/electron-main-entry.ts', scratch);
    const run = spawnSync(
      process.execPath,
      [script, pathToFileURL(main).href, '--data', join(scratch, 'data'), '--workspace', join(scratch, 'workspace')],
      {
        encoding: 'utf8',
        timeout: 60_000,
      },
    );
    if (run.status !== 0) throw new Error(run.stderr);
    outcome = JSON.parse(run.stdout) as Outcome;
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

  it('[S20] opens the page once the app is ready, with the built preload beside it', () => {
    expect(outcome).toMatchObject({ windowsBeforeReady: 0, url: 'hotwash://app/' });
    expect(existsSync(outcome.preload)).toBe(true);
    expect(outcome.page.status).toBe(200);
    expect(outcome.page.text.toLowerCase()).toContain('<!doctype html>');
    expect(outcome.page.policy).toBe(CONTENT_SECURITY_POLICY);
  });

  it('[S26] has the gate in it: one channel, one answer', () => {
    expect(outcome.channels).toEqual(['REMOTE_BROWSER_GET_GLOBAL']);
    expect(JSON.parse(outcome.boot.value)).toMatchObject({ version: '9.9.9', locale: 'de-CH' });
  });

  it('[S30] ends by itself after the console was closed', () => {
    expect(outcome).toMatchObject({ isGone: true, exitCodes: [] });
  });
});
