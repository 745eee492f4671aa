import { expect, it } from 'vitest';
import type { MemberId, ReleaseId, ServiceId } from '../ids.ts';
import { openLight } from '../light/test-light.ts';
import type { ReviewEvent } from '../review/events.ts';

const [payments, search] = ['payments' as ServiceId, 'search' as ServiceId];
const member = 'eng-01' as MemberId;
const joined = (release: string, service = payments): ReviewEvent => ({
  type: 'joint.release-joined.v1',
  body: { release: release as ReleaseId, service },
});
const concurred: ReviewEvent = { type: 'joint.concurred.v1', body: { service: payments, member } };
const waived: ReviewEvent = { type: 'joint.waived.v1', body: { service: payments, reason: 'x' } };

it.each<[string, readonly ReviewEvent[]]>([
  ['a release of another service', [joined('search@1.0.0')]],
  ['a release that is in it', [joined('payments@1.0.0')]],
  ['a service that is not in it', [{ type: 'joint.concurred.v1', body: { service: search, member } }]],
  ['a waiver of who concurred', [concurred, waived]],
  ['a second waiver', [waived, waived]],
  [
    'a word of somebody else than the one named',
    [
      { type: 'joint.seat-named.v1', body: { service: payments, member: 'ops-01' as MemberId } },
      { type: 'joint.objected.v1', body: { service: payments, member, reason: 'x' } },
    ],
  ],
])('[M7.2] is found: %s', (_what, events) => {
  const test = openLight('full', ['payments']);
  for (const event of events) {
    expect(test.folded().fault).toBeNull();
    test.append(event);
  }
  expect(test.folded().fault).toMatchObject({ rule: 'M7.2', seq: test.events.length });
});
