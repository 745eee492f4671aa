import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from './test-reading.ts';

type Json = { readonly [key: string]: unknown };
const digest = `sha256:${'0b31b1c0'.repeat(8)}`;

function event(type: string, subject: string, at: string, content: Json, more: Json = {}): Json {
  return {
    context: {
      specversion: '0.5.0',
      id: `${type}@${at}`,
      source: '/ci/1',
      type: `dev.cdevents.${type}`,
      timestamp: at,
    },
    subject: { id: subject, content },
    ...more,
  };
}
const deployed = (type: string, tag: string, at: string): Json =>
  event(type, 'checkout', at, {
    environment: { id: 'Production' },
    artifactId: `pkg:oci/checkout@${encodeURIComponent(digest)}?tag=${tag}`,
  });
const read = (events: readonly Json[]) => readText('events.json', JSON.stringify(events));

describe('CDEvents', () => {
  it('[I44] a roll-back deploys what came before, and marks what it takes back', () => {
    const reading = read([
      deployed('service.deployed.0.2.0', '4.17.0', '2026-03-10T10:00:00Z'),
      deployed('service.upgraded.0.2.0', '4.18.0', '2026-03-11T10:00:00Z'),
      deployed('service.rolledback.0.2.0', '4.17.0', '2026-03-11T10:30:00Z'),
    ]);
    expect(reading.faults).toEqual([]);
    expect(rowsOf(reading, 'deployment').map(({ version, result, revertOf }) => [version, result, revertOf])).toEqual([
      ['4.17.0', 'success', undefined],
      ['4.18.0', 'success', undefined],
      ['4.18.0', 'rolled-back', undefined],
      ['4.17.0', 'success', '4.18.0'],
    ]);
    expect(rowsOf(reading, 'deployment')[3]).toMatchObject({ environment: 'production', digest, service: 'checkout' });
  });

  it('[I44] what began is remembered for the event that says how it ended', () => {
    const environment = { environment: { id: 'prod' }, service: { id: 'ns/checkout' } };
    const reading = read([
      event('pipelinerun.queued.0.2.0', 'run-41', '2026-03-10T09:00:00Z', { pipelineName: 'deploy' }),
      event('pipelinerun.started.0.2.0', 'run-41', '2026-03-10T09:01:00Z', {
        pipelineName: 'deploy',
        uri: 'https://ci/41',
      }),
      event('pipelinerun.finished.0.2.0', 'run-41', '2026-03-10T09:09:00Z', {
        pipelineName: 'deploy',
        outcome: 'cancel',
      }),
      event('incident.detected.0.2.0', 'i-1', '2026-03-10T10:00:00Z', { ...environment, description: 'Slow' }),
      event('incident.resolved.0.2.0', 'i-1', '2026-03-10T10:40:00Z', { ...environment, description: 'Fine again' }),
      event('incident.resolved.0.2.0', 'i-2', '2026-03-10T10:40:00Z', environment),
      event('change.created.0.3.0', '17', '2026-03-09T08:00:00Z', {
        description: 'Cache',
        repository: { id: 'acme/checkout' },
      }),
      event('change.reviewed.0.2.0', '17', '2026-03-09T09:00:00Z', { repository: { id: 'acme/checkout' } }),
      event('change.merged.0.2.0', '17', '2026-03-09T10:00:00Z', { repository: { id: 'acme/checkout' } }),
      event('change.merged.0.2.0', '18', '2026-03-09T10:00:00Z', { repository: { id: 'acme/checkout' } }),
    ]);
    expect(reading.faults.map((fault) => fault.code)).toEqual(['missing-value']);
    expect(rowsOf(reading, 'build').at(-1)).toMatchObject({
      startedAt: Date.UTC(2026, 2, 10, 9, 1),
      finishedAt: Date.UTC(2026, 2, 10, 9, 9),
      result: 'aborted',
      service: 'deploy',
      number: 41,
    });
    expect(rowsOf(reading, 'incident').at(-1)).toMatchObject({
      service: 'checkout',
      title: 'Slow',
      detectedAt: Date.UTC(2026, 2, 10, 10),
      resolvedAt: Date.UTC(2026, 2, 10, 10, 40),
    });
    expect(rowsOf(reading, 'merge')).toHaveLength(3);
    expect(rowsOf(reading, 'merge').at(-1)).toMatchObject({
      repository: 'acme/checkout',
      state: 'merged',
      createdAt: Date.UTC(2026, 2, 9, 8),
      firstCommentAt: Date.UTC(2026, 2, 9, 9),
      mergedAt: Date.UTC(2026, 2, 9, 10),
    });
  });

  it('[I44] the same event is read structured, as text, as base64 and binary, and from before 0.5', () => {
    const bare = deployed('service.deployed.0.2.0', '4.17.0', '2026-03-10T10:00:00Z');
    const type = 'dev.cdevents.service.deployed.0.2.0';
    const envelope = { specversion: '1.0', id: '1', source: '/ci/1', type };
    const text = JSON.stringify(bare);
    const headers = { 'Ce-Specversion': '1.0', 'Ce-Id': '1', 'Ce-Source': '/ci/1', 'Ce-Type': type };
    const { specversion: _, ...context } = bare['context'] as Json;
    const older = {
      ...bare,
      context: { version: '0.4.1', ...context },
      subject: { type: 'service', ...(bare['subject'] as Json) },
    };
    const forms = [
      { ...envelope, data: bare },
      { ...envelope, data: text },
      { ...envelope, data_base64: btoa(text) },
      { headers, body: bare },
      older,
    ];
    const expected = read([bare]).rows;
    expect(expected).toHaveLength(1);
    for (const form of forms) expect([read([form]).faults, read([form]).rows]).toEqual([[], expected]);
    expect(readText('one.json', JSON.stringify(forms[0], null, 2)).rows).toEqual(expected);
  });

  it('[I44] an envelope that says another type, or nothing, is refused with its path; other CloudEvents are passed over', () => {
    const bare = deployed('service.deployed.0.2.0', '4.17.0', '2026-03-10T10:00:00Z');
    const envelope = { specversion: '1.0', id: '1', source: '/x', type: 'dev.cdevents.service.removed.0.2.0' };
    const reading = read([
      { ...envelope, data: bare },
      { ...envelope, id: '', data: bare },
      { ...envelope, specversion: '0.3', data: bare },
      { ...envelope, type: 'com.example.thing', data: { a: 1 } },
    ]);
    expect(reading.rows).toEqual([]);
    expect(reading.faults.map(({ code, path }) => [code, path])).toEqual([
      ['bad-event', 'context.type'],
      ['bad-event', 'id'],
      ['bad-event', 'specversion'],
    ]);
  });
});
