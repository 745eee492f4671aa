import { describe, expect, it } from 'vitest';
import type { Body } from './body-format.ts';
import { readText, rowsOf } from './test-reading.ts';

const read = (records: readonly Body[] | Body, mapping: { readonly [constant: string]: string } = {}) =>
  readText('records.json', JSON.stringify(records), { mapping: { columns: {}, constants: mapping } });
const at = (hour: number, minute = 0, second = 0): number => Date.UTC(2026, 2, 10, hour, minute, second);

const repo = 'https://api.github.com/repos/acme/checkout';
const deployment = (id: number, more: Body = {}): Body => ({
  url: `${repo}/deployments/${id}`,
  id,
  sha: 'add237f6852e6108ee8e0246780a54ce909c6087',
  ref: 'v4.18.0',
  task: 'deploy',
  payload: {},
  environment: 'prod-eu',
  production_environment: true,
  created_at: '2026-03-10T10:00:00Z',
  updated_at: '2026-03-10T10:00:00Z',
  repository_url: repo,
  ...more,
});
const status = (id: number, state: string, time: string): Body => ({
  id: 1,
  state,
  created_at: `2026-03-10T${time}Z`,
  deployment_url: `${repo}/deployments/${id}`,
  repository_url: repo,
});

describe("GitHub's API", () => {
  it("[I37] a deployment's end is its status's time; within one second the later state counts", () => {
    const statuses = [
      status(7, 'inactive', '18:00:00'),
      status(7, 'success', '10:05:00'),
      status(7, 'in_progress', '10:05:00'),
      status(7, 'queued', '10:01:00'),
    ];
    const [row] = rowsOf(read([{ deployment: deployment(7), statuses }]), 'deployment');
    expect(row).toEqual({
      kind: 'deployment',
      id: 'github:deployment:github.com:7',
      revision: at(10, 5) + 5,
      service: 'checkout',
      version: 'v4.18.0',
      environment: 'production',
      startedAt: at(10, 5),
      finishedAt: at(10, 5),
      result: 'success',
      sha: 'add237f6852e6108ee8e0246780a54ce909c6087',
      repository: 'acme/checkout',
    });
  });

  it('[I37] deployments and statuses may come apart and in any order; a status of no deployment is bad', () => {
    const reading = read([
      status(8, 'failure', '10:04:00'),
      deployment(8, { ref: 'main', environment: 'staging', production_environment: false }),
      status(8, 'in_progress', '10:02:00'),
      status(9, 'success', '10:04:00'),
    ]);
    const rows = rowsOf(reading, 'deployment').toSorted((a, b) => a.revision - b.revision);
    expect(rows.map((row) => [row.result, row.finishedAt, row.version, row.environment])).toEqual([
      ['running', null, 'add237f6852e', 'staging'],
      ['running', null, 'add237f6852e', 'staging'],
      ['failure', at(10, 4), 'add237f6852e', 'staging'],
    ]);
    expect(reading.faults.map((fault) => [fault.code, fault.path])).toEqual([['missing-value', 'deployment_url']]);
  });

  it('[I37] a pull request: the first comment is neither its author nor a bot, the merge commit only of a merge', () => {
    const pull = {
      number: 17,
      state: 'closed',
      title: 'Cache',
      created_at: '2026-03-10T08:00:00Z',
      updated_at: '2026-03-10T12:00:00Z',
      merged_at: '2026-03-10T12:00:00Z',
      merge_commit_sha: 'ADD237F6852E6108EE8E0246780A54CE909C6087',
      head: {},
      user: { login: 'anna' },
      base: { repo: { full_name: 'acme/checkout' } },
    };
    const remark = (login: string, type: string, time: string): Body => ({
      user: { login, type },
      submitted_at: `2026-03-10T${time}:00Z`,
    });
    const parts = {
      commits: [{ commit: { author: { date: '2026-03-09T15:00:00Z' } } }],
      reviews: [remark('anna', 'User', '08:10'), remark('ci', 'Bot', '08:11'), remark('ben', 'User', '09:30')],
      comments: [{ user: { login: 'renovate[bot]' }, created_at: '2026-03-10T08:05:00Z' }],
    };
    const reading = read([
      { pull, ...parts },
      { ...pull, number: 18, merged_at: null },
    ]);
    expect(reading.format).toBe('github-pulls');
    expect(rowsOf(reading, 'merge')).toMatchObject([
      {
        state: 'merged',
        firstCommitAt: Date.UTC(2026, 2, 9, 15),
        firstCommentAt: at(9, 30),
        mergeSha: 'add237f6852e6108ee8e0246780a54ce909c6087',
        repository: 'acme/checkout',
      },
      { state: 'closed', mergeSha: null, firstCommentAt: null, firstCommitAt: null },
    ]);
    expect(rowsOf(readText('one.json', JSON.stringify({ pull, ...parts })), 'merge')).toHaveLength(1);
  });

  it('[I37] an issue is an incident or a ticket by its labels, and names its cause', () => {
    const issue = (number: number, labels: readonly string[], more: Body = {}): Body => ({
      number,
      title: 'Checkout is slow',
      state: 'closed',
      labels: labels.map((name) => ({ name })),
      comments_url: `${repo}/issues/${number}/comments`,
      repository_url: repo,
      created_at: '2026-03-10T10:00:00Z',
      closed_at: '2026-03-10T11:00:00Z',
      updated_at: '2026-03-10T11:00:00Z',
      body: 'Root cause: 3ad303fb1202, says anna@example.org',
      ...more,
    });
    const issues = [
      issue(1, ['incident', 'Sev 2', 'service: payments', 'release: 4.18.0']),
      issue(2, ['bug']),
      issue(3, ['question']),
      issue(4, ['bug'], { pull_request: {} }),
    ];
    const reading = read(issues);
    expect([reading.rows.length, reading.faults]).toEqual([2, []]);
    expect(rowsOf(reading, 'incident')[0]).toMatchObject({
      service: 'payments',
      severity: 'major',
      release: '4.18.0',
      causeSha: '3ad303fb1202',
      detectedAt: at(10),
      resolvedAt: at(11),
    });
    expect(rowsOf(reading, 'ticket')[0]).toMatchObject({ service: 'checkout', scrubbed: 1, state: 'closed' });
    expect(rowsOf(read(issues, { incidentLabels: 'question' }), 'incident')).toHaveLength(1);
  });

  it('[I37] runs and jobs are builds, each attempt one; a run that is not over has no result', () => {
    const run = {
      id: 30,
      name: 'CI',
      run_number: 12,
      run_attempt: 2,
      workflow_id: 1,
      head_sha: 'add237f6852e6108ee8e0246780a54ce909c6087',
      status: 'completed',
      conclusion: 'timed_out',
      created_at: '2026-03-10T09:00:00Z',
      run_started_at: '2026-03-10T10:00:00Z',
      updated_at: '2026-03-10T10:20:00Z',
      repository: { full_name: 'acme/checkout' },
    };
    const page = { total_count: 2, workflow_runs: [run, { ...run, id: 31, status: 'queued', conclusion: null }] };
    const reading = read(page);
    expect(reading.format).toBe('github-runs');
    expect(rowsOf(reading, 'build').map((row) => [row.id, row.result, row.startedAt, row.finishedAt])).toEqual([
      ['github:run:github.com:30.2', 'failure', at(10), at(10, 20)],
      ['github:run:github.com:31.2', null, at(10), null],
    ]);
  });
});
