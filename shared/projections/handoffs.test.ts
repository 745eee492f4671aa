import { describe, expect, it } from 'vitest';
import { deploymentRowSchema } from '../domain/release/delivery-rows.ts';
import { incidentRowSchema, postmortemRowSchema } from '../domain/release/trouble-rows.ts';
import { handOffsOf } from './handoffs.ts';

const at = (minutes: number) => Date.UTC(2026, 2, 16, 10) + minutes * 60_000;
const incident = (id: string, minutes: number, more: object = {}) =>
  incidentRowSchema.parse({
    kind: 'incident',
    id: `pagerduty:incident:acme:${id}`,
    revision: 0,
    service: 'checkout',
    title: id,
    severity: 'major',
    impactStartedAt: at(minutes - 5),
    detectedAt: at(minutes),
    acceptedAt: null,
    resolvedAt: at(minutes + 60),
    release: null,
    ...more,
  });
const postmortem = (id: string, named: string | null, minutes: number, more: object = {}) =>
  postmortemRowSchema.parse({
    kind: 'postmortem',
    id: `file:postmortem:checkout:${id}`,
    revision: 0,
    service: 'checkout',
    title: id,
    incident: named,
    from: at(minutes),
    to: at(minutes + 60),
    deployEndedAt: null,
    alertedAt: null,
    acceptedAt: null,
    steps: [],
    sections: [],
    ...more,
  });
const deployment = (id: string, minutes: number, more: object = {}) =>
  deploymentRowSchema.parse({
    kind: 'deployment',
    id: `file:deployment:ci:${id}`,
    revision: 0,
    service: 'checkout',
    version: '4.18.0',
    environment: 'production',
    startedAt: at(minutes - 10),
    finishedAt: at(minutes),
    result: 'success',
    sha: null,
    ...more,
  });

describe('hand-offs of incidents', () => {
  it('[M8.1] sets out who handed over when, each time with its row, and names the steps that nobody noted', () => {
    const [table] = handOffsOf(
      [incident('P1', 20)],
      [postmortem('pm', null, 18, { acceptedAt: at(31) })],
      [deployment('d1', -300), deployment('d2', 0), deployment('d3', 60), deployment('d4', 5, { result: 'failure' })],
    );
    expect(table?.steps).toEqual([
      { step: 'deploy end', at: at(0), source: 'file:deployment:ci:d2' },
      { step: 'alert', at: at(20), source: 'pagerduty:incident:acme:P1' },
      { step: 'accepted', at: at(31), source: 'file:postmortem:checkout:pm' },
      { step: 'resolved', at: at(80), source: 'pagerduty:incident:acme:P1' },
    ]);
    expect(table?.missing).toEqual([]);
    expect(handOffsOf([incident('P1', 20, { resolvedAt: null })], [], [])[0]?.missing).toEqual([
      'deploy end',
      'accepted',
      'resolved',
    ]);
  });

  it('[M8.1] ties by the incident that is named, else by service and window, nearest first and one to one', () => {
    const tables = handOffsOf(
      [incident('P1', 20), incident('P2', 40), incident('P3', 4000), incident('P4', 30, { service: 'search' })],
      [
        postmortem('near', null, 38),
        postmortem('named', '#p3', 0),
        postmortem('also', null, 14),
        postmortem('far', null, 9000),
      ],
      [],
    );
    expect(tables.map((each) => [each.incident?.title ?? null, each.postmortem?.title ?? null])).toEqual([
      ['P1', 'also'],
      ['P4', null],
      ['P2', 'near'],
      ['P3', 'named'],
      [null, 'far'],
    ]);
  });

  it("[M8.1] takes the post-mortem's alert where the incident's detection was only its impact", () => {
    const guessed = incident('P1', 20, { impactStartedAt: at(20) });
    const [table] = handOffsOf([guessed], [postmortem('pm', 'P1', 18, { alertedAt: at(27) })], []);
    expect(table?.steps[1]).toEqual({ step: 'alert', at: at(27), source: 'file:postmortem:checkout:pm' });
  });
});
