import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import { rowSchema } from '../../shared/domain/release/rows.ts';
import { carriedFileAt } from './carried-file.ts';
import type { Intake, TakeReport } from './intake.ts';
import { errorOf, hasRealData, openTestIntake, readLines, realData, valueOf } from './testing.ts';

async function takeReal(intake: Intake, path: string, zone?: string): Promise<TakeReport> {
  const mapping = zone === undefined ? emptyMapping : { ...emptyMapping, zone };
  return valueOf(await intake.takeFile(await carriedFileAt(realData(path)), { mapping }));
}

describe.skipIf(!hasRealData)('real data', () => {
  it('[I22] 109 tags and 3,094 commits of a real project', async () => {
    const intake = await openTestIntake();
    const tags = await takeReal(intake, 'git/flagger-tags.csv');
    const commits = await takeReal(intake, 'git/flagger-commits.csv');
    expect([tags.accepted, tags.quarantinedTotal, tags.byKind]).toEqual([109, 0, { release: 109 }]);
    expect([commits.accepted, commits.quarantinedTotal, commits.byKind]).toEqual([3094, 0, { change: 3094 }]);
    const rows = await intake.rows.of('change', 'flagger');
    expect(rows.reduce((sum, row) => sum + row.generated, 0)).toBe(41_752);
    expect(await intake.rows.get('release', 'git:release:flagger:v1.44.0')).toMatchObject({
      service: 'flagger',
      at: Date.parse('2026-07-21T10:07:05+05:30'),
      sha: '15bd6ad555e6c935da55f0ab95977be74c149bd6',
    });
    const lines = await readLines(intake);
    expect(lines.map((line) => [line.rows.length, line.bulk?.[0]?.count])).toEqual([
      [109, undefined],
      [0, 3094],
    ]);
    for (const row of rows) rowSchema.parse(row);
    expect((await takeReal(intake, 'git/flagger-commits.csv')).unchanged).toBe(3094);
  });

  it('[I20] 14 Jenkins builds, three of them building with a result that does not count yet', async () => {
    const intake = await openTestIntake();
    const report = await takeReal(intake, 'raw/jenkins/builds.csv');
    expect([report.format, report.accepted, report.quarantinedTotal]).toEqual(['jenkins-builds', 14, 0]);
    const builds = await intake.rows.of('build');
    const running = builds.filter((build) => build.finishedAt === null);
    expect(running.map((build) => build.number)).toEqual([27, 10001, 10002]);
    expect(running.every((build) => build.result === null)).toBe(true);
    expect(builds.find((build) => build.number === 31)).toMatchObject({
      id: 'jenkins:build:test.nddtf.com:Test-jenkins-dir » test-jenkins-sub-dir » test-sub-sub-dir » devlake#31',
      startedAt: 1_650_024_049_161,
      finishedAt: 1_650_024_049_161 + 1587,
      sha: '0f886c74949c3ee7e489188911c7dc0c1d547418',
    });
    expect(builds.map((build) => build.result)).toContain('not-built');
  });

  it('[I20] in a multibranch project the job is the service, not the branch', async () => {
    const intake = await openTestIntake();
    const report = await takeReal(intake, 'raw/jenkins/builds_multibranch.csv');
    expect([report.accepted, (await intake.rows.of('build', 'devlake-jenkins')).length]).toEqual([15, 15]);
  });

  it('[I21] three PagerDuty incidents, without the names of people', async () => {
    const intake = await openTestIntake();
    const report = await takeReal(intake, 'raw/pagerduty/incidents.csv');
    expect([report.format, report.accepted]).toEqual(['pagerduty-incidents', 3]);
    const byTitle = new Map((await intake.rows.of('incident')).map((row) => [row.title, row]));
    expect(byTitle.get('Crash reported')).toMatchObject({
      severity: 'major',
      detectedAt: Date.parse('2022-11-03T06:23:06Z'),
      acceptedAt: Date.parse('2022-11-03T06:23:07Z'),
      resolvedAt: null,
    });
    expect(byTitle.get('Spamming logs')).toMatchObject({
      severity: 'minor',
      resolvedAt: Date.parse('2022-11-03T06:51:44Z'),
    });
    for await (const line of intake.lines(0)) expect(line).not.toMatch(/Amini/);
  });

  it('[I3] [I16] 18,050 samples whose times have no zone: refused without, taken with', async () => {
    const intake = await openTestIntake();
    const path = 'metrics/cpu_utilization_asg_misconfiguration.csv';
    expect(errorOf(await intake.takeFile(await carriedFileAt(realData(path)))).code).toBe('zone-needed');
    const report = await takeReal(intake, path, 'UTC');
    expect([report.accepted, report.quarantinedTotal]).toEqual([18_050, 0]);
    const series = (await intake.series())[0]?.series ?? '';
    expect(series).toBe('unassigned/cpu_utilization_asg_misconfiguration/production');
    const { times, values } = await intake.samples(series, 0, Infinity);
    expect([times.length, times[0], values[0]]).toEqual([18_050, Date.UTC(2014, 4, 14, 1, 14), 85.835]);
    expect([times.at(-1), values.at(-1)]).toEqual([Date.UTC(2014, 6, 15, 17, 19), 12.129000000000001]);
  });

  it('[I24] twelve values at one moment, where clocks went forward: one is kept, eleven are named', async () => {
    const intake = await openTestIntake();
    const report = await takeReal(intake, 'metrics/ec2_request_latency_system_failure.csv', 'UTC');
    expect([report.accepted, report.quarantinedTotal]).toEqual([4021, 11]);
    expect(new Set(report.quarantined.map((row) => row.code))).toEqual(new Set(['duplicate-time']));
    expect(report.quarantined.map((row) => row.row)).toEqual(Array.from({ length: 11 }, (_, index) => 559 + index));
    expect((await takeReal(intake, 'metrics/elb_request_count_8c0756.csv', '+00:00')).accepted).toBe(4032);
  });

  it('[I26] records of APIs that are not read here are refused, not guessed', async () => {
    const intake = await openTestIntake();
    for (const path of ['raw/jenkins/stages.csv', 'raw/jenkins/jobs_multibranch.csv']) {
      const fault = errorOf(await intake.takeFile(await carriedFileAt(realData(path))));
      expect([path, fault.code]).toEqual([path, expect.stringMatching(/^(unknown-format|unreadable)$/)]);
      expect(fault.message).not.toBe('');
    }
    expect(intake.head().seq).toBe(0);
  });
});
