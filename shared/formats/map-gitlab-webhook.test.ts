import { describe, expect, it } from 'vitest';
import type { Body } from './body-format.ts';
import { readText, rowsOf } from './test-reading.ts';

const read = (records: readonly Body[] | Body) => readText('records.json', JSON.stringify(records));
const at = (hour: number, minute = 0, second = 0): number => Date.UTC(2026, 2, 10, hour, minute, second);

describe("GitLab's webhooks", () => {
  const project = { path_with_namespace: 'acme/checkout', web_url: 'https://gitlab.acme.example/acme/checkout' };
  const deploy = (state: string, time: string): Body => ({
    object_kind: 'deployment',
    status: state,
    status_changed_at: `2026-03-10 ${time} +0100`,
    deployment_id: 15,
    environment: 'live',
    environment_tier: 'production',
    project,
    short_sha: '279484c0',
    ref: 'main',
    commit_url: 'https://gitlab.acme.example/acme/checkout/-/commit/279484c09fbe69ededfced8c1bb6e6d24616b468',
  });

  it('[I39] a deployment starts with the event that says so, and ends with the one that says how', () => {
    const reading = read([deploy('running', '11:00:00'), deploy('success', '11:04:00')]);
    expect(rowsOf(reading, 'deployment').at(-1)).toMatchObject({
      id: 'gitlab:deployment:gitlab.acme.example:15',
      environment: 'production',
      startedAt: at(10),
      finishedAt: at(10, 4),
      result: 'success',
      sha: '279484c09fbe69ededfced8c1bb6e6d24616b468',
      repository: 'acme/checkout',
    });
  });

  it('[I39] pipeline, job, merge request and release events are read, a note is passed over', () => {
    const pipeline = {
      object_kind: 'pipeline',
      object_attributes: {
        id: 31,
        iid: 3,
        sha: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
        status: 'success',
        created_at: '2026-03-10 10:00:00 UTC',
        finished_at: '2026-03-10 10:05:00 UTC',
      },
      project,
      builds: [{ id: 380 }],
    };
    const merge = {
      object_kind: 'merge_request',
      project,
      object_attributes: {
        iid: 5,
        title: 'Cache',
        state: 'merged',
        created_at: '2026-03-10 09:00:00 UTC',
        updated_at: '2026-03-10 09:30:00 UTC',
        merge_commit_sha: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
        source_branch: 'a',
        url: 'https://gitlab.acme.example/acme/checkout/-/merge_requests/5',
      },
    };
    const job = {
      object_kind: 'build',
      sha: 'bcbb5ec396a2c0f828686f14fac9b80b780504f2',
      build_id: 380,
      build_name: 'test',
      build_stage: 'test',
      build_status: 'failed',
      build_created_at: '2026-03-10 10:00:00 UTC',
      build_started_at: null,
      build_finished_at: '2026-03-10 10:01:00 UTC',
      project,
    };
    const release = {
      object_kind: 'release',
      tag: 'v1.1',
      released_at: '2026-03-10 10:00:00 UTC',
      action: 'create',
      project,
    };
    const reading = read([pipeline, merge, job, release, { object_kind: 'note', project }]);
    expect(reading.faults).toEqual([]);
    expect(reading.rows.map((row) => row.kind)).toEqual(['build', 'merge', 'build', 'release']);
    expect(reading.rows[1]).toMatchObject({ repository: 'acme/checkout', state: 'merged', mergedAt: at(9, 30) });
    expect(readText('one.json', JSON.stringify(pipeline, null, 2)).rows).toHaveLength(1);
  });
});
