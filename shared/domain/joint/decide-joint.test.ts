import { expect, it } from 'vitest';
import type { ReleaseId, ServiceId } from '../ids.ts';
import { form, hour, openLight, start } from '../light/test-light.ts';
import { jointLacks, jointServices } from './joint.ts';

const service = (id: string): ServiceId => id as ServiceId;
const refusal = { rule: 'M7.2' };

/** A full review of two services, at its last item. */
function jointAtItsEnd() {
  const test = openLight('full', ['payments']);
  for (const [seat, accountable] of [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    test.run({ type: 'seat.fill', seat, accountable, deputy: null });
  test.append({ type: 'package.sealed.v1', body: { hash: 'a'.repeat(64), package: test.content } });
  for (const member of ['rel-01', 'ops-01', 'prod-01', 'eng-01']) test.run({ type: 'attendee.arrive', member });
  test.append({ type: 'meeting.started.v1', body: { item: 'open', inquorateReason: null } });
  test.append({ type: 'facts.agreed.v1', body: { inFavour: 3, present: 4 } });
  test.append({ type: 'item.entered.v1', body: { item: 'actions' } });
  return test;
}

it('[M7.2] a joint review closes only when each service concurred', () => {
  const test = jointAtItsEnd();
  expect(test.folded().fault).toBeNull();
  expect(jointServices(test.review())).toEqual(['checkout', 'payments']);
  const close = { type: 'review.close', summary: 'Both are stable.' } as const;
  expect(test.run(close)).toMatchObject(refusal);
  expect(test.run({ type: 'joint.concur', service: service('checkout'), member: 'rel-01' })).toEqual([
    'joint.concurred.v1',
  ]);
  expect(test.run(close)).toMatchObject(refusal);
  test.run({ type: 'joint.concur', service: service('payments'), member: 'eng-01' });
  expect(test.run(close)).toEqual(['review.closed.v1']);
  expect(test.folded().fault).toBeNull();
});

it('[M7.2] a service is spoken for by its owner or the one named for it, who is in the room', () => {
  const test = jointAtItsEnd();
  const speak = (id: string, member: string) => test.run({ type: 'joint.concur', service: service(id), member });
  expect(speak('payments', 'ops-01')).toMatchObject(refusal);
  expect(speak('search', 'eng-01')).toMatchObject(refusal);
  test.run({ type: 'joint.name-seat', service: service('payments'), member: 'ops-01' });
  expect(speak('payments', 'ops-01')).toEqual(['joint.concurred.v1']);
  test.run({ type: 'joint.name-seat', service: service('payments'), member: 'eng-01' });
  test.run({ type: 'attendee.leave', member: 'eng-01' });
  expect(speak('payments', 'eng-01')).toMatchObject(refusal);
});

it('[M7.2] an objection stands in the way until it is taken back or waived with a reason', () => {
  const test = jointAtItsEnd();
  test.run({ type: 'joint.concur', service: service('checkout'), member: 'rel-01' });
  test.run({ type: 'joint.object', service: service('payments'), member: 'eng-01', reason: 'Retries doubled.' });
  expect(jointLacks(test.review())).toEqual([{ service: 'payments', why: 'objected' }]);
  expect(test.run({ type: 'review.close', summary: 'x' })).toMatchObject(refusal);
  const waive = { type: 'joint.waive', service: service('payments'), reason: 'Retries are ticket 12.' } as const;
  expect(test.run(waive)).toEqual(['joint.waived.v1']);
  expect(test.run(waive)).toMatchObject(refusal);
  expect(test.run({ type: 'review.close', summary: 'Closed over an objection.' })).toEqual(['review.closed.v1']);
});

it('[M7.2] a closing line that nobody concurred to is found', () => {
  const test = jointAtItsEnd();
  test.append({ type: 'review.closed.v1', body: { summary: 'x' } });
  expect(test.folded().fault).toMatchObject({ rule: 'M7.2' });
});

it('[M7.2] a release joins a draft, once, and not a sealed package', () => {
  const test = openLight();
  const join = { type: 'joint.join', release: 'payments@2.0.0' as ReleaseId, service: service('payments') } as const;
  expect(test.run(join)).toEqual(['joint.release-joined.v1']);
  expect(test.run(join)).toEqual([]);
  expect(test.run({ ...join, release: 'search@1.0.0' as ReleaseId })).toMatchObject(refusal);
  test.seal();
  expect(test.run({ ...join, release: 'payments@2.0.1' as ReleaseId })).toMatchObject(refusal);
});

it('[M7.2] a light review of two services waits for both before it closes by itself', () => {
  const test = openLight('light', ['payments']);
  test.seal();
  test.run(form);
  test.now = start + 30 * hour;
  expect(test.run({ type: 'light.settle' })).toEqual([]);
  test.run({ type: 'joint.concur', service: service('checkout'), member: 'rel-01' });
  test.by = 'eng-01';
  test.run({ type: 'joint.concur', service: service('payments'), member: 'eng-01' });
  expect(test.run({ type: 'light.settle' })).toContain('review.closed.v1');
});
