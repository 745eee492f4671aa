import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../domain/release/column-mapping.ts';
import { readTimeline } from './read-timeline.ts';
import { readText, rowsOf, testNow, type Reading } from './test-reading.ts';
import { parseZone, type Zone } from './zone.ts';

const at = (day: number, hour: number, minute: number): number => Date.UTC(2026, 2, day, hour, minute);
const postmortem = (reading: Reading) => {
  const [row] = rowsOf(reading, 'postmortem');
  if (row === undefined) throw new Error(JSON.stringify(reading.faults));
  return row;
};

const markdown = `---
title: Checkout was down
service: Checkout
incident: INC-7
zone: Europe/Berlin
deploy_ended: 2026-03-15 23:40
started: 2026-03-15 23:42
alerted: 2026-03-15T22:50:00Z
acknowledged: 2026-03-16 00:05
resolved: 2026-03-16 01:10
authors: [Anna Smith]
---
# Checkout was down

Incident commander: Anna Smith
Written to anna.smith@example.org by @bob.

## Timeline (all times UTC)

- **22:40** – deploy finished
- 22:50 alert fired, called +49 30 1234567
- 23:05 UTC accepted
- 00:10 resolved

\`\`\`
# no heading
\`\`\`

## Participants
- Anna Smith

### What went well
The alert.
`;

describe('post-mortems', () => {
  it('[I56] Markdown gives times in their zone, steps over midnight, and sections without people', () => {
    const read = readText('2026-03-15-checkout.md', markdown);
    expect([read.format, read.faults, read.notes]).toEqual(['post-mortems', [], []]);
    expect(postmortem(read)).toEqual({
      kind: 'postmortem',
      id: 'file:postmortem:checkout:INC-7',
      revision: 0,
      service: 'checkout',
      title: 'Checkout was down',
      incident: 'INC-7',
      deployEndedAt: at(15, 22, 40),
      from: at(15, 22, 42),
      alertedAt: at(15, 22, 50),
      acceptedAt: at(15, 23, 5),
      to: at(16, 0, 10),
      steps: [
        { at: at(15, 22, 40), what: 'deploy finished' },
        { at: at(15, 22, 50), what: 'alert fired, called [phone]' },
        { at: at(15, 23, 5), what: 'accepted' },
        { at: at(16, 0, 10), what: 'resolved' },
      ],
      sections: [
        { title: 'Checkout was down', text: 'Incident commander: [name]\nWritten to [e-mail] by [user].' },
        { title: 'Timeline (all times UTC)', text: expect.stringContaining('# no heading') as string },
        { title: 'What went well', text: 'The alert.' },
      ],
    });
    expect(JSON.stringify(read.rows)).not.toMatch(/Anna|Smith|bob/);
  });

  it('[I56] JSON gives the same, and what is not stated stays null', () => {
    const record = {
      title: 'Cart lost items',
      service: 'cart',
      detected_at: '2026-03-10T10:00:00Z',
      root_cause: 'A cache. Ask a@b.org.',
      timeline: [
        { time: '2026-03-10T10:00:00Z', event: 'alert' },
        { time: 'later', event: 'lunch' },
      ],
    };
    const row = postmortem(readText('pm.json', JSON.stringify([record])));
    expect(row).toMatchObject({
      from: at(10, 10, 0),
      alertedAt: null,
      acceptedAt: null,
      deployEndedAt: null,
      to: null,
    });
    expect(row.steps).toEqual([{ at: at(10, 10, 0), what: 'alert' }]);
    expect(row.sections).toEqual([{ title: 'Root cause', text: 'A cache. Ask [e-mail].' }]);
  });

  it.each([
    ['started: 2026-03-15 23:42', 'zone-needed at started'],
    ['started: yesterday\nzone: UTC', 'bad-time at started'],
    ['started: 2026-03-15T10:00:00Z\nzone: Moon/Base', 'bad-time at zone'],
    ['started: 2026-03-15T10:00:00Z\nresolved: 2026-03-15T09:00:00Z', 'finish-before-start at resolved'],
    [
      'alerted: 2026-03-15T10:00:00Z\naccepted: 2026-03-15T09:00:00Z\nstarted: 2026-03-15T09:00:00Z',
      'finish-before-start at accepted',
    ],
    ['started: [1, 2', 'malformed-yaml at front matter'],
    ['date: 2026-03-15', 'missing-value at started'],
  ])('[I56] %j is refused as %s', (front, fault) => {
    const { faults, rows } = readText('pm.md', `---\nservice: x\n${front}\n---\n# Post-mortem\n`);
    expect([rows, faults.map(({ code, path }) => `${code} at ${path}`)]).toEqual([[], [fault]]);
  });

  it('[I56] a service may come from the mapping', () => {
    const text = '---\nincident: I-1\nstarted: 2026-03-15T10:00:00Z\n---\n# A\n';
    expect(readText('pm.md', text).faults).toMatchObject([{ code: 'missing-value', path: 'service' }]);
    const mapping = { ...emptyMapping, defaults: { service: 'cart' } };
    expect(postmortem(readText('pm.md', text, { mapping })).service).toBe('cart');
  });
});

