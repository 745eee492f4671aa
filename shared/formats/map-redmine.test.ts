import { describe, expect, it } from 'vitest';
import type { Body } from './body-format.ts';
import { formats } from './formats.ts';
import { readText, rowsOf } from './test-reading.ts';

const read = (records: readonly Body[] | Body) => readText('records.json', JSON.stringify(records));
const at = (hour: number, minute = 0, second = 0): number => Date.UTC(2026, 2, 10, hour, minute, second);

describe('Redmine', () => {
  const issue = (more: Body = {}): Body => ({
    id: 41,
    project: { id: 1, name: 'Shop' },
    tracker: { id: 1, name: 'Bug' },
    status: { id: 5, name: 'Closed', is_closed: true },
    priority: { id: 2, name: 'High' },
    author: { id: 7, name: 'Anna Example' },
    subject: 'Cart is empty',
    description: 'Call me: +49 30 1234567',
    custom_fields: [
      { id: 1, name: 'Component', value: 'Checkout' },
      { id: 2, name: 'Found in', value: '4.18.0' },
    ],
    created_on: '2026-03-10T10:00:00Z',
    updated_on: '2026-03-10T12:00:01Z',
    closed_on: '2026-03-10T12:00:00Z',
    ...more,
  });

  it('[I43] the status tells what is closed, times are whole seconds, and nobody is named', () => {
    const reading = read({
      issues: [
        issue(),
        issue({ id: 42, status: { id: 2, name: 'In Progress', is_closed: false } }),
        issue({ id: 43, status: { name: 'Rejected' }, closed_on: null }),
      ],
      total_count: 3,
    });
    expect([reading.format, reading.faults]).toEqual(['redmine-issues', []]);
    expect(rowsOf(reading, 'ticket').map((row) => [row.state, row.closedAt])).toEqual([
      ['closed', at(12)],
      ['open', null],
      ['closed', at(12, 0, 1)],
    ]);
    expect(rowsOf(reading, 'ticket')[0]).toMatchObject({
      service: 'checkout',
      release: '4.18.0',
      text: 'Call me: [phone]',
      scrubbed: 1,
      revision: at(12, 0, 1),
    });
  });

  it('[I43] [M5.5] what is kept of an issue names nobody, and brings the same ticket', () => {
    const kept = formats['redmine-issues'].scrub?.(issue()) ?? {};
    expect(JSON.stringify(kept)).not.toMatch(/Anna|1234567/);
    expect(read([kept]).rows).toEqual(read([issue()]).rows);
  });
});
