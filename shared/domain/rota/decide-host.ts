import { ok, type Result } from '../../lib/result.ts';
import type { MemberId } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { statementSchema } from '../text.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';
import { rotaRoles, type HostException, type RotaRole } from './host-exception.ts';
import type { RotaSkip } from './rota-skip.ts';
import { inTimeline, lastHost, type RotaState } from './rota.ts';

type Hosts = { readonly facilitator: string | null; readonly scribe: string | null };
type Told = HostException & { readonly words: string };

const verbs: { readonly [R in RotaRole]: string } = { facilitator: 'facilitated', scribe: 'wrote for' };

/** What about these hosts needs a reason [M3.5]: a part in the timeline, or the same person twice running. */
export function hostExceptions(review: Review, hosts: Hosts, workspace: Workspace, rota: RotaState): readonly Told[] {
  const parts = inTimeline(review, workspace);
  return rotaRoles.flatMap((role): Told[] => {
    const person = hosts[role];
    if (person === null) return [];
    // Isolated, so that a name written from right to left does not turn the sentence round.
    const shown = `\u2068${findMember(workspace, person)?.display ?? person}\u2069`;
    const part = parts.get(person);
    const isLast = lastHost(rota, review.id, role) === person;
    return [
      ...(part === undefined ? [] : [{ role, kind: 'in-timeline' as const, words: `${shown} ${part}` }]),
      ...(isLast
        ? [{ role, kind: 'twice-running' as const, words: `${shown} ${verbs[role]} the last review too` }]
        : []),
    ];
  });
}

/** Of what about these hosts needs a reason, what no reason was given for yet: it stands for the same person in the same role. */
export function freshExceptions(review: Review, hosts: Hosts, workspace: Workspace, rota: RotaState): readonly Told[] {
  const isKnown = (told: Told): boolean =>
    review[told.role] === hosts[told.role] &&
    review.hostExceptions.some(({ role, kind }) => role === told.role && kind === told.kind);
  return hostExceptions(review, hosts, workspace, rota).filter((told) => !isKnown(told));
}

/** [M3.5] Names the facilitator and the scribe. Whom the rota would not name needs a reason, which the record keeps. */
export function decideHost(
  review: Review,
  command: CommandOf<'host.name'>,
  { workspace, rota }: DecisionContext,
): Verdict {
  const facilitator = findMember(workspace, command.facilitator);
  if (facilitator === undefined)
    return refuse('M3.5', `${command.facilitator} is not in the roster.`, 'Choose a facilitator from the roster.');
  if (!facilitator.leads)
    return refuse(
      'M3.5',
      `${facilitator.display} is not among those who facilitate.`,
      'Choose somebody marked as a lead in the roster.',
    );
  if (command.scribe !== null && findMember(workspace, command.scribe) === undefined)
    return refuse('M3.5', `${command.scribe} is not in the roster.`, 'Choose a scribe from the roster.');
  const exceptions = hostExceptions(review, command, workspace, rota);
  const fresh = freshExceptions(review, command, workspace, rota);
  const reason = command.reason ?? null;
  if (fresh.length > 0 && reason === null) return needsReason(fresh);
  const earlier = fresh.length < exceptions.length ? review.hostReason : null;
  return ok([
    {
      type: 'host.named.v2',
      body: {
        facilitator: command.facilitator as MemberId,
        scribe: command.scribe as MemberId | null,
        reason: exceptions.length === 0 ? null : bothReasons(earlier, reason),
        exceptions: exceptions.map(({ role, kind }) => ({ role, kind })),
      },
    },
  ]);
}

/** What was said of the host who stays, and of the one who is new; the newer alone where both are too long for one text. */
function bothReasons(earlier: string | null, reason: string | null): string | null {
  if (earlier === null || reason === null || earlier === reason) return reason ?? earlier;
  const both = `${earlier}; ${reason}`;
  return statementSchema.safeParse(both).success ? both : reason;
}

/** [M3.5] What changed since the hosts were named must not go round the rota: a seat given to them, a review held since. */
export function hostsStandAtSealing(review: Review, { workspace, rota }: DecisionContext): Verdict {
  const fresh = freshExceptions(review, review, workspace, rota);
  return fresh.length === 0 ? ok([]) : needsReason(fresh);
}

const needsReason = (exceptions: readonly Told[]): Result<never, Refusal> =>
  refuse(
    'M3.5',
    `${exceptions.map(({ words }) => words).join('; ')}.`,
    'Name whom the rota proposes, or say why it has to be them.',
  );

/** [M3.5] Passes somebody over for one review: with a reason, and the turn stays theirs. */
export function decideSkip(
  skip: Omit<RotaSkip, 'at'>,
  workspace: Workspace,
  review: Review,
): Result<Omit<RotaSkip, 'at'>, Refusal> {
  const { member, role, swappedWith } = skip;
  if (review.phase !== 'draft' && review.phase !== 'prepared')
    return refuse('M3.5', 'The meeting has begun; its hosts are settled.', 'Skip for another review.');
  if (findMember(workspace, member) === undefined)
    return refuse('M3.5', `${member} is not in the roster.`, 'Choose somebody of the rota.');
  if (workspace.rotaSkips.some((each) => each.review === skip.review && each.role === role && each.member === member))
    return refuse('M3.5', `${member} is skipped for this review already.`, 'Nothing more is needed.');
  if (swappedWith === null) return ok(skip);
  const other = findMember(workspace, swappedWith);
  if (other === undefined || swappedWith === member)
    return refuse('M3.5', 'A swap needs somebody else of the roster.', 'Choose who does it in their place.');
  if (role === 'facilitator' && !other.leads)
    return refuse(
      'M3.5',
      `${other.display} is not among those who facilitate.`,
      'Choose somebody marked as a lead in the roster.',
    );
  return ok(skip);
}