describe('timelines', () => {
  const utc: Zone = (() => {
    const zone = parseZone('UTC');
    if (!zone.ok) throw new Error('UTC');
    return zone.value;
  })();
  const steps = (text: string, title = '') => {
    const { steps: read, faults } = readTimeline(title, text, { day: '2026-03-15', zone: utc, now: testNow });
    return [
      ...read.map((step) => `${new Date(step.at).toISOString().slice(5, 16)} ${step.what}`),
      ...faults.map(({ code }) => code),
    ];
  };

  it.each([
    ['| Time (UTC) | Event |\n|---|---|\n| 14:02 | deploy finished |', '03-15T14:02 deploy finished'],
    ['| 2026-03-14 | 14:02 | deploy | ok |', '03-14T14:02 deploy, ok'],
    ['* `14:02 UTC` deploy', '03-15T14:02 deploy'],
    ['1. 14:02+01:00: deploy', '03-15T13:02 deploy'],
    ['> **2026-03-14 14:02Z** deploy', '03-14T14:02 deploy'],
    ['2:02 pm - deploy', '03-15T14:02 deploy'],
    ['12:30 am deploy', '03-15T00:30 deploy'],
    ['### 2026-03-14\n14:02 deploy', '03-14T14:02 deploy'],
    ['Times in Europe/Berlin\n14:02 deploy', '03-15T13:02 deploy'],
    ['14:02 CET - deploy', '03-15T13:02 deploy'],
    ['14:02 CST deploy', 'zone-needed'],
    ['14:02 met the team', '03-15T14:02 met the team'],
    ['25:02 deploy', 'bad-time'],
    ['- the 14:02 deploy', undefined],
    ['1:2:3 ratio', undefined],
  ])('[I56] %j is read', (text, step) => {
    expect(steps(text)[0]).toBe(step);
  });

  it('[I56] whatever the times are, steps stay in the order of the document', () => {
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const two = (part: number): string => String(part).padStart(2, '0');
    fc.assert(
      fc.property(fc.array(clock, { maxLength: 30 }), (clocks) => {
        const text = clocks.map(([hour, minute], index) => `- ${two(hour)}:${two(minute)} step ${index}`).join('\n');
        const { steps: read } = readTimeline('', text, { day: '2026-01-01', zone: utc, now: testNow });
        expect(read.map(({ what }) => what)).toEqual(clocks.map((_each, index) => `step ${index}`));
        for (const [index, step] of read.entries()) {
          const [hour, minute] = clocks[index] ?? [0, 0];
          expect(new Date(step.at).toISOString().slice(11, 16)).toBe(`${two(hour)}:${two(minute)}`);
        }
      }),
    );
  });
});
