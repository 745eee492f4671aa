import { describe, expect, it } from 'vitest';
import { changeRowSchema, deploymentRowSchema, mergeRowSchema } from '../domain/release/delivery-rows.ts';
import { incidentRowSchema } from '../domain/release/trouble-rows.ts';
import { doraOf, type DoraOptions, type DoraRows } from './dora.ts';
import { groupDeployments } from './grouped-deployments.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Monday. */
const start = Date.UTC(2026, 2, 2, 10);
const sha = (letter: string) => letter.repeat(40);

const deployment = (id: string, at: number, more: object = {}) =>
  deploymentRowSchema.parse({
    kind: 'deployment',
    id: `file:deployment:ci:${id}`,
    revision: 0,
    service: 'checkout',
    version: id,
    environment: 'production',
    startedAt: start + at - 10 * minute,
    finishedAt: start + at,
    result: 'success',
    sha: null,
    repository: 'acme/checkout',
    ...more,
  });
const incident = (id: string, at: number, more: object = {}) =>
  incidentRowSchema.parse({
    kind: 'incident',
    id: `pd:incident:acme:${id}`,
    revision: 0,
    service: 'checkout',
    title: id,
    severity: 'major',
    impactStartedAt: null,
    detectedAt: start + at,
    acceptedAt: null,
    resolvedAt: start + at + 90 * minute,
    release: null,
    ...more,
  });
const merge = (number: number, mergeSha: string, times: readonly (number | null)[]) => {
  const [firstCommitAt, createdAt, firstCommentAt, mergedAt] = times.map((at) => (at === null ? null : start + at));
  return mergeRowSchema.parse({
    kind: 'merge',
    id: `github:merge:acme:checkout#${number}`,
    revision: 0,
    repository: 'acme/checkout',
    number,
    title: '',
    state: 'merged',
    createdAt,
    mergedAt,
    mergeSha,
    firstCommitAt,
    firstCommentAt,
  });
};
const change = (letter: string, at: number, parents: readonly string[]) =>
  changeRowSchema.parse({
    kind: 'change',
    id: `git:change:acme/checkout:${letter}`,
    revision: 0,
    repository: 'acme/checkout',
    sha: sha(letter),
    at: start + at,
    subject: letter,
    files: 1,
    insertions: 1,
    deletions: 0,
    generated: 0,
    parents: parents.map(sha),
  });

const dora = (rows: Partial<DoraRows>, options: Partial<DoraOptions> = {}) =>
  doraOf({ deployments: [], incidents: [], merges: [], changes: [], ...rows }, { mode: 'hotwash', ...options });
const linked = (result: ReturnType<typeof dora>) =>
  result.incidents.map(
    ({ incident: { title }, link }) =>
      `${title} ${link?.deployment.commits[0]?.version ?? '-'} ${link?.strength ?? '-'}`,
  );

describe('deployments', () => {
  it('[D1] group the commits of one id: the earliest start, the latest finish, production before staging before testing', () => {
    const [first, second] = groupDeployments([
      deployment('a', hour, { group: 'g1', environment: 'testing' }),
      deployment('b', 2 * hour, { group: 'g1', environment: 'staging', result: 'failure' }),
      deployment('c', 3 * hour, { environment: 'prod' }),
    ]);
    expect(first).toMatchObject({ id: 'g1', environment: 'staging', result: 'failure', finishedAt: start + 2 * hour });
    expect(first?.startedAt).toBe(start + 50 * minute);
    expect(second).toMatchObject({ environment: 'production', id: 'file:deployment:ci:c' });
  });

  it('[D2] know the previous success by service, repository and environment in the order of finish', () => {
    const result = dora({
      deployments: [
        deployment('1', 0),
        deployment('2', hour, { result: 'failure' }),
        deployment('3', 2 * hour, { environment: 'staging' }),
        deployment('4', 3 * hour, { service: 'search' }),
        deployment('5', 4 * hour),
      ],
    });
    expect(
      result.deployments.map(({ deployment: { id }, previousSuccess }) => [
        id.at(-1),
        previousSuccess?.id.at(-1) ?? null,
      ]),
    ).toEqual([
      ['1', null],
      ['4', null],
      ['5', '1'],
    ]);
  });
});

