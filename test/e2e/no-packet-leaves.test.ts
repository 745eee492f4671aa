import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';
import { built, canDrive } from '../support/built.ts';
import { bundleEntry } from '../support/bundle-entry.ts';

const capture = fileURLToPath(new URL('../support/capture-packets.sh', import.meta.url));
const canCapture =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  ['ip', 'unshare', 'tcpdump'].every((command) => spawnSync(command, ['--version']).error === undefined);
if (!canCapture) console.warn('skipped: capturing packets needs Linux, root, ip, unshare and tcpdump');

const scratch = mkdtempSync(join(tmpdir(), 'hotwash-packets-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }));

/** What the capture itself sends at the end, to show that it would have seen others. */
const controlPacketAlone = [expect.stringContaining('> 192.0.2.1.9: UDP')];
const packetsIn = (file: string): string[] =>
  spawnSync('tcpdump', ['-nr', file], { encoding: 'utf8' }).stdout.trim().split('\n');

describe.skipIf(!canCapture || findBrowser() === undefined)('the network', () => {
  it('[S11] no packet leaves loopback while the page tries every way out, WebRTC included', async () => {
    const script = await bundleEntry('test/support/chromium-shell-entry.ts', scratch);
    const file = join(scratch, 'packets.pcap');
    const args = [script, join(scratch, 'shell'), join(scratch, 'ready.json'), '--attempts'];
    const run = spawnSync(capture, [file, process.execPath, ...args], { encoding: 'utf8' });
    expect(run.stdout).toBe('attempts made\nservices closed\n');
    expect(run.status).toBe(0);
    expect(packetsIn(file)).toEqual(controlPacketAlone);
  });

  it.skipIf(!canDrive)(
    '[S11] no packet leaves loopback during a whole review, from carried files to a verified record',
    () => {
      const file = join(scratch, 'tour.pcap');
      const tour = [process.execPath, built('tools', 'tour.js'), '--out', join(scratch, 'tour')];
      const run = spawnSync(capture, [file, ...tour], { encoding: 'utf8' });
      expect(run.stdout).toContain('The review is closed, signed twice and verified');
      expect(run.status).toBe(0);
      const packets = packetsIn(file);
      console.log(`the whole tour: ${packets.length - controlPacketAlone.length} packets left loopback`);
      expect(packets).toEqual(controlPacketAlone);
    },
  );
});
