import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startApp, type StartApp } from '../../../build/tour/app-driver.ts';
import { invariant } from '../../../shared/lib/invariant.ts';
import { meetInFacts } from '../../support/running-meeting.ts';
import { goals } from '../goals.ts';
import type { Arm, Comparison } from '../harness.ts';

export type StartBench = {
  readonly comparison: Comparison;
  /** Heap of the page in the room, MB, after a collection. */
  readonly pageHeapMb: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/**
 * E1: from starting the program to a review's room on the screen, beside the same shell around a page of one sentence.
 * Both are the whole way: Node, the lock, the browser with a profile on disk, the page. The room is that of the sample
 * organisation in its second start, as on the morning of a meeting.
 */
export async function createStartBench(dist: string): Promise<StartBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-start-'));
  const workspace = join(folder, 'workspace');
  await cp(join(dist, 'sample'), workspace, { recursive: true });
  const review = await meetInFacts(workspace);
  const room = { program: join(dist, 'node', 'serve.js'), data: join(folder, 'room'), workspace };
  const blank = {
    program: join(dist, 'tools', 'blank-shell.js'),
    data: join(folder, 'blank'),
    workspace: join(folder, 'none'),
  };
  for (const each of [room.data, blank.data, blank.workspace]) await mkdir(each);
  const goToRoom = async (page: Page) => {
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/reviews/${review}/room`);
    await page.locator('#entry-line').waitFor({ timeout: 60_000 });
    // The window opens where it was left, so the room is what the next start shows.
    await page.waitForTimeout(500);
  };
  await withWindow(room, goToRoom);
  const arm = (name: string, what: Launch, selector: string): Arm => ({
    name,
    expected: selector,
    run: async () => {
      const ms = await withWindow(what, (page, startedAt) => shownAfter(page, selector, startedAt));
      return { nsPerUnit: ms * 1e6, checksum: selector };
    },
  });
  const arms = [
    arm('shell with one sentence', blank, 'main'),
    arm('Hotwash, in the room', room, '#entry-line'),
  ] as const;
  return {
    comparison: {
      id: 'E1',
      title: 'the program started -> the review’s room on screen',
      unit: 'start',
      arms,
      claims: [{ arm: arms[1].name, beside: arms[0].name, goal: goals.roomOverBlankShell }],
    },
    pageHeapMb: () =>
      withWindow(room, async (page) => {
        await page.locator('#entry-line').waitFor();
        return heapOf(page);
      }),
    close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

type Launch = Pick<StartApp, 'program' | 'data' | 'workspace'>;

/** Starts a program, hands its window over with the epoch ms of the start, and ends it. */
async function withWindow<T>(what: Launch, use: (page: Page, startedAt: number) => Promise<T>): Promise<T> {
  const app = await startApp(what);
  try {
    return await use(app.page, app.startedAt);
  } finally {
    await app.close();
  }
}

/**
 * Epoch ms at which the page last painted its largest text, less the start. The browser keeps that moment itself, so it
 * does not matter how late anybody asks.
 */
async function shownAfter(page: Page, selector: string, startedAt: number): Promise<number> {
  await page.locator(selector).first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(300);
  const paintedAt = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const last = list.getEntries().at(-1);
          resolve(last === undefined ? Number.NaN : performance.timeOrigin + last.startTime);
        }).observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
  invariant(paintedAt > startedAt, 'the window painted after the start');
  return paintedAt - startedAt;
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}
