import { inPhase, talking, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { jointLacks, jointServices } from './joint.ts';

type JointEvent = HappenedEvent & {
  type:
    'joint.release-joined.v1' | 'joint.seat-named.v1' | 'joint.concurred.v1' | 'joint.objected.v1' | 'joint.waived.v1';
};

/** [M7.2] What an event of a joint review breaks in the state it met. Who owns a service is not asked: the catalogue changes. */
export function auditJoint(review: Review, event: JointEvent): Breach | undefined {
  const { service } = event.body;
  if (event.type === 'joint.release-joined.v1') {
    const { release } = event.body;
    const isIn = release === review.release || review.joint.joined.some((each) => each.release === release);
    if (isIn || !release.startsWith(`${service}@`)) return ['M7.2', 'the release was in it, or is of another service.'];
    return inPhase(review, ['draft'], 'M7.2');
  }
  if (!jointServices(review).includes(service)) return ['M7.2', 'the service was not part of it.'];
  if (event.type === 'joint.waived.v1' && !jointLacks(review).some((each) => each.service === service))
    return ['M7.2', 'the service had concurred, or was waived already.'];
  if (event.type === 'joint.concurred.v1' || event.type === 'joint.objected.v1') {
    const seat = review.joint.seats.find((each) => each.service === service);
    if (seat !== undefined && seat.member !== event.body.member)
      return ['M7.2', 'somebody else was named to speak for it.'];
  }
  return inPhase(review, ['draft', 'prepared', ...talking], 'H1');
}
