import { describe, expect, it } from 'vitest';
import { changeRowSchema, deploymentRowSchema, flagRowSchema } from '../domain/release/delivery-rows.ts';
import { incidentRowSchema, ticketRowSchema } from '../domain/release/trouble-rows.ts';
import { linksOf, type Link } from './links.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 2, 10);
const sha = (letter: string) => letter.repeat(40);
const common = { revision: 0, service: 'checkout' };

const deployments = ['a', 'c'].map((letter, index) =>
  deploymentRowSchema.parse({
    ...common,
    kind: 'deployment',
    id: `file:deployment:ci:${index + 1}`,
    version: `${index + 1}`,
    environment: 'production',
    startedAt: start + index * 10 * hour,
    finishedAt: start + index * 10 * hour,
    result: 'success',
    sha: sha(letter),
  }),
);
const changes = [
  ['a', []],
  ['b', ['a']],
  ['c', ['b']],
].map(([letter, parents], index) =>
  changeRowSchema.parse({
    revision: 0,
    kind: 'change',
    id: `git:change:checkout:${String(letter)}`,
    repository: 'checkout',
    sha: sha(String(letter)),
    at: start + index * hour,
    subject: letter === 'b' ? 'Take the basket whole, fixes #12' : 'x',
    files: 1,
    insertions: 1,
    deletions: 0,
    generated: 0,
    parents: (parents as string[]).map(sha),
  }),
);
const incidents = [
  incidentRowSchema.parse({
    ...common,
    kind: 'incident',
    id: 'pd:incident:acme:P1',
    title: 'Basket empty',
    severity: 'major',
    impactStartedAt: null,
    detectedAt: start + 11.5 * hour,
    acceptedAt: null,
    resolvedAt: null,
    release: null,
  }),
];
const ticket = (id: string, at: number, release: string | null) =>
  ticketRowSchema.parse({
    ...common,
    kind: 'ticket',
    id: `redmine:ticket:acme:${id}`,
    title: id,
    text: '',
    state: 'open',
    createdAt: start + at,
    closedAt: null,
    release,
    labels: [],
    scrubbed: 0,
  });
const flags = [
  flagRowSchema.parse({
    ...common,
    kind: 'flag',
    id: 'unleash:flag:acme:7',
    flag: 'new-basket',
    environment: 'production',
    at: start + 11 * hour,
    state: 'on',
    variant: null,
  }),
];
const short = ({ from, to, strength }: Link) =>
  `${from.id.split(':').at(-1) ?? ''} ${to.id.split(':').at(-1) ?? ''} ${strength}`;

describe('links between rows', () => {
  const rows = {
    deployments,
    changes,
    incidents,
    tickets: [ticket('12', 12 * hour, 'checkout@1'), ticket('13', 13 * hour, null)],
    flags,
  };

  it('[D7] tie deployments, commits, incidents, tickets and flags, each with its strength and a reason', () => {
    const links = linksOf(rows);
    expect(links.map(short)).toEqual([
      '2 c explicit',
      '2 b explicit',
      'P1 2 component-and-window',
      '12 1 explicit',
      'b 12 explicit',
      '13 2 component-and-window',
      '7 2 component-and-window',
      'P1 7 component-and-window',
    ]);
    for (const { confidence, why } of links) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(why).not.toBe('');
    }
  });

  it('[D7] show what a person said of them, and the link that takes a rejected one’s place', () => {
    const verdicts = [{ a: 'file:deployment:ci:2', b: 'pd:incident:acme:P1', verdict: 'rejected' as const }];
    const own = linksOf(rows, verdicts).filter(({ from, to }) => from.kind === 'incident' && to.kind === 'deployment');
    expect(own.map((each) => [short(each), each.verdict])).toEqual([
      ['P1 2 component-and-window', 'rejected'],
      ['P1 1 component-and-window', null],
    ]);
  });

  it('[D7] are suggestions by time only where nothing else ties an incident', () => {
    const orphan = incidents.map((row) => ({ ...row, service: 'search' as typeof row.service }));
    const [only] = linksOf({ ...rows, incidents: orphan, changes: [], tickets: [], flags: [] });
    expect(only).toMatchObject({ strength: 'time-only', verdict: null });
  });
});
