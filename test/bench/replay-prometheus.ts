// A program of the bench: takes made-up answers of Prometheus into a workspace's intake, as its connector hands them over,
// in a process of its own so that what it holds at most can be read. Arguments: workspace folder, number of samples.
import { readFileSync } from 'node:fs';
import { openIntake } from '../../electron/intake/open-intake.ts';
import { systemClock } from '../../electron/platform/clock.ts';
import { keepHeapLean } from '../../electron/platform/lean-heap.ts';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import type { PulledBatch } from '../../shared/domain/release/pulled-batch.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { madeFrom } from './made-rows.ts';
import type { Replayed } from './replay.ts';

const seriesPerPage = 10;
/** Prometheus answers with no more than 11,000 a series. */
const pointsPerPage = 8192;
const stepSeconds = 15;

/** Page `page` of a range query over ten services: `points` of each, the next in time. */
function pageOf(page: number, points: number): PulledBatch {
  const first = page * pointsPerPage;
  const result = Array.from({ length: seriesPerPage }, (_, series) => ({
    metric: { __name__: 'http_requests_in_flight', app: `service-${series}`, env: 'production' },
    values: Array.from({ length: points }, (__, i) => {
      const at = first + i;
      return [madeFrom / 1000 + at * stepSeconds, String(((at * 7919 + series * 31) % 10_007) / 7)];
    }),
  }));
  const text = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
  return {
    name: `made up, page ${page}`,
    pulled: {
      source: 'made-up',
      connector: 'prometheus',
      connectorVersion: 1,
      query: `/api/v1/query_range?page=${page}`,
      fetchedAt: new Date(systemClock.wall()).toISOString(),
      outcome: { kind: 'read', cursor: page, watermark: page, open: [], done: false },
    },
    body: { bytes: new TextEncoder().encode(text), format: 'prometheus', mapping: emptyMapping },
  };
}

/** The most memory this process held, MB; NaN where the system does not tell. */
function greatestResident(): number {
  if (process.platform !== 'linux') return Number.NaN;
  return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? NaN) * 1024) / 1e6;
}

keepHeapLean();
const [folder = '', samples = '0'] = process.argv.slice(2);
const intake = await openIntake(folder, { now: systemClock.wall });
const started = performance.now();
let accepted = 0;
for (let page = 0, left = Number(samples) / seriesPerPage; left > 0; page += 1, left -= pointsPerPage) {
  const taken = await intake.takePulled(pageOf(page, Math.min(pointsPerPage, left)));
  invariant(taken.ok, taken.ok ? '' : taken.error.message);
  accepted += taken.value.accepted;
}
const ms = performance.now() - started;
const replayed: Replayed = { accepted, ms, greatestMb: greatestResident(), head: intake.head() };
await intake.close();
process.stdout.write(JSON.stringify(replayed));
