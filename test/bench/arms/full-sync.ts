import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startApp } from '../../../build/tour/app-driver.ts';
import { caps, type Capped } from '../goals.ts';
import { percentile } from '../harness.ts';
import { watchHeaps } from '../heaps.ts';
import { writeLargeWorkspace, type WorkspaceScale } from '../large-workspace.ts';

const patienceMs = 600_000;

/**
 * I1, U1 and the caps of memory: an intake takes in answers of Prometheus, then the built product fills a new browser profile from a large workspace while its list
 * of releases is shown. The page counts its own frames and the lateness of its ticks; the heaps are asked for twice a second.
 */
export async function measureFullSync(dist: string, scale: WorkspaceScale): Promise<readonly Capped[]> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-sync-'));
  const [workspace, data] = [join(folder, 'workspace'), join(folder, 'data')];
  await mkdir(data);
  const replayed = await writeLargeWorkspace(dist, workspace, scale);
  const app = await startApp({ program: join(dist, 'node', 'serve.js'), workspace, data });
  try {
    await app.page.evaluate(() => {
      location.hash = '#/releases';
    });
    const heaps = await watchHeaps(app.page);
    const { frames, lateness } = await app.page.evaluate(watchFrames, patienceMs);
    const { page, worker } = await heaps.end();
    const told = `${scale.samples.toLocaleString('en')} samples and ${scale.deployments.toLocaleString('en')} deployments`;
    const taken = `${((replayed.ms * 1e6) / scale.samples).toFixed(0)} ns a sample`;
    process.stdout.write(
      `\n${scale.samples.toLocaleString('en')} samples taken in from answers of Prometheus: ${taken}\n`,
    );
    return [
      { what: `frame, p95 of ${frames.length}, while ${told} come`, value: percentile(frames, 0.95), cap: caps.frame },
      { what: 'lateness of the clock’s tick, p95', value: percentile(lateness, 0.95), cap: caps.drift },
      { what: 'page heap, greatest seen', value: page, cap: caps.page },
      { what: 'sync worker heap with garbage, greatest seen', value: worker.greatest, cap: caps.worker },
      { what: 'sync worker heap, greatest after a collection', value: worker.live, cap: caps.worker },
      { what: 'page heap afterwards', value: await heapAfterwards(app.page), cap: caps.page },
      { what: 'Node, greatest resident while it sends', value: residentMb(app.child.pid), cap: caps.node },
      { what: 'Node, greatest resident while it takes the samples in', value: replayed.greatestMb, cap: caps.node },
    ];
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Watched = { readonly frames: number[]; readonly lateness: number[] };

/** Runs in the page: the time between frames and how late each tick of 100 ms came, ms, until the sync says it is live. */
function watchFrames(longestMs: number): Promise<Watched> {
  return new Promise((resolve, reject) => {
    const frames: number[] = [];
    const lateness: number[] = [];
    let last = performance.now();
    let isOver = false;
    const frame = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      if (!isOver) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    let due = performance.now() + 100;
    const tick = setInterval(() => {
      const now = performance.now();
      lateness.push(Math.max(0, now - due));
      due = Math.max(due + 100, now + 50);
    }, 100);
    const channel = new BroadcastChannel('hotwash-sync');
    channel.addEventListener('message', (event: MessageEvent<{ kind: string; state?: { state: string } }>) => {
      if (event.data.state?.state !== 'live') return;
      isOver = true;
      clearInterval(tick);
      channel.close();
      resolve({ frames, lateness });
    });
    setTimeout(() => reject(new Error('the page was never up to date')), longestMs);
  });
}

async function heapAfterwards(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}

function residentMb(pid: number | undefined): number {
  if (process.platform !== 'linux') return Number.NaN;
  const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) * 1024) / 1e6;
}