describe('incidents and deployments', () => {
  const deployments = [deployment('1', 0), deployment('2', 2 * day, { sha: sha('b') }), deployment('3', 4 * day)];

  it('[D3] link explicitly, by component and window, and by time only as a suggestion', () => {
    const result = dora({
      deployments,
      incidents: [
        incident('named', 5 * day, { release: 'checkout@1' }),
        incident('root', 5 * day, { causeSha: 'bbbbbbbbbb' }),
        incident('window', 2 * day + hour),
        incident('late', 12 * day),
        incident('other', 4 * day + hour, { service: 'unassigned' }),
        incident('before', -hour),
      ],
    });
    expect(linked(result)).toEqual([
      'named 1 explicit',
      'root 2 explicit',
      'window 2 component-and-window',
      'late - -',
      'other - -',
      'before - -',
    ]);
    expect(result.suggestions.map((each) => [each.incident.title, each.deployment.id.at(-1), each.strength])).toEqual([
      ['late', '3', 'time-only'],
      ['other', '3', 'time-only'],
    ]);
    expect(result.suggestions[1]?.confidence).toBeGreaterThan(result.suggestions[0]?.confidence ?? 1);
    expect(result.metrics.changeFailureRate).toBeCloseTo(2 / 3);
    expect(result.metrics.incidentsPerDeployment).toBeNull();
  });

  it('[D3] a person confirms a suggestion or rejects a link, which then goes to the next one', () => {
    const incidents = [incident('late', 12 * day), incident('window', 2 * day + hour)];
    const verdicts = [
      { a: 'pd:incident:acme:late', b: 'file:deployment:ci:3', verdict: 'confirmed' as const },
      { a: 'file:deployment:ci:2', b: 'pd:incident:acme:window', verdict: 'rejected' as const },
    ];
    expect(linked(dora({ deployments, incidents }, { verdicts }))).toEqual([
      'late 3 time-only',
      'window 1 component-and-window',
    ]);
  });

  it('[D3] a deployment that takes another one back while the incident lasts is explicit', () => {
    const undo = deployment('4', 2 * day + 2 * hour, { revertOf: '1' });
    expect(linked(dora({ deployments: [...deployments, undo], incidents: [incident('x', 2 * day + hour)] }))).toEqual([
      'x 1 explicit',
    ]);
  });

  it('[D4] as DevLake: project-wide, the latest that finished strictly before the incident was created', () => {
    const result = dora(
      {
        deployments: [...deployments, deployment('9', 4 * day + hour, { result: 'failure' })],
        incidents: [
          incident('same', 4 * day),
          incident('after', 4 * day + 1),
          incident('again', 30 * day, { release: 'checkout@1' }),
          incident('third', 31 * day, { resolvedAt: null }),
          incident('before', 0),
        ],
      },
      { mode: 'devlake' },
    );
    expect(linked(result).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'same 2',
      'after 3',
      'again 3',
      'third 3',
      'before -',
    ]);
    expect(result.metrics.incidentsPerDeployment).toBeCloseTo(4 / 3);
    expect(result.metrics.changeFailureRate).toBeCloseTo(2 / 3);
    expect(result.incidents[0]?.recoveryMinutes).toBe(2 * 1440 + 90);
    expect(result.metrics.recoveryTime).toBe(2 * 1440 + 90);
  });
});

describe('lead time', () => {
  // a - b - d - e, with c on a branch that d merged.
  const changes = [
    change('a', -2 * day, []),
    change('b', -day, ['a']),
    change('c', -day, ['a']),
    change('d', hour, ['b', 'c']),
    change('e', 3 * hour, ['d']),
  ];
  const deployments = [
    deployment('1', 0, { sha: sha('b') }),
    deployment('2', 2 * hour, { sha: sha('d') }),
    deployment('3', 4 * hour, { sha: sha('e') }),
  ];

  it('[D5] ends with the first deployment whose commits since the previous success contain the merge commit', () => {
    const result = dora({
      deployments,
      changes,
      merges: [
        merge(1, sha('c'), [-3 * day, -2 * day, null, -day]),
        merge(2, sha('e'), [hour, 2 * hour, null, 3 * hour]),
        merge(3, sha('b'), [-9 * day, -8 * day, null, -day]),
      ],
    });
    expect(
      result.leadTimes.map(({ merge: { number }, deployment: found }) => [number, found?.id.at(-1) ?? null]),
    ).toEqual([
      [1, '2'],
      [2, '3'],
      [3, null],
    ]);
  });

  it('[D5] rounds minutes up, has no negative span, and counts nulls as 0 in the cycle', () => {
    const [all, odd] = dora({
      deployments,
      changes,
      merges: [
        merge(1, sha('d'), [0, 10 * minute + 1, 25 * minute, hour]),
        merge(2, sha('c'), [hour, 0, null, 30 * minute]),
      ],
    }).leadTimes;
    expect(all).toMatchObject({ coding: 11, pickup: 15, review: 35, deploy: 60, cycle: 11 + 50 + 60 });
    expect(odd).toMatchObject({ coding: null, pickup: null, review: null, deploy: 90, cycle: 30 + 90 });
  });

  it('[D5] goes by time where no source tells the ancestry', () => {
    const [first, second] = dora({
      deployments: [deployment('1', 0), deployment('2', 2 * hour), deployment('3', 4 * hour)],
      merges: [merge(1, sha('c'), [null, 0, null, hour]), merge(2, sha('c'), [null, -day, null, -hour])],
    }).leadTimes;
    expect(first?.deployment?.id.at(-1)).toBe('2');
    expect(second?.deployment).toBeNull();
  });
});

