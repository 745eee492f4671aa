import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { writeIcs, type IcsCalendar } from './write-ics.ts';

const calendarOf = (summary: string): IcsCalendar => ({
  name: 'North Quay: reviews',
  components: [
    {
      name: 'VEVENT',
      properties: [
        ['UID', { kind: 'text', text: 'r-2026-001@w1.hotwash' }],
        ['DTSTAMP', { kind: 'instant', at: Date.UTC(2026, 10, 23, 9) }],
        ['DTSTART', { kind: 'instant', at: Date.UTC(2026, 10, 24, 14, 5) }],
        ['SEQUENCE', { kind: 'number', number: 2 }],
        ['SUMMARY', { kind: 'text', text: summary }],
      ],
    },
    {
      name: 'VTODO',
      properties: [
        ['UID', { kind: 'text', text: 'r-2026-001-act1@w1.hotwash' }],
        ['DUE', { kind: 'day', day: '2026-12-03' }],
        ['STATUS', { kind: 'token', token: 'NEEDS-ACTION' }],
      ],
    },
  ],
});

const octets = (line: string): number => new TextEncoder().encode(line).length;
const read = (ics: string): ICAL.Component => ICAL.Component.fromString(ics);

describe('a calendar file', () => {
  it('[M1.4] reads back in another program: times in UTC, days as days, the number of its revision', () => {
    const calendar = read(writeIcs(calendarOf('Review: fares 4.18.0')));
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') as ICAL.Component);
    expect(event.uid).toBe('r-2026-001@w1.hotwash');
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-11-24T14:05:00.000Z');
    expect(event.sequence).toBe(2);
    const todo = calendar.getFirstSubcomponent('vtodo');
    expect(String(todo?.getFirstPropertyValue('due'))).toBe('2026-12-03');
    expect(todo?.getFirstPropertyValue('status')).toBe('NEEDS-ACTION');
  });

  it('[M1.4] folds at 75 octets and inside no character, with CRLF at every end', () => {
    const ics = writeIcs(calendarOf('🚢'.repeat(60)));
    expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(ics.replaceAll('\r\n', '').includes('\n')).toBe(false);
    for (const line of ics.split('\r\n')) {
      expect(octets(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('[M1.4] brings any title through unchanged: signs, line breaks, both directions, 300 characters', () => {
    const title = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom(',', ';', '\\', '\n', ':', '"', '🚢', 'é', 'ש', '\u202e', 'n', ' '),
        maxLength: 300,
      }),
    );
    fc.assert(
      fc.property(title, (wanted) => {
        const ics = writeIcs(calendarOf(wanted));
        for (const line of ics.split('\r\n')) expect(octets(line)).toBeLessThanOrEqual(75);
        // The reader drops a title of spaces alone; that it is written is seen in the file.
        if (/^ +$/.test(wanted)) expect(ics.replaceAll('\r\n ', '')).toContain(`\r\nSUMMARY:${wanted}\r\n`);
        else expect(read(ics).getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary')).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it('[M1.4] leaves out what no calendar can carry, and lets no text end its line or begin another', () => {
    const summary = 'a\u0000b\r\nEND:VEVENT\rc\ud800';
    const calendar = read(writeIcs(calendarOf(summary)));
    expect(calendar.getAllSubcomponents('vevent').length).toBe(1);
    expect(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary')).toBe('ab\nEND:VEVENT\nc\ufffd');
  });
});
