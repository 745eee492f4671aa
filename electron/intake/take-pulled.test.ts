import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import type { Pulled } from '../../shared/domain/release/intake-line.ts';
import type { PulledBatch } from '../../shared/domain/release/pulled-batch.ts';
import { errorOf, openTestIntake, readLines, temporaryFolder, valueOf } from './testing.ts';

const fetchedAt = '2026-03-10T12:00:00.000Z';
const of = { source: 'ci', connector: 'test', connectorVersion: 1, query: '/deployments?page=1', fetchedAt };

const read = (cursor: number): Pulled => ({
  ...of,
  outcome: { kind: 'read', cursor, watermark: cursor * 1000, open: ['d9'], done: false },
});
const failed = (code: string, since: number | null = 5): Pulled => ({
  ...of,
  outcome: { kind: 'failed', code, message: 'The source did not answer.', since },
});

function page(pulled: Pulled, records: readonly object[], format = 'deployments'): PulledBatch {
  const bytes = new TextEncoder().encode(JSON.stringify(records));
  return { name: 'ci deployments acme/pay', pulled, body: { bytes, format, mapping: emptyMapping } };
}
const failure = (pulled: Pulled): PulledBatch => ({ name: 'ci', pulled, body: null });

const deployments = (from: number, to: number): object[] =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `d${from + index}`,
    service: 'pay',
    version: `1.${from + index}`,
    started_at: new Date(Date.UTC(2026, 0, 1) + (from + index) * 60_000).toISOString(),
  }));

