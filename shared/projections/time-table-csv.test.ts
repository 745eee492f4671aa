import { expect, it } from 'vitest';
import { startTestReview } from '../domain/review/test-review.ts';
import { timeTable } from '../meeting/planned-actual-table.ts';
import { plannedVersusActual } from '../meeting/planned-actual.ts';
import { timeTableCsv } from './time-table-csv.ts';

const minute = 60_000;

it('[M3.2] writes a line an item and the whole meeting last, in whole seconds; what was never visited has no over', () => {
  const test = startTestReview();
  test.pass(2 * minute);
  test.done({ type: 'topic.park', id: 'top1', text: 'later' });
  test.done({ type: 'meeting.extend' });
  for (const [gap, count] of [
    ['gap1', true],
    ['gap2', false],
  ] as const) {
    test.pass(4 * minute);
    test.append({ type: 'gap.noted.v1', body: { gap, ms: 4 * minute, cause: 'sleep' } });
    test.done({ type: 'gap.answer', gap, count });
  }
  test.done({ type: 'meeting.pause', reason: 'tea' });
  test.pass(minute);
  const csv = timeTableCsv(timeTable(plannedVersusActual(test.review(), test.now))).split('\r\n');
  expect(csv[0]).toBe(
    'item,planned_s,extended_s,box_s,taken_s,over_s,pauses,paused_s,gaps_counted_s,gaps_left_out_s,parked,span_s',
  );
  expect(csv[1]).toBe('Open,180,120,300,360,180,1,60,240,240,1,');
  expect(csv[2]).toBe('Commitments,300,0,300,0,,0,0,0,0,0,');
  expect(csv.slice(-2)).toEqual(['Whole meeting,3600,120,3600,360,180,1,60,240,240,1,660', '']);
});

it('[M3.2] titles cannot break the file, nor run as a formula; time under plan stays a number', () => {
  const test = startTestReview();
  test.done({ type: 'meeting.next' });
  const [row] = plannedVersusActual(test.review(), test.now);
  const line = (title: string) => timeTableCsv(timeTable([{ ...row!, title }])).split('\r\n')[1];
  expect(line('a, "b"')).toMatch(/^"a, ""b""",/);
  expect(line('=1+1')).toMatch(/^'=1\+1,/);
  expect(line('\r=1+1')).toMatch(/^"'/);
  expect(line('Open')).toBe('Open,180,0,180,0,-180,0,0,0,0,0,');
});
