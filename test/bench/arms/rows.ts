import type { BrowserContext } from 'playwright-core';
import type { Handler } from '../../../electron/host/handler.ts';
import { buildBenchPage, serveOnLoopback } from '../bench-browser.ts';
import { goals } from '../goals.ts';
import type { Arm, Comparison } from '../harness.ts';
import { framesOfRows, rowChecksum, sealedRows } from '../made-rows.ts';
import type { ArmName } from '../page/arms-worker.ts';
import { addedInAll, rangesOf } from '../made-archive.ts';
import { runInPage } from './store.ts';

/** Deployments that are stored sealed, and as rows; the smaller and the larger archive. */
export type RowScale = {
  readonly sealed: number;
  readonly each: number;
  readonly small: number;
  readonly middle: number;
  readonly large: number;
};

export type RowBench = { readonly comparisons: readonly Comparison[]; readonly close: () => Promise<void> };

/** S3: rows in sealed chunks beside a Dexie row for each; S4: growth; S5: a range of a small and a large archive. */
export async function createRowBench(root: string, context: BrowserContext, scale: RowScale): Promise<RowBench> {
  const benchPage = await buildBenchPage(root);
  const server = await serveOnLoopback(route(benchPage.serve));
  const page = await context.newPage();
  await page.goto(server.origin);
  const { sealed, each, small, middle, large } = scale;
  const arm = (name: string, run: ArmName, count: number, unit: number, expected: string): Arm => ({
    name,
    expected,
    run: async () => {
      const { ms, checksum } = await runInPage(page, { arm: run, count });
      return { nsPerUnit: (ms * 1e6) / unit, checksum };
    },
  });
  const told = (count: number): string => count.toLocaleString('en');
  const storing = (count: number): Arm =>
    arm(`Hotwash, ${told(count)} sealed`, 'rows-sealed', count, count, rowChecksum(0, count));
  const asRows = arm(`Dexie bulkPut (${told(each)})`, 'rows-each', each, each, rowChecksum(0, each));
  const adding = (count: number): Arm => arm(`to ${told(count)}`, 'archive-add', count, 1, addedInAll);
  const reading = (count: number): Arm =>
    arm(
      `of ${told(count)}`,
      'archive-read',
      count,
      1,
      rangesOf(count)
        .map(([from, to]) => rowChecksum(from, to))
        .join(' '),
    );
  for (const count of [small, large]) await runInPage(page, { arm: 'archive-make', count });
  return {
    comparisons: [
      {
        id: 'S3',
        title: `storing ${told(sealed)} deployments with three indexes`,
        unit: 'row',
        arms: [storing(sealed), asRows],
        claims: [{ arm: storing(sealed).name, beside: asRows.name, goal: goals.sealedAgainstRows }],
      },
      {
        id: 'S4',
        title: 'storing ten times as many',
        unit: 'row',
        arms: [storing(middle), storing(middle * 10)],
        claims: [{ arm: storing(middle * 10).name, beside: storing(middle).name, goal: goals.growthPerRow }],
      },
      {
        id: 'S4',
        title: 'a thousand more deployments',
        unit: 'thousand',
        arms: [adding(small), adding(large)],
        claims: [{ arm: adding(large).name, beside: adding(small).name, goal: goals.deltaInLarge }],
      },
      {
        id: 'S5',
        title: 'a hundredth of the time, counted and summed',
        unit: 'range',
        arms: [reading(small), reading(large)],
        claims: [{ arm: reading(large).name, beside: reading(small).name, goal: goals.rangeOfLarge }],
      },
    ],
    close: async () => {
      await page.close();
      await server.close();
      await benchPage.remove();
    },
  };
}

/** Frames are made once per size, since many arms ask for the same. */
const made = new Map<number, readonly Uint8Array<ArrayBuffer>[]>();

function route(page: Handler): Handler {
  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname !== '/bench/row-frames') return page(request);
    const count = Number(url.searchParams.get('rows'));
    const frames = made.get(count) ?? [...framesOfRows(sealedRows(count))];
    made.set(count, frames);
    let at = 0;
    return new Response(
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => {
          const frame = frames[at];
          at += 1;
          if (frame === undefined) controller.close();
          else controller.enqueue(frame);
        },
      }),
    );
  };
}
