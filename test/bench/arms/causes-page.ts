import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { serveOnLoopback } from '../bench-browser.ts';
import type { CauseArm, CausesPage, CauseView } from '../page/causes-page.tsx';

/** One canvas opened, dragged and panned. Ms; script and all work of the page's thread are per frame of the drag. */
export type CauseRun = {
  readonly firstPaint: number;
  readonly drag: readonly number[];
  readonly pan: readonly number[];
  /** Frames of a page that draws nothing, before this one was opened. */
  readonly idle: readonly number[];
  readonly dragScript: number;
  readonly dragWork: number;
  readonly panScript: number;
  readonly checksum: string;
};

export type CausesBrowser = {
  readonly hasFlow: boolean;
  readonly layOut: (view: CauseView, count: number) => Promise<number>;
  readonly run: (arm: CauseArm, view: CauseView, count: number) => Promise<CauseRun>;
  readonly close: () => Promise<void>;
};

/** Builds the page, and React Flow beside it where somebody installed the bench's peers; see test/bench/package.json. */
export async function openCausesPage(root: string, context: BrowserContext): Promise<CausesBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-causes-'));
  const shared = { configFile: false, logLevel: 'error', define: { 'process.env.NODE_ENV': '"production"' } } as const;
  await build({
    ...shared,
    root: join(root, 'test/bench/page'),
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome130',
      rolldownOptions: { input: join(root, 'test/bench/page/causes.html') },
    },
  });
  const flow = join(root, 'test/bench/node_modules/@xyflow/react/dist');
  const hasFlow = existsSync(join(flow, 'esm/index.js'));
  if (hasFlow) await bundleFlow(root, flow, folder, shared);
  const server = await serveOnLoopback(async (request) => {
    const { pathname } = new URL(request.url);
    const file = pathname === '/bench/flow.css' ? join(flow, 'style.css') : join(folder, pathname);
    return new Response(await readFile(file), { headers: { 'content-type': types[extname(file)] ?? 'text/plain' } });
  });
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${server.origin}/causes.html`);
  if (hasFlow) await page.addStyleTag({ url: '/bench/flow.css' });
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  return {
    hasFlow,
    layOut: (view, count) => page.evaluate(([which, size]) => causes.layOut(which, size), [view, count] as const),
    run: (arm, view, count) => runOnce(page, session, arm, view, count),
    close: async () => {
      await page.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// In the page.
declare const causes: CausesPage;

async function runOnce(
  page: Page,
  session: CDPSession,
  arm: CauseArm,
  view: CauseView,
  count: number,
): Promise<CauseRun> {
  await session.send('HeapProfiler.collectGarbage');
  const idle = await page.evaluate(() => causes.idle());
  const firstPaint = await page.evaluate(([a, v, n]) => causes.open(a, v, n), [arm, view, count] as const);
  await page.waitForTimeout(300);
  const before = await spent(session);
  const { frames: drag, checksum } = await page.evaluate(() => causes.drag());
  const between = await spent(session);
  await page.waitForTimeout(300);
  const beforePan = await spent(session);
  const pan = await page.evaluate(() => causes.pan());
  const after = await spent(session);
  await page.evaluate(() => causes.close());
  return {
    firstPaint,
    drag,
    pan,
    idle,
    dragScript: (between.script - before.script) / drag.length,
    dragWork: (between.work - before.work) / drag.length,
    panScript: (after.script - beforePan.script) / pan.length,
    checksum,
  };
}

/** Ms of script, and of all work, that the page's thread has done so far, as the browser counts them. */
async function spent(session: CDPSession): Promise<{ readonly script: number; readonly work: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const ms = (wanted: string): number => (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN) * 1000;
  return { script: ms('ScriptDuration'), work: ms('TaskDuration') };
}

/** React Flow with the React of this repository in one file. */
async function bundleFlow(root: string, flow: string, folder: string, shared: object): Promise<void> {
  const entry = join(folder, 'flow-entry.js');
  const from = (path: string): string => JSON.stringify(path);
  await writeFile(
    entry,
    [
      `export { ReactFlow } from ${from(join(flow, 'esm/index.js'))};`,
      `export { createElement } from ${from(join(root, 'node_modules/react/index.js'))};`,
      `export { createRoot } from ${from(join(root, 'node_modules/react-dom/client.js'))};`,
      `export { flushSync } from ${from(join(root, 'node_modules/react-dom/index.js'))};`,
    ].join('\n'),
  );
  await build({
    ...shared,
    root: folder,
    resolve: { dedupe: ['react', 'react-dom'], alias: { react: join(root, 'node_modules/react') } },
    build: {
      outDir: join(folder, 'bench'),
      target: 'chrome130',
      lib: { entry, formats: ['es'], fileName: () => 'flow.js' },
    },
  });
}

const types: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
