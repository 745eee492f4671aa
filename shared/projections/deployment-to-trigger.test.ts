import { describe, expect, it } from 'vitest';
import { evaluateTrigger } from '../domain/policy/evaluate-trigger.ts';
import { standardPolicy } from '../domain/policy/standard-policy.ts';
import { triggerEventSchema } from '../domain/policy/trigger-event.ts';
import { deploymentRowSchema } from '../domain/release/delivery-rows.ts';
import { incidentRowSchema } from '../domain/release/trouble-rows.ts';
import { deploymentsToTriggers, type DeliveryRows } from './deployment-to-trigger.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 2, 10);

const deployment = (version: string, at: number, more: object = {}) =>
  deploymentRowSchema.parse({
    kind: 'deployment',
    id: `ci:deployment:acme:${version}/${at}`,
    revision: 0,
    service: 'checkout',
    version,
    environment: 'prod',
    startedAt: start + at * hour - 60_000,
    finishedAt: start + at * hour,
    result: 'success',
    sha: null,
    ...more,
  });
const incident = (at: number, more: object = {}) =>
  incidentRowSchema.parse({
    kind: 'incident',
    id: `pd:incident:acme:${at}`,
    revision: 0,
    service: 'checkout',
    title: 'Payments fail',
    severity: 'major',
    impactStartedAt: null,
    detectedAt: start + at * hour,
    acceptedAt: null,
    resolvedAt: null,
    release: null,
    ...more,
  });

const events = (rows: Partial<DeliveryRows>) =>
  deploymentsToTriggers({ deployments: [], incidents: [], tierOf: () => 'critical', ...rows }).map(
    ({ event }) => event,
  );

describe('trigger events of deployments', () => {
  it('[M1.3] tells version difference, incidents and rollback, and is what the schema says', () => {
    const all = events({
      deployments: [
        deployment('4.17.0', 0),
        deployment('4.18.0', 100),
        deployment('4.17.0', 103),
        deployment('4.18.1', 200),
        deployment('9.0.0', 201, { environment: 'staging' }),
        deployment('4.18.2', 300, { result: 'running', finishedAt: null }),
      ],
      incidents: [incident(101), incident(202, { severity: 'minor' })],
    });
    expect(all.map((each) => triggerEventSchema.parse(each))).toEqual(all);
    expect(
      all.map(({ version, changeType, impact }) => [version, changeType, impact.incidents, impact.rolledBack]),
    ).toEqual([
      ['4.17.0', 'unknown', 0, false],
      ['4.18.0', 'minor', 1, true],
      ['4.17.0', 'minor', 0, false],
      ['4.18.1', 'minor', 1, false],
    ]);
    expect(all.map(({ impact }) => impact.severeIncidents)).toEqual([0, 1, 0, 0]);
  });

  it('[M1.3] a service that the catalogue does not know has no criticality, which is an error and not "none"', () => {
    const [event] = events({ deployments: [deployment('1.0.0', 0)], tierOf: () => null });
    expect(evaluateTrigger(standardPolicy, event)).toMatchObject({ ok: false, error: { path: 'criticality' } });
  });

  it('counts an incident that was rejected for nothing, and one that names the release', () => {
    const deployments = [deployment('1.0.0', 0), deployment('1.1.0', 10)];
    const near = incident(11);
    const id = deployments[1]?.id ?? '';
    const verdicts = [{ a: near.id, b: id, verdict: 'rejected' as const }];
    expect(events({ deployments, incidents: [near], verdicts }).map(({ impact }) => impact.incidents)).toEqual([1, 0]);
    const named = incident(500, { release: 'checkout@1.0.0' });
    expect(events({ deployments, incidents: [named] }).map(({ impact }) => impact.incidents)).toEqual([1, 0]);
  });

  it('takes a deployment back that a later one names, and one whose source says so', () => {
    const all = events({
      deployments: [
        deployment('a', 0, { service: 'cart' }),
        deployment('b', 5, { service: 'cart', revertOf: 'a' }),
        deployment('c', 50, { service: 'cart', result: 'rolled-back' }),
        deployment('1.0.0', 0),
        deployment('1.1.0', 1),
        deployment('1.0.0', 26),
      ],
    });
    expect(all.filter(({ impact }) => impact.rolledBack).map(({ version }) => version)).toEqual(['a', 'c']);
  });

  it('makes one event for each service of a deployment of several', () => {
    const group = { group: 'train 7' };
    const all = events({
      deployments: [
        deployment('1', 0, group),
        deployment('2', 1, { ...group, service: 'cart' }),
        deployment('3', 2, group),
      ],
    });
    expect(all.map(({ service, id }) => [service, id])).toEqual([
      ['checkout', 'ci:deployment:acme:1/0'],
      ['cart', 'ci:deployment:acme:2/1'],
    ]);
  });

  it('reads 100,000 deployments within the time of a test', () => {
    const like = deployment('1.0.0', 0);
    const deployments = Array.from({ length: 100_000 }, (_, index) => ({
      ...like,
      id: `${like.id}/${index}` as typeof like.id,
      service: `s${index % 40}` as typeof like.service,
      version: `1.${index % 500}.0`,
      startedAt: start + index * 360_000,
      finishedAt: start + index * 360_000 + 60_000,
    }));
    expect(events({ deployments })).toHaveLength(100_000);
  }, 30_000);
});
