import { describe, expect, it } from 'vitest';
import type { Body } from './body-format.ts';
import { readText } from './test-reading.ts';

const read = (records: readonly Body[] | Body) => readText('records.json', JSON.stringify(records));
const at = (hour: number, minute = 0, second = 0): number => Date.UTC(2026, 2, 10, hour, minute, second);

describe('PagerDuty webhooks', () => {
  const event = (type: string, time: string, state: string): Body => ({
    event: {
      id: `e-${time}`,
      event_type: type,
      resource_type: 'incident',
      occurred_at: `2026-03-10T${time}Z`,
      agent: { summary: 'Anna Example' },
      data: {
        id: 'PGR0VU2',
        type: 'incident',
        html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
        created_at: '2026-03-10T10:00:00Z',
        status: state,
        title: 'Checkout is slow',
        service: { id: 'PF9KMXH', summary: 'Checkout' },
        urgency: 'high',
        priority: { summary: 'P1' },
      },
    },
  });

  it('[I41] the events of an incident are one row, the one of the REST API, accepted at its first acknowledgement', () => {
    const reading = read([
      event('incident.triggered', '10:00:00', 'triggered'),
      event('incident.acknowledged', '10:03:00', 'acknowledged'),
      event('incident.acknowledged', '10:09:00', 'acknowledged'),
      event('incident.resolved', '10:40:00', 'resolved'),
      event('incident.annotated', '10:41:00', 'resolved'),
      event('service.updated', '10:41:00', 'resolved'),
    ]);
    expect([reading.format, reading.faults, reading.rows.length]).toEqual(['pagerduty-webhooks', [], 4]);
    expect(reading.rows.at(-1)).toMatchObject({
      id: 'pagerduty:incident:acme.pagerduty.com:PGR0VU2',
      service: 'checkout',
      severity: 'critical',
      detectedAt: at(10),
      acceptedAt: at(10, 3),
      resolvedAt: at(10, 40),
    });
    expect(JSON.stringify(reading.rows)).not.toContain('Anna');
  });
});
