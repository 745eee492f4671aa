import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import type { MemberId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';
import { jointLacks, jointSeat, jointServices } from './joint.ts';

type JointCommand = CommandOf<'joint.join' | 'joint.name-seat' | 'joint.concur' | 'joint.object' | 'joint.waive'>;

/** A joint review holds so many releases besides its first. */
const mostJoined = 40;

/** [M7.2] Releases that overlap are reviewed together, and each service's seat must concur. */
export function decideJoint(review: Review, command: JointCommand, context: DecisionContext): Verdict {
  if (review.phase === 'closed' || review.phase === 'signed')
    return refuse('H1', 'This review is closed.', 'Open a new review if there is more to say.');
  if (command.type === 'joint.join') return join(review, command);
  const service = command.service;
  if (!jointServices(review).includes(service))
    return refuse('M7.2', `${service} is not part of this review.`, 'Choose one of the services it joins.');
  switch (command.type) {
    case 'joint.name-seat':
      return findMember(context.workspace, command.member) === undefined
        ? refuse('M7.2', `${command.member} is not in the roster.`, 'Choose somebody from the roster.')
        : ok([{ type: 'joint.seat-named.v1', body: { service, member: command.member as MemberId } }]);
    case 'joint.concur':
    case 'joint.object': {
      const fault = speakerFault(review, service, command.member, context);
      if (fault !== undefined) return fault;
      const body = { service, member: command.member as MemberId };
      return command.type === 'joint.concur'
        ? ok([{ type: 'joint.concurred.v1', body }])
        : ok([{ type: 'joint.objected.v1', body: { ...body, reason: command.reason } }]);
    }
    case 'joint.waive':
      return jointLacks(review).some((each) => each.service === service)
        ? ok([{ type: 'joint.waived.v1', body: { service, reason: command.reason } }])
        : refuse('M7.2', `${service} concurred or was waived already.`, 'Nothing needs doing.');
    default:
      return assertNever(command);
  }
}

function join(review: Review, { release, service }: CommandOf<'joint.join'>): Verdict {
  if (review.phase !== 'draft')
    return refuse('M7.2', 'The package is sealed without that release.', 'Open a review of its own for it.');
  if (!release.startsWith(`${service}@`))
    return refuse('M7.2', `${release} is no release of ${service}.`, 'Name the service that was released.');
  if (release === review.release || review.joint.joined.some((each) => each.release === release)) return ok([]);
  if (review.joint.joined.length >= mostJoined)
    return refuse(
      'M7.2',
      `A joint review holds at most ${mostJoined + 1} releases.`,
      'Open another review for the rest.',
    );
  return ok([{ type: 'joint.release-joined.v1', body: { release, service } }]);
}

/** A service is spoken for by its seat, in the room or at this machine. */
function speakerFault(
  review: Review,
  service: string,
  member: string,
  { by, workspace }: { readonly by: string; readonly workspace: Workspace },
): Verdict | undefined {
  const seat = jointSeat(review, workspace, service);
  if (seat === null)
    return refuse('M7.2', `Nobody speaks for ${service}.`, 'Name who does; the catalogue has no owner for it.');
  if (member !== seat)
    return refuse('M7.2', `${member} does not speak for ${service}.`, `Ask ${seat}, or name another seat for it.`);
  if (member !== by && !review.present.includes(member))
    return refuse('M7.2', `${member} is neither in the room nor at this machine.`, 'Check them in first.');
  return undefined;
}
