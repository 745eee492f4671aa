import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';
import { bundleEntry } from '../support/shell-process.ts';

const capture = fileURLToPath(new URL('../support/capture-packets.sh', import.meta.url));
const canCapture =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  ['ip', 'unshare', 'tcpdump'].every((command) => spawnSync(command, ['--version']).error === undefined);
if (!canCapture) console.warn('skipped: capturing packets needs Linux, root, ip, unshare and tcpdump');

const scratch = mkdtempSync(join(tmpdir(), 'hotwash-packets-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

describe.skipIf(!canCapture || findBrowser() === undefined)('the network', () => {
  it('[S11] no packet leaves loopback while the page tries every way out, WebRTC included', async () => {
    const script = await bundleEntry('test/support/chromium-shell-entry.ts', scratch);
    const file = join(scratch, 'packets.pcap');
    const args = [script, join(scratch, 'shell'), join(scratch, 'ready.json'), '--attempts'];
    const run = spawnSync(capture, [file, process.execPath, ...args], { encoding: 'utf8' });
    expect(run.stdout).toBe('attempts made\nservices closed\n');
    expect(run.status).toBe(0);
    const packets = spawnSync('tcpdump', ['-nr', file], { encoding: 'utf8' }).stdout.trim().split('\n');
    // The control packet alone.
    expect(packets).toEqual([expect.stringContaining('> 192.0.2.1.9: UDP')]);
  });
});
