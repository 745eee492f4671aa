import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  deploymentsCsv,
  errorOf,
  metricsCsv,
  openTestIntake,
  take,
  temporaryFolder,
  testNow,
  valueOf,
} from './testing.ts';

describe('an intake whose folder was lost', () => {
  it('[I25] lines and chunks that were lost here are taken back, and only in their chain', async () => {
    const intake = await openTestIntake();
    await take(intake, 'd.csv', deploymentsCsv(700));
    await take(intake, 'm.csv', metricsCsv(5000));
    const lines: string[] = [];
    for await (const line of intake.lines(0)) lines.push(line);
    const after: string[] = [];
    for await (const line of intake.lines(2)) after.push(line);
    expect(after).toEqual(lines.slice(2));
    const empty = await openTestIntake();
    for (const chunk of intake.chunksOf('unassigned/m/production')) {
      const bytes = await intake.chunk(chunk.sha256);
      expect(valueOf(await empty.restoreChunk(bytes ?? new Uint8Array()))).toBe(chunk.sha256);
    }
    expect(errorOf(await empty.restoreChunk(new Uint8Array(100))).code).toBe('wrong-lines');
    expect(errorOf(await empty.restore(lines.slice(1))).code).toBe('wrong-lines');
    expect(
      errorOf(await empty.restore([lines[0] ?? '', (lines[1] ?? '').replace('svc-1', 'svc-2'), lines[2] ?? ''])).code,
    ).toBe('wrong-lines');
    expect(valueOf(await empty.restore(lines.slice(0, 1))).seq).toBe(1);
    expect(valueOf(await empty.restore(lines.slice(1)))).toEqual(intake.head());
    expect(await empty.rows.of('deployment')).toEqual(await intake.rows.of('deployment'));
    expect(await empty.samples('unassigned/m/production', 0, testNow)).toEqual(
      await intake.samples('unassigned/m/production', 0, testNow),
    );
    expect((await take(empty, 'd.csv', deploymentsCsv(700))).unchanged).toBe(700);
  });

  it('[I1] rows without the bytes they were mapped from are told of, until the file comes again', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    await take(intake, 'd.csv', deploymentsCsv(3));
    await intake.close();
    await rm(join(workspace, 'intake', 'raw'), { recursive: true });
    const restored = await openTestIntake(workspace);
    expect(restored.notes).toMatchObject([{ code: 'no-raw-copies', files: 1 }]);
    expect(restored.notes[0]?.message).toContain('The carried bytes of d.csv are not here');
    expect((await take(restored, 'd.csv', deploymentsCsv(3))).unchanged).toBe(3);
    await restored.close();
    expect((await openTestIntake(workspace)).notes).toEqual([]);
  });
});
