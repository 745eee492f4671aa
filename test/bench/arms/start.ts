import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { createServices, type RunningServices } from '../../../electron/host/create-services.ts';
import type { Handler } from '../../../electron/host/handler.ts';
import type { ShellPort } from '../../../electron/host/shell-port.ts';
import type { ReleaseId, RowId, ServiceId } from '../../../shared/domain/ids.ts';
import { intakeGenesis, type IntakeLine } from '../../../shared/domain/release/intake-line.ts';
import { canonicalJson, type Json } from '../../../shared/journal/canonical-json.ts';
import { invariant } from '../../../shared/lib/invariant.ts';
import { serveOnLoopback } from '../bench-browser.ts';
import { goals } from '../goals.ts';
import type { Arm, Comparison } from '../harness.ts';

export type StartBench = {
  readonly comparison: Comparison;
  /** Heap of the page in the room, MB, after a collection. */
  readonly pageHeapMb: () => Promise<number>;
  readonly close: () => Promise<void>;
};

const title = 'Review of checkout 4.18.0, for the bench';
const blankPage =
  '<!doctype html><html lang="en"><head><title>Blank</title></head><body><script src="/blank.js"></script></body></html>';
const blankScript = `document.body.append(Object.assign(document.createElement('main'), { textContent: '${title}' }));`;

const port: ShellPort = {
  kind: 'headless',
  printToPdf: () => Promise.reject(new Error('the bench prints nothing')),
  openAudience: () => Promise.resolve('page-opens-it'),
  onResume: () => () => undefined,
  keepAwake: () => () => undefined,
};

/** E1: from opening a window to a review's room that can be used, beside a page of one sentence. */
export async function createStartBench(context: BrowserContext): Promise<StartBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-start-'));
  const running = await createServices({ workspaceDir: folder, port });
  const review = await openReview(running);
  const server = await serveOnLoopback(withBlankPage(running.handler));
  const arm = (name: string, address: string): Arm => ({
    name,
    expected: title,
    run: async () => {
      const page = await context.newPage();
      const start = performance.now();
      await page.goto(`${server.origin}${address}`, { waitUntil: 'commit' });
      const shown = page
        .locator('main', { hasText: title })
        .or(page.locator('body', { hasText: title }))
        .first();
      await shown.waitFor();
      const ms = performance.now() - start;
      await page.close();
      return { nsPerUnit: ms * 1e6, checksum: title };
    },
  });
  const room = `/#/reviews/${review}/room`;
  const blank = arm('page of one sentence', '/blank');
  const hotwash = arm('Hotwash room', room);
  return {
    comparison: {
      id: 'E1',
      title: 'a window opened -> the review’s room on screen',
      unit: 'start',
      arms: [blank, hotwash],
      claims: [{ arm: hotwash.name, beside: blank.name, goal: goals.roomOverBlankPage }],
    },
    pageHeapMb: async () => {
      const page = await context.newPage();
      await page.goto(`${server.origin}${room}`);
      await page.locator('body', { hasText: title }).waitFor();
      const heap = await heapOf(context, page);
      await page.close();
      return heap;
    },
    close: async () => {
      await server.close();
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function heapOf(context: BrowserContext, page: Page): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1e6;
}

function withBlankPage(handler: Handler): Handler {
  const answer = (text: string, type: string) => new Response(text, { headers: { 'content-type': type } });
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/blank') return answer(blankPage, 'text/html; charset=utf-8');
    if (pathname === '/blank.js') return answer(blankScript, 'text/javascript');
    return handler(request);
  };
}

async function openReview({ services }: RunningServices): Promise<string> {
  const line: IntakeLine = {
    seq: 1,
    prev: intakeGenesis,
    at: '2026-03-12T09:00:00.000Z',
    source: {
      name: 'made-up.csv',
      sha256: createHash('sha256').update('made up').digest('hex'),
      format: 'made-up',
      mapVersion: 1,
      mapping: { columns: {}, constants: {} },
    },
    rows: [
      {
        kind: 'release',
        id: 'git:release:checkout:4.18.0' as RowId,
        revision: 0,
        service: 'checkout' as ServiceId,
        version: '4.18.0',
        at: Date.UTC(2026, 2, 11),
        sha: null,
      },
    ],
    samples: [],
    quarantined: [],
    unchanged: 0,
    done: true,
  };
  const restored = await services.intake.restore([canonicalJson(line as unknown as Json)]);
  invariant(restored.ok, 'a made-up line is a line');
  const opened = await services.reviews.open('checkout@4.18.0' as ReleaseId, 'light', title);
  invariant(opened.ok, opened.ok ? '' : opened.error.message);
  return opened.value.review;
}
