import { readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as formats from 'ajv-formats';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import {
  attach,
  causePropose,
  claimAdd,
  goTo,
  member,
  startTestReview,
  testimony,
} from '../../shared/domain/review/test-review.ts';
import type { Json } from '../../shared/journal/canonical-json.ts';
import { reviewJsonSchema, type reviewRecordSchema } from '../../shared/record/record-schema.ts';
import { recordToJson, reviewToRecord, type ReviewRecord } from '../../shared/projections/review-record.ts';

const file = new URL('../../docs/review.schema.json', import.meta.url);
// `HOTWASH_WRITE_DOCS=1 npx vitest run electron/host/record-schema.test.ts`, then prettier, after a member came.
if (process.env['HOTWASH_WRITE_DOCS'] === '1') writeFileSync(file, `${JSON.stringify(reviewJsonSchema(), null, 2)}\n`);

/** That every member of the schema is one of the type is said by the compiler; the reverse by records that are refused. */
export const membersAgree = (record: z.infer<typeof reviewRecordSchema>): ReviewRecord => record;

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
formats.default.default(ajv);
const isRecord = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);

function made(): Record<string, Json> {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done(claimAdd('clm1', 'the pool was halved'));
  attach(test, 'claim', 'clm1', testimony);
  test.done({ type: 'note.take', id: 'note1', text: 'the graph was shown', author: member('eng-02') });
  test.done({ type: 'consent.word', text: 'May the sound be recorded?' });
  for (const id of test.review().present) test.done({ type: 'consent.answer', member: member(id), answer: 'agrees' });
  test.done({ type: 'recording.start', recording: 'rec1', sources: ['microphone'] });
  const link = 'a'.repeat(64);
  const end = { why: 'asked' as const, durationMs: 9, parts: 1, chunks: 1, bytes: 9, link };
  test.append({ type: 'recording.stopped.v1', body: { recording: 'rec1', ...end } });
  goTo(test, 'causes');
  test.done(causePropose('cau1'));
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  return JSON.parse(recordToJson(record)) as Record<string, Json>;
}

it('is published as it is in docs', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(reviewJsonSchema());
});

it('takes the record of a review, and refuses it with any member left out, added or of another kind', () => {
  const record = made();
  isRecord(record);
  expect(isRecord.errors).toBeNull();
  for (const member of Object.keys(record).filter((each) => each !== 'blind' && each !== 'recorded')) {
    const { [member]: _gone, ...rest } = record;
    expect([member, isRecord(rest), isRecord({ ...record, [member]: 7.5 })]).toEqual([member, false, false]);
  }
  expect(isRecord({ ...record, more: 1 })).toBe(false);
});

it('refuses a member more in anything that a record lists', () => {
  const record = made();
  let tried = 0;
  const withMore = (value: Json): Json[] => {
    if (Array.isArray(value)) return value.flatMap((item, at) => withMore(item).map((each) => value.with(at, each)));
    if (typeof value !== 'object' || value === null) return [];
    const members = value as { readonly [name: string]: Json };
    const inner = Object.entries(members).flatMap(([name, each]) =>
      withMore(each).map((changed) => ({ ...members, [name]: changed })),
    );
    return [{ ...members, zzz: true }, ...inner];
  };
  for (const changed of withMore(record)) {
    tried += 1;
    expect(isRecord(changed)).toBe(false);
  }
  expect(tried).toBeGreaterThan(20);
});
