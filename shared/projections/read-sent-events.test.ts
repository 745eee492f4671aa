import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSentEvents } from './read-sent-events.ts';

const event = {
  id: 'p-1',
  service: 'checkout',
  version: '4.18.0',
  environment: 'prod',
  at: '2026-03-12T14:30:00Z',
  result: 'success',
  changeType: 'minor',
  region: 'north',
};

it.each([
  ['one object', JSON.stringify(event)],
  ['a list', JSON.stringify([event])],
  ['lines', `${JSON.stringify(event)}\n\n${JSON.stringify({ ...event, id: 'p-2' })}\n`],
])('[M7.4] reads %s, names production as it is called here, and keeps what the rules may ask for', (_what, text) => {
  const read = readSentEvents(text);
  expect(read.ok && read.value.events[0]).toMatchObject({
    id: 'p-1',
    environment: 'production',
    stated: { changeType: 'minor', region: 'north' },
  });
});

it.each(['id', 'service', 'version', 'environment', 'at', 'result'] as const)(
  '[M1.3] an event without %s is failed with that path, never passed over',
  (name) => {
    const { [name]: _left, ...rest } = event;
    const read = readSentEvents(JSON.stringify([event, rest]));
    expect(read.ok && read.value.failed[0]?.outcome).toMatchObject({ kind: 'failed', path: name });
    expect(read.ok && read.value.events).toHaveLength(1);
  },
);

it('[M1.3] a time without a zone is no time', () => {
  const read = readSentEvents(JSON.stringify({ ...event, at: '2026-03-12T14:30:00' }));
  expect(read.ok && read.value.failed[0]?.outcome).toMatchObject({ path: 'at' });
});

it.each([
  [
    'one object',
    '{"criticality": "critical", "service": "a", "version": "1", "criticality": "low"}',
    'line 1, column 61',
  ],
  ['a line', `${JSON.stringify(event)}\n\n{"service": "a", "version": "1", "at": "x", "at": "y"}`, 'line 3, column 45'],
])(
  '[M7.4] an event that says two things under one key is refused in %s, not judged by the last',
  (_what, text, where) => {
    const read = readSentEvents(text);
    expect(!read.ok && typeof read.error === 'object' && read.error.message).toContain(where);
  },
);

it('[M1.3] an event alone in its file is told which of its fields is missing, also when that is the service', () => {
  const { service: _left, ...rest } = event;
  const read = readSentEvents(JSON.stringify(rest));
  expect(read.ok && read.value.failed[0]?.outcome).toMatchObject({ kind: 'failed', path: 'service' });
});

it('[M7.4] events whose long ids differ in their ends are not taken for one', () => {
  const read = readSentEvents(JSON.stringify({ ...event, id: `${'x'.repeat(150)}1` }));
  expect(read.ok && read.value.failed[0]?.outcome).toMatchObject({ kind: 'failed', path: 'id' });
});

it('a byte order mark is no part of the event', () => {
  expect(readSentEvents(`\uFEFF${JSON.stringify(event)}`).ok).toBe(true);
});

it('tells JSON of another shape from what is no JSON, and throws at nothing', () => {
  expect(readSentEvents('{"context": {}, "service": 1, "version": 2, "at": 3}')).toEqual({ ok: false, error: 'other' });
  expect(readSentEvents('[]')).toEqual({ ok: false, error: 'other' });
  expect(readSentEvents(JSON.stringify(event).slice(0, 30))).toEqual({ ok: false, error: 'not-json' });
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      const read = readSentEvents(text);
      expect(read.ok || read.error === 'other' || read.error === 'not-json').toBe(true);
    }),
    { numRuns: 200 },
  );
});
