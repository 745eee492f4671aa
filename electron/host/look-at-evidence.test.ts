import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { RowId, SeriesId } from '../../shared/domain/ids.ts';
import { openIntake } from '../intake/open-intake.ts';
import { fail } from './fault.ts';
import { createEvidenceDesk } from './evidence-desk.ts';
import { lookAtEvidence } from './look-at-evidence.ts';

const zone = 'UTC';

it('[M3.3] tells what a window would bring as evidence, where its samples came from, and keeps nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-look-'));
  const intake = await openIntake(folder, { now: () => Date.UTC(2026, 5, 1) });
  const text = 'timestamp,value\n2026-03-12T14:00:00Z,10\n2026-03-12T14:01:00Z,30\n2026-03-12T14:02:00Z,20\n';
  const taken = await intake.takeFile(
    {
      name: 'p95.csv',
      size: text.length,
      open: async function* () {
        yield Buffer.from(text);
      },
    },
    { mapping: { columns: {}, constants: { service: 'checkout', metric: 'p95', environment: 'production' } } },
  );
  expect(taken.ok).toBe(true);
  const [row] = await intake.series();
  const desk = createEvidenceDesk(intake, folder, { read: () => Promise.resolve(fail('no-transcript', 'None.')) });
  const look = (from: number, to: number) =>
    lookAtEvidence(desk, intake, {
      locator: { type: 'metric-window', series: row?.series ?? ('' as SeriesId), from, to },
      zone,
    });
  const begin = Date.UTC(2026, 2, 12, 14);
  const exhibit = 'timestamp,value\n2026-03-12T14:00:00.000Z,10\n2026-03-12T14:01:00.000Z,30\n';
  expect(await look(begin, begin + 120_000)).toMatchObject({
    ok: true,
    value: {
      hash: createHash('sha256').update(exhibit).digest('hex'),
      samples: { count: 2, least: 10, greatest: 30, median: 20 },
      sources: [
        { name: 'p95.csv', format: 'metrics', query: null, sha256: createHash('sha256').update(text).digest('hex') },
      ],
    },
  });
  expect(await look(0, 1000)).toMatchObject({ ok: false, error: { code: 'no-evidence' } });
  const unknown = await lookAtEvidence(desk, intake, { locator: { type: 'deployment', id: 'nothing' as RowId }, zone });
  expect(unknown.ok).toBe(false);
  expect(await desk.kept(createHash('sha256').update(exhibit).digest('hex'))).toBeUndefined();
  await intake.close();
  await rm(folder, { recursive: true });
});