describe('measures', () => {
  it('[D6] frequency is the lower median of distinct deployment days per calendar week and month, empty ones included', () => {
    const at = [0, hour, day, 2 * day, 14 * day, 21 * day, 22 * day, 35 * day];
    const result = dora({ deployments: at.map((each, index) => deployment(`${index}`, each)) });
    // Weeks: 3, 0, 1, 2, 0, 1; months: 6 days in March, 1 in April.
    expect(result.metrics.deploymentFrequency).toEqual({ perWeek: 1, perMonth: 1 });
    expect(result.metrics.deployments).toBe(8);
  });

  it('[D6] says nothing where there is nothing to measure', () => {
    expect(dora({}).metrics).toMatchObject({ deployments: 0, changeFailureRate: null, recoveryTime: null });
    expect(dora({}).metrics.deploymentFrequency).toEqual({ perWeek: null, perMonth: null });
  });

  it('[D5] what the first deployment brought is not brought again by the same commit', () => {
    const times = [0, hour, null, 2 * hour];
    const rows = {
      deployments: [deployment('1', 3 * hour, { sha: sha('a') }), deployment('2', 5 * hour, { sha: sha('a') })],
      incidents: [],
      merges: [merge(1, sha('a'), times)],
    };
    for (const changes of [[], [change('a', 2 * hour, [])]])
      expect(doraOf({ ...rows, changes }, { mode: 'devlake' }).leadTimes[0]?.deployment).toBeNull();
  });

  it('[D5] without commits a deployment brings the merges of its own repository alone', () => {
    const other = { service: 'cart', repository: 'acme/cart' };
    const rows = {
      deployments: [
        deployment('1', 0),
        deployment('c1', 0, other),
        deployment('2', 5 * hour),
        deployment('c2', 9 * hour, other),
      ],
      incidents: [],
      merges: [
        merge(1, sha('a'), [0, hour, null, 2 * hour]),
        { ...merge(2, sha('b'), [0, hour, null, 2 * hour]), repository: 'acme/cart' },
      ],
      changes: [],
    };
    const found = doraOf(rows, { mode: 'devlake' }).leadTimes.map((each) => each.deployment?.id.split(':').at(-1));
    expect(found).toEqual(['2', 'c2']);
  });

  it('[D2] each commit of a deployment has the deployment before it, of one repository too', () => {
    const group = { group: 'g', repository: 'acme/checkout' };
    const rows = {
      deployments: [
        deployment('1', 0, { sha: sha('a') }),
        deployment('2', 5 * hour, { ...group, sha: sha('b') }),
        deployment('3', 6 * hour, { ...group, sha: sha('c') }),
      ],
      incidents: [],
      merges: [merge(1, sha('c'), [0, hour, null, 2 * hour])],
      changes: [change('a', -hour, []), change('b', hour, ['a']), change('c', 2 * hour, ['b'])],
    };
    const [time] = doraOf(rows, { mode: 'devlake' }).leadTimes;
    expect([time?.deployment?.id, time?.deploy]).toEqual(['g', 240]);
  });

  it('[D4] a deployment that was taken back later had succeeded: its incidents are not those of the one before', () => {
    const rows = {
      deployments: [deployment('1', 0), deployment('2', 5 * hour, { result: 'rolled-back' })],
      incidents: [incident('i', 6 * hour)],
      merges: [],
      changes: [],
    };
    const { incidents, metrics } = doraOf(rows, { mode: 'devlake' });
    expect([incidents[0]?.link?.deployment.commits[0]?.version, metrics.changeFailureRate]).toEqual(['2', 0.5]);
  });
});
