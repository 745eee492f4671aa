import { describe, expect, it } from 'vitest';
import type { Body } from './body-format.ts';
import { readText, rowsOf } from './test-reading.ts';

const read = (records: readonly Body[] | Body) => readText('records.json', JSON.stringify(records));
const at = (hour: number, minute = 0, second = 0): number => Date.UTC(2026, 2, 10, hour, minute, second);

describe('Unleash', () => {
  const event = (id: number, type: string, more: Body = {}): Body => ({
    id,
    type,
    createdBy: 'anna@example.org',
    createdAt: '2026-03-10T10:00:00.000Z',
    featureName: 'new-cart',
    project: 'shop',
    environment: 'production',
    data: {},
    ...more,
  });

  it('[I42] events are flag changes by their growing id, without who made them; others are passed over', () => {
    const reading = read({
      version: 1,
      events: [
        event(3, 'feature-environment-enabled'),
        event(4, 'feature-strategy-update'),
        event(5, 'feature-environment-disabled'),
        event(6, 'user-created', { featureName: null }),
      ],
    });
    expect([reading.format, reading.faults]).toEqual(['unleash-events', []]);
    expect(rowsOf(reading, 'flag').map((row) => [row.id, row.state, row.revision])).toEqual([
      ['unleash:flag:unleash:3', 'on', 3],
      ['unleash:flag:unleash:4', 'changed', 4],
      ['unleash:flag:unleash:5', 'off', 5],
    ]);
    expect(JSON.stringify(reading.rows)).not.toContain('anna');
  });

  it('[I42] an empty hour is rows of zeros, not a share of 0; the rows of an hour add up to what was counted', () => {
    const hour = (time: string, more: Body): Body => ({
      featureName: 'new-cart',
      appName: 'checkout',
      environment: 'production',
      timestamp: `2026-03-10T${time}:00.000Z`,
      ...more,
    });
    const reading = read({
      data: [
        hour('10:00', { yes: 0, no: 0, variants: {} }),
        hour('11:00', { yes: 30, no: 10, variants: { red: 12, blue: 10, disabled: 10 } }),
      ],
    });
    const counted = rowsOf(reading, 'exposure').map((row) => [row.from, row.to, row.variant, row.exposures]);
    expect(counted).toEqual([
      [at(10), at(11), 'off', 0],
      [at(10), at(11), 'on', 0],
      [at(11), at(12), 'off', 10],
      [at(11), at(12), 'red', 12],
      [at(11), at(12), 'blue', 10],
      [at(11), at(12), 'on', 8],
    ]);
  });
});
