import { describe, expect, it } from 'vitest';
import type { Policy } from '../policy/policy.ts';
import { standardPolicy } from '../policy/standard-policy.ts';
import { dueNow, retained, type Kept } from './due.ts';
import { evolveRetention, noRetention, type RetentionEvent, type RetentionState } from './retention.ts';

const day = 86_400_000;
const since = Date.parse('2024-02-29T10:00:00Z');
const kept: readonly Kept[] = [
  { kind: 'recording', review: 'r-1', id: 'rec1', since },
  { kind: 'transcript', review: 'r-1', id: 'tra1', since },
  { kind: 'record', review: 'r-1', id: 'r-1', since },
];
const retention: Policy['retention'] = { ...standardPolicy.retention, transcriptDays: 365 };
const dueAt = (now: number, state: RetentionState = noRetention, rules = retention): string[] =>
  dueNow(retained(rules, state, kept), now).map(({ kind }) => kind);
const after = (...events: RetentionEvent[]): RetentionState =>
  events.reduce((state, event) => evolveRetention(state, event, since), noRetention);

const hold: RetentionEvent = {
  type: 'hold.placed.v1',
  body: { id: 'hold1', review: 'r-1' as never, reason: 'a claim is being heard', by: 'rel-01' as never },
};

describe('the clocks of what is kept', () => {
  it('[M3.6] run apart, to the millisecond, and a year is a calendar year', () => {
    expect(dueAt(since + 90 * day - 1)).toEqual([]);
    expect(dueAt(since + 90 * day)).toEqual(['recording']);
    expect(dueAt(since + 365 * day)).toEqual(['recording', 'transcript']);
    expect(dueAt(Date.parse('2031-03-01T09:59:59.999Z'))).toEqual(['recording', 'transcript']);
    expect(dueAt(Date.parse('2031-03-01T10:00:00Z'))).toEqual(['recording', 'transcript', 'record']);
  });

  it('[M3.6] follow the policy that is in force now', () => {
    expect(dueAt(since + day, noRetention, { ...retention, recordingDays: 1 })).toEqual(['recording']);
    const without = standardPolicy.retention;
    expect(dueAt(since + 3000 * day, noRetention, { ...without, recordYears: 20 })).toEqual(['recording']);
  });

  it('[M3.6] stand still while a hold keeps the review, and only then', () => {
    const far = since + 9000 * day;
    expect(dueAt(far, after(hold))).toEqual([]);
    const lift: RetentionEvent = {
      type: 'hold.lifted.v1',
      body: { hold: 'hold1', reason: 'done', by: 'rel-01' as never },
    };
    expect(dueAt(far, after(hold, lift))).toEqual(['recording', 'transcript', 'record']);
    const other: RetentionEvent = { ...hold, body: { ...hold.body, review: 'r-2' as never } };
    expect(dueAt(far, after(other))).toEqual(['recording', 'transcript', 'record']);
  });

  it('[M3.6] are over once there is a tombstone, and do not run before they began', () => {
    const gone: RetentionEvent = {
      type: 'kept.deleted.v1',
      body: {
        kind: 'recording',
        review: 'r-1' as never,
        id: 'rec1',
        why: 'retention',
        reason: null,
        by: null,
        dueAt: since + 90 * day,
        sha256: null,
      },
    };
    expect(dueAt(since + 90 * day, after(gone))).toEqual([]);
    const open = retained(retention, noRetention, [{ kind: 'record', review: 'r-1', id: 'r-1', since: null }]);
    expect(dueNow(open, since + 9000 * day)).toEqual([]);
  });
});