describe('taking in what was pulled', () => {
  it('[I31] keeps the answer as it came, then its rows, and moves the cursor in the last line of all', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const batch = page(read(1), deployments(0, 700));
    const report = valueOf(await intake.takePulled(batch));
    expect([report.format, report.accepted, report.name]).toEqual(['deployments', 700, 'ci deployments acme pay']);
    const sha256 = createHash('sha256')
      .update(batch.body?.bytes ?? '')
      .digest('hex');
    expect(new Uint8Array(await readFile(join(workspace, 'intake', 'raw', sha256)))).toEqual(batch.body?.bytes);
    expect((await readLines(intake)).map((line) => [line.rows.length, line.done, line.pulled?.outcome.kind])).toEqual([
      [500, false, undefined],
      [200, true, 'read'],
    ]);
    const state = {
      source: 'ci',
      read: { cursor: 1, watermark: 1000, open: ['d9'], done: false, at: Date.parse(fetchedAt) },
      failed: null,
    };
    expect(intake.pulls()).toEqual([state]);
    expect((await openTestIntake(workspace)).pulls()).toEqual([state]);
    expect(await intake.provenance('deployment', 'file:deployment:pay:d3')).toMatchObject({
      seq: 1,
      pulled: { source: 'ci', connector: 'test', query: of.query, fetchedAt },
    });
  });

  it('[I31] the same answer again, and overlapping ones, bring nothing twice, and the cursor moves on', async () => {
    const intake = await openTestIntake();
    valueOf(await intake.takePulled(page(read(1), deployments(0, 30))));
    const again = valueOf(await intake.takePulled(page(read(2), deployments(0, 30))));
    expect([again.accepted, again.unchanged, intake.pulls()[0]?.read?.cursor]).toEqual([0, 30, 2]);
    const overlapping = valueOf(await intake.takePulled(page(read(3), deployments(20, 50))));
    expect([overlapping.accepted, overlapping.unchanged, intake.pulls()[0]?.read?.cursor]).toEqual([20, 10, 3]);
    expect(intake.rows.count('deployment')).toBe(50);
    expect(valueOf(await intake.takePulled(page(read(4), deployments(0, 30)))).unchanged).toBe(30);
  });

  it('[I31] an answer without records is an answer: the cursor moves', async () => {
    const intake = await openTestIntake();
    for (const [cursor, format] of [
      [1, 'deployments'],
      [2, 'metrics'],
      [3, 'git-tags'],
      [4, 'tickets'],
    ] as const) {
      const report = valueOf(await intake.takePulled(page(read(cursor), [], format)));
      expect([report.accepted, report.stopped, intake.pulls()[0]?.read?.cursor]).toEqual([0, null, cursor]);
    }
  });

  it('[I32] an answer that is mostly bad stops and asks: the cursor stays, the bytes and the good rows are kept', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    valueOf(await intake.takePulled(page(read(1), deployments(0, 5))));
    const records = [...deployments(5, 10), ...deployments(10, 13).map((each) => ({ ...each, started_at: 'soon' }))];
    const batch = page(read(2), records);
    const fault = errorOf(await intake.takePulled(batch));
    expect([fault.code, fault.kept]).toEqual(['too-many-bad', { accepted: 5, unchanged: 0 }]);
    expect(intake.pulls()[0]?.read?.cursor).toBe(1);
    expect(intake.quarantine()).toMatchObject([{ rows: [{ row: 6 }, { row: 7 }, { row: 8 }] }]);
    const sha256 = intake.quarantine()[0]?.sha256 ?? '';
    expect(await readFile(join(workspace, 'intake', 'raw', sha256))).toHaveLength(batch.body?.bytes.length ?? 0);
    expect(errorOf(await intake.takePulled(batch)).kept).toEqual({ accepted: 0, unchanged: 5 });
    const accepted = valueOf(await intake.takePulled(batch, { acceptBad: true }));
    expect([accepted.unchanged, accepted.quarantinedTotal, intake.pulls()[0]?.read?.cursor]).toEqual([5, 3, 2]);
    const unknown = errorOf(await intake.takePulled(page(read(3), [], 'nothing-known')));
    expect([unknown.code, intake.pulls()[0]?.read?.cursor]).toEqual(['unknown-format', 2]);
  });

  it.each(['deployments', 'github-issues', 'pagerduty-incidents'])(
    '[I31] an answer without records is an answer, and moves the cursor: %s',
    async (format) => {
      const intake = await openTestIntake();
      const report = valueOf(await intake.takePulled(page(read(3), [], format)));
      expect([report.accepted, report.quarantinedTotal]).toEqual([0, 0]);
      expect([intake.pulls()[0]?.read?.cursor, intake.pulls()[0]?.failed]).toEqual([3, null]);
    },
  );

  it('[I32] a pull that failed brings no rows, is told once, and is over when the source answers', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    valueOf(await intake.takePulled(page(read(7), deployments(0, 3))));
    for (const code of ['unreachable', 'unreachable', 'unauthorized', 'unauthorized'])
      expect(valueOf(await intake.takePulled(failure(failed(code)))).format).toBeNull();
    const [state] = intake.pulls();
    expect([state?.read?.cursor, state?.failed?.code, state?.failed?.since]).toEqual([7, 'unauthorized', 5]);
    const reopened = await openTestIntake(workspace);
    expect([reopened.head().seq, reopened.pulls(), reopened.notes]).toEqual([3, intake.pulls(), []]);
    expect((await readLines(intake)).slice(1).map((line) => [line.rows.length, line.source.format])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    valueOf(await intake.takePulled(page(read(8), deployments(3, 4))));
    expect(intake.pulls()[0]?.failed).toBeNull();
  });

  it('[I36] one file is mapped again from its raw copy, with another mapping where one is given', async () => {
    const intake = await openTestIntake();
    const records = deployments(0, 4).map((each, index) =>
      index > 0 ? { ...each, started_at: '2026-01-01 10:00' } : each,
    );
    expect(errorOf(await intake.takePulled(page(read(1), records))).code).toBe('too-many-bad');
    const sha256 = intake.quarantine()[0]?.sha256 ?? '';
    const again = valueOf(await intake.retry(sha256, { mapping: { ...emptyMapping, zone: 'UTC' } }));
    expect([again.accepted, again.unchanged, again.quarantinedTotal]).toEqual([3, 1, 0]);
    expect([intake.quarantine(), intake.rows.count('deployment')]).toEqual([[], 4]);
    expect(errorOf(await intake.retry('ab'.repeat(32))).code).toBe('no-raw-copy');
  });
});
