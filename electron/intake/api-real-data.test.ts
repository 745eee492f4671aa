import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import { carriedFileAt } from './carried-file.ts';
import type { Intake, TakeReport } from './intake.ts';
import { errorOf, hasRealData, openTestIntake, realData, valueOf } from './testing.ts';

const takeReal = async (intake: Intake, path: string): Promise<TakeReport> =>
  valueOf(await intake.takeFile(await carriedFileAt(realData('raw', path)), { mapping: emptyMapping }));

const countOf = (words: readonly unknown[]): { [word: string]: number } => {
  const counts: { [word: string]: number } = {};
  for (const word of words) counts[String(word)] = (counts[String(word)] ?? 0) + 1;
  return counts;
};

describe.skipIf(!hasRealData)('records of APIs as they were sent', () => {
  it('[I39] eight GitLab deployments: seven with their own status, one that was taken down again is none', async () => {
    const intake = await openTestIntake();
    const report = await takeReal(intake, 'gitlab/deployments.csv');
    expect([report.format, report.byKind, report.quarantined]).toEqual(['gitlab-deployments', { deployment: 7 }, []]);
    const rows = await intake.rows.of('deployment');
    expect(countOf(rows.map((row) => row.result))).toEqual({ success: 2, failure: 2, running: 3 });
    expect(rows.find((row) => row.id.endsWith(':13426753'))).toMatchObject({
      id: 'gitlab:deployment:gitlab.com:13426753',
      service: 'vdev.co',
      repository: 'merico-dev/ee/vdev.co',
      environment: 'staging',
      version: 'add237f6852e',
      startedAt: Date.parse('2019-03-13T14:17:33.559Z'),
      finishedAt: Date.parse('2019-03-13T14:17:47.640Z'),
    });
  });

  it('[I39] 29 pipelines and 75 jobs, of which some are over that never began', async () => {
    const intake = await openTestIntake();
    const pipelines = await takeReal(intake, 'gitlab/pipeline.csv');
    expect([pipelines.format, pipelines.byKind, pipelines.quarantined]).toEqual([
      'gitlab-pipelines',
      { build: 29 },
      [],
    ]);
    const jobs = await takeReal(intake, 'gitlab/job.csv');
    expect([jobs.format, jobs.byKind, jobs.quarantined]).toEqual(['gitlab-jobs', { build: 75 }, []]);
    const rows = await intake.rows.of('build');
    expect(rows.filter((row) => (row.result === null) !== (row.finishedAt === null))).toEqual([]);
    expect(countOf(rows.map((row) => row.result))).toEqual({
      null: 16,
      failure: 60,
      success: 23,
      aborted: 3,
      'not-built': 2,
    });
    for await (const line of intake.lines(0)) expect(line).not.toMatch(/person/);
  });

  it('[I41] two Opsgenie incidents of a service that is an id', async () => {
    const intake = await openTestIntake();
    const report = await takeReal(intake, 'opsgenie/incidents.csv');
    expect([report.format, report.byKind, report.quarantined]).toEqual(['opsgenie-incidents', { incident: 2 }, []]);
    const rows = await intake.rows.of('incident', '695bce3d-4621-4630-8ae1-24eb89c22d6e');
    expect(rows.map((row) => [row.title, row.severity, row.detectedAt, row.resolvedAt])).toEqual([
      ['Incident#1', 'minor', Date.parse('2023-09-06T14:30:56.346Z'), null],
      ['Incident#2', 'minor', Date.parse('2023-09-05T18:20:28.003Z'), Date.parse('2023-09-05T18:21:21.490Z')],
    ]);
  });

  it('[I41] jobs and stages of Jenkins are refused with what to bring instead', async () => {
    const intake = await openTestIntake();
    for (const path of ['jenkins/stages.csv', 'jenkins/jobs_multibranch.csv']) {
      const fault = errorOf(await intake.takeFile(await carriedFileAt(realData('raw', path))));
      expect([path, fault.code]).toEqual([path, 'unreadable']);
      expect(fault.message).toContain('allBuilds');
    }
    expect(intake.head().seq).toBe(0);
  });
});
