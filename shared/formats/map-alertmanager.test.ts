import { describe, expect, it } from 'vitest';
import type { Body } from './body-format.ts';
import { readText, rowsOf } from './test-reading.ts';

const read = (records: readonly Body[] | Body, mapping: { readonly [constant: string]: string } = {}) =>
  readText('records.json', JSON.stringify(records), { mapping: { columns: {}, constants: mapping } });
const at = (hour: number, minute = 0, second = 0): number => Date.UTC(2026, 2, 10, hour, minute, second);

describe('Alertmanager', () => {
  const alert = (more: Body = {}): Body => ({
    labels: { alertname: 'SlowCheckout', service: 'checkout', severity: 'page', job: 'node' },
    annotations: { summary: 'p95 is 2.3 s' },
    startsAt: '2026-03-10T10:00:00.000Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: 'abcdef0123456789',
    generatorURL: 'http://prometheus:9090/graph',
    ...more,
  });
  const group = (alerts: readonly Body[]): Body => ({
    version: '4',
    groupKey: '{}:{}',
    receiver: 'hotwash',
    status: 'firing',
    externalURL: 'http://alerts.acme.example:9093',
    alerts,
  });

  it('[I40] an incident is a fingerprint from one start on; the year 1 and what lies ahead end nothing', () => {
    const firing = { status: { state: 'active' }, endsAt: '2026-03-10T10:04:00Z', updatedAt: '2026-03-10T10:00:00Z' };
    const reading = read([
      alert(firing),
      alert({ ...firing, startsAt: '2026-03-11T10:00:00Z' }),
      alert({ status: 'firing' }),
    ]);
    expect(reading.faults).toEqual([]);
    const rows = rowsOf(reading, 'incident');
    expect(rows.map((row) => [row.id.split('@')[1], row.resolvedAt])).toEqual([
      [String(at(10)), null],
      [String(at(34)), null],
      [String(at(10)), null],
    ]);
    expect(rows[0]).toMatchObject({ service: 'checkout', severity: 'critical', title: 'SlowCheckout: p95 is 2.3 s' });
  });

  it('[I40] a webhook brings several alerts at once, and says when one is over; repeats change nothing', () => {
    const again = alert({ status: 'firing', annotations: { summary: 'p95 is 2.9 s' } });
    const over = alert({ status: 'resolved', endsAt: '2026-03-10T10:30:00Z' });
    const reading = read([
      group([alert({ status: 'firing' })]),
      group([again]),
      group([over, alert({ status: 'resolved', endsAt: '2026-03-10T09:00:00Z' })]),
    ]);
    const rows = rowsOf(reading, 'incident');
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toMatchObject({
      resolvedAt: at(10, 30),
      revision: at(10, 30),
      title: 'SlowCheckout: p95 is 2.3 s',
    });
    expect(reading.faults.map((fault) => fault.code)).toEqual(['finish-before-start']);
    expect(rowsOf(read([alert()], { serviceLabel: 'job' }), 'incident')[0]?.service).toBe('node');
  });
});
