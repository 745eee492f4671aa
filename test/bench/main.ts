// `npm run bench`: what Hotwash costs beside the plainest thing that does the same work, each pair in one run.
import { existsSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserContext } from 'playwright-core';
import { createCausesBench } from './arms/causes.ts';
import { measureEditToPaint } from './arms/edit-to-paint.ts';
import { measureFullSync } from './arms/full-sync.ts';
import { createJournalBench } from './arms/journal.ts';
import { measureClosing } from './arms/close-review.ts';
import { createRecordBench } from './arms/record.ts';
import { measureRecording } from './arms/recording.ts';
import { createRowBench } from './arms/rows.ts';
import { createSearchBench } from './arms/search.ts';
import { createSeriesBench } from './arms/series.ts';
import { createStartBench } from './arms/start.ts';
import { createStoreBench } from './arms/store.ts';
import { openBrowser } from './bench-browser.ts';
import { caps, judgeCapped, type Capped } from './goals.ts';
import { compare, type Comparison, type ComparisonResult } from './harness.ts';
import { tellComparison, tellCapped } from './report.ts';

const groups = [
  'store',
  'rows',
  'series',
  'causes',
  'edits',
  'sync',
  'journal',
  'record',
  'recording',
  'search',
  'start',
] as const;
const usage = `npm run bench -- [--full] [--only ${groups.join(',')}] [--json FILE]\n`;

const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    only: { type: 'string', default: groups.join(',') },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const wanted = new Set(options.only.split(','));
const unknown = [...wanted].filter((group) => !groups.some((known) => known === group));

/** The folder of package.json, above wherever this was built to. */
function projectRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : projectRoot(dirname(from));
}

const results: ComparisonResult[] = [];
const capped: Capped[] = [];

async function run(comparison: Comparison, rounds = options.full ? 7 : 3): Promise<void> {
  const result = await compare(comparison, rounds);
  results.push(result);
  process.stdout.write(`${tellComparison(result)}\n`);
}

async function benchInBrowser(): Promise<void> {
  const browser = await openBrowser();
  if (browser === undefined) {
    process.stdout.write('No Chromium, Chrome or Edge here: the store is not measured.\n');
    return;
  }
  if (wanted.has('store')) {
    const scale = options.full ? { samples: 10_000_000, rows: 40_000 } : { samples: 1_000_000, rows: 8_000 };
    const store = await createStoreBench(projectRoot(import.meta.dirname), browser.context, scale);
    for (const comparison of store.comparisons) await run(comparison);
    await store.close();
  }
  if (wanted.has('rows')) {
    const each = options.full ? 40_000 : 5_000;
    const middle = options.full ? 100_000 : 10_000;
    const scale = { sealed: 100_000, each, middle, small: 10_000, large: 1_000_000 };
    const rows = await createRowBench(projectRoot(import.meta.dirname), browser.context, scale);
    for (const comparison of rows.comparisons) await run(comparison);
    await rows.close();
  }
  if (wanted.has('series')) await benchSeries(browser.context);
  if (wanted.has('causes')) await benchCauses(browser.context);
  await browser.close();
}

async function benchCauses(context: BrowserContext): Promise<void> {
  const root = projectRoot(import.meta.dirname);
  const [beside, alone] = options.full ? [[5000, 20_000], []] : [[5000], [20_000]];
  const bench = await createCausesBench(root, context, beside, alone);
  if (!bench.hasFlow)
    process.stdout.write('\nC1  React Flow is not installed; npm install --prefix test/bench brings it.\n');
  for (const comparison of bench.comparisons) await run(comparison, options.full ? 3 : 1);
  capped.push(...(await bench.capped()));
  await bench.close();
}

async function benchSeries(context: BrowserContext): Promise<void> {
  const series = await createSeriesBench(projectRoot(import.meta.dirname), context, 1_000_000);
  if (series.comparison === null)
    process.stdout.write('\nG1  uPlot is not installed; npm install --prefix test/bench brings it.\n');
  else await run(series.comparison);
  capped.push({ what: 'a zoom of 1,000,000 points, script', value: await series.zoomMs(), cap: caps.zoom });
  await series.close();
}

async function benchSearch(): Promise<void> {
  const scale = options.full ? { beside: 1000, small: 1000, large: 10_000 } : { beside: 200, small: 100, large: 1000 };
  const bench = await createSearchBench(projectRoot(import.meta.dirname), scale);
  if (bench.absent !== '')
    process.stdout.write(`\nF1  Not installed: ${bench.absent}; npm install --prefix test/bench brings them.\n`);
  for (const comparison of bench.comparisons) await run(comparison, options.full ? 3 : 2);
  capped.push(...bench.capped());
}

async function main(): Promise<number> {
  if (options.help || unknown.length > 0) {
    process.stdout.write(usage);
    return options.help ? 0 : 2;
  }
  const started = performance.now();
  if (wanted.has('journal')) {
    const journal = await createJournalBench(options.full ? 400 : 100);
    await run(journal.comparison);
    await journal.close();
  }
  if (wanted.has('record')) {
    capped.push(...(await measureClosing(join(projectRoot(import.meta.dirname), 'dist'), 3)));
    const record = await createRecordBench(options.full ? 8 : 2, options.full ? 128 << 20 : 64 << 20);
    for (const comparison of record.comparisons) await run(comparison, 3);
    capped.push(...(await record.capped()));
    await record.close();
  }
  if (wanted.has('recording')) capped.push(...(await measureRecording(options.full ? 240 : 10)));
  if (wanted.has('search')) await benchSearch();
  if (['store', 'rows', 'series', 'causes'].some((group) => wanted.has(group))) await benchInBrowser();
  if (wanted.has('edits'))
    capped.push(...(await measureEditToPaint(join(projectRoot(import.meta.dirname), 'dist'), [24, 300])));
  if (wanted.has('sync')) {
    const scale = options.full
      ? { samples: 10_000_000, deployments: 1_000_000 }
      : { samples: 1_000_000, deployments: 100_000 };
    capped.push(...(await measureFullSync(join(projectRoot(import.meta.dirname), 'dist'), scale)));
  }
  if (wanted.has('start')) {
    const start = await createStartBench(join(projectRoot(import.meta.dirname), 'dist'));
    await run(start.comparison);
    capped.push({ what: 'page heap, in the room', value: await start.pageHeapMb(), cap: caps.page });
    await start.close();
  }
  if (capped.length > 0) process.stdout.write(`${tellCapped(capped)}\n`);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${seconds.toFixed(0)} s on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}\n`);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify({ results, capped }, null, 2)}\n`);
  const isMissed = results.some(({ claims }) => claims.some(({ verdict }) => verdict === 'MISS' || verdict === 'VOID'));
  return isMissed || capped.some((one) => judgeCapped(one) === 'MISS') ? 1 : 0;
}

process.exitCode = await main();
