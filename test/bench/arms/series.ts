import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { serveOnLoopback } from '../bench-browser.ts';
import { goals } from '../goals.ts';
import type { Arm, Comparison } from '../harness.ts';
import type { SeriesArm, SeriesRun } from '../page/series-page.tsx';

export type SeriesBench = {
  /** Null where uPlot is not installed. */
  readonly comparison: Comparison | null;
  /** Script of one zoom in ms, as it was in the runs: the goal is a time, since a frame is one. */
  readonly zoomMs: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Where uPlot is when somebody installed the bench's peers; see test/bench/package.json. */
const peerPath = (root: string): string => join(root, 'test/bench/node_modules/uplot/dist/uPlot.esm.js');

/** G1: a series of a million points on the screen, beside uPlot. */
export async function createSeriesBench(root: string, context: BrowserContext, points: number): Promise<SeriesBench> {
  const peer = peerPath(root);
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-series-'));
  await build({
    configFile: false,
    root: join(root, 'test/bench/page'),
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome130',
      rolldownOptions: { input: join(root, 'test/bench/page/series.html') },
    },
  });
  const server = await serveOnLoopback(async (request) => {
    const { pathname } = new URL(request.url);
    const file = pathname === '/bench/uplot.js' ? peer : join(folder, pathname);
    return new Response(await readFile(file), { headers: { 'content-type': types[extname(file)] ?? 'text/plain' } });
  });
  const page = await context.newPage();
  await page.goto(`${server.origin}/series.html`);
  const zooms: number[] = [];
  const arm = (name: string, which: SeriesArm): Arm => ({
    name,
    expected: String(points),
    run: async () => {
      const run = await runSeries(page, which, points);
      if (which === 'hotwash') zooms.push(run.zoomMs);
      return { nsPerUnit: (run.firstPaintMs * 1e6) / points, checksum: String(run.points) };
    },
  });
  const arms = [arm('uPlot', 'uplot'), arm('Hotwash', 'hotwash')] as const;
  const comparison: Comparison = {
    id: 'G1',
    title: `${points.toLocaleString('en')} points in memory -> first paint`,
    unit: 'point',
    arms,
    claims: [{ arm: arms[1].name, beside: arms[0].name, goal: goals.firstPaintOverUPlot }],
  };
  return {
    comparison: existsSync(peer) ? comparison : null,
    zoomMs: async () => {
      for (let warm = zooms.length; warm < 3; warm += 1) await arms[1].run();
      return zooms.toSorted((a, b) => a - b)[zooms.length >> 1] ?? Number.NaN;
    },
    close: async () => {
      await page.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const types: { readonly [ending: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const runSeries = (page: Page, arm: SeriesArm, points: number): Promise<SeriesRun> =>
  page.evaluate(
    ([which, count]) =>
      (globalThis as unknown as { runSeries: (arm: SeriesArm, count: number) => Promise<SeriesRun> }).runSeries(
        which,
        count,
      ),
    [arm, points] as const,
  );
