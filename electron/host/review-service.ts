import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { CommandOf, ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { DecisionContext, Verdict } from '../../shared/domain/review/context.ts';
import type { ReviewTier } from '../../shared/domain/policy/tier-policy.ts';
import type { CauseCheck } from '../../shared/domain/cause/cause-check.ts';
import { findCause } from '../../shared/domain/cause/cause-index.ts';
import type { Cause } from '../../shared/domain/cause/cause.ts';
import type { PastFinding } from '../../shared/domain/cause/past-finding.ts';
import { governanceOf, type Governance } from '../../shared/domain/policy/governance.ts';
import type { EnclosureContext } from '../../shared/domain/transcript/enclosure.ts';
import { decideSeated } from '../../shared/domain/workspace/seated.ts';
import { decide } from '../../shared/domain/review/decide.ts';
import type { RotaState } from '../../shared/domain/rota/rota.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { reviewEventSchemas, type HappenedEvent, type ReviewEvent } from '../../shared/domain/review/events.ts';
import { foldFurther, foldReview, type FoldedReview } from '../../shared/domain/review/fold.ts';
import { erasingType, withRemains } from '../../shared/journal/erased-lines.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { localIdSchema } from '../../shared/domain/text.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { lineToReviewEvent } from '../../shared/projections/review-events.ts';
import type { Journal } from '../journal/journal.ts';
import type { Journals } from '../journal/journals.ts';
import type { Clock } from '../platform/clock.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import type { AssembledPackage } from './package-service.ts';
import { pinnedPolicy } from './pinned-policy.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import type { TemplateService } from './template-service.ts';
import { ownCommandId, workspaceStream, type WorkspaceService } from './workspace-service.ts';

/** All reviews of the workspace: the only way to change one is a command that its rules let through. */
export interface ReviewService {
  ids(): readonly ReviewId[];
  read(review: ReviewId): Result<FoldedReview, CallFault>;
  lines(review: ReviewId): readonly JournalLine[];
  open(
    release: ReleaseId,
    tier: ReviewTier,
    title: string,
    occasion?: Occasion,
  ): Promise<Result<{ review: ReviewId }, CallFault>>;
  run(review: ReviewId, id: string, command: ReviewCommand): Promise<Result<Output<'review.command'>, CallFault>>;
  /** Carries a command out for the house, where nobody needs to sit here: what a rule or the passing of time asks for. */
  act(review: ReviewId, command: HouseCommand): Promise<Result<Output<'review.command'>, CallFault>>;
  /**
   * Carries out what no page can ask for, because the main process alone has seen what it rests on: a signed file, a
   * deadline that passed. `by` is who answers for it.
   */
  carryOut(review: ReviewId, by: string, decision: HouseDecision): Promise<Result<object, CallFault>>;
  /** Appends what the house itself observed: a gap in time, a sign-off. */
  note(review: ReviewId, event: ReviewEvent): Promise<Result<object, CallFault>>;
}

/** What the house may do by itself. */
export type HouseCommand = CommandOf<'seat.fill' | 'review.prepare' | 'light.settle' | 'light.promote' | 'joint.join'>;

/** A decision of the house, by the same rules as a command's. */
export type HouseDecision = (review: Review, context: Pick<DecisionContext, 'now' | 'workspace'>) => Verdict;

/** What a review is about besides its release, where a rule opened it and not a person. */
export type Occasion = Partial<Pick<Governance, 'trigger' | 'lighter' | 'joined' | 'cohort'>>;

type Open = {
  readonly journal: Journal;
  events: HappenedEvent[];
  fault: CallFault | undefined;
  /** The fold of the first `of` events, so that a long review is not folded anew for every question about it. */
  folded?: { readonly of: number; readonly value: FoldedReview | undefined };
};

export type ReviewServiceParts = {
  readonly clock: Clock;
  readonly journals: Journals;
  readonly workspace: WorkspaceService;
  readonly evidence: EvidenceDesk;
  /** Puts a review's package together as of `now` (epoch ms). */
  readonly assemble: (review: Review, now: number) => Promise<AssembledPackage>;
  /** The release of an id, by its tag or by a deployment of it. */
  readonly release: (id: ReleaseId) => Promise<Pick<RowOf<'release'>, 'service'> | undefined>;
  /** The template of an id, as a review is opened with it. */
  readonly template: TemplateService['forTier'];
  /** When what a review is about went live, epoch ms; null while no deployment of it is known. */
  readonly goLive: (review: Review) => Promise<number | null>;
  /** Who hosted the reviews that were held. */
  readonly rota: () => RotaState;
  /** What all other reviews came to, newest first. */
  readonly past: (review: ReviewId) => readonly PastFinding[];
  /** What there is to know of a transcript that is to go into a review's record. */
  readonly enclosure: (review: Review, transcript: string) => Promise<EnclosureContext>;
  /** What the checks of a cause come to now (M4.4). */
  readonly checks: (review: Review, cause: Cause) => Promise<readonly CauseCheck[]>;
};

export function createReviewService(parts: ReviewServiceParts): ReviewService {
  const { journals, clock, workspace, evidence } = parts;
  const opened = new Map<string, Open>();
  const queues = new Map<string, Promise<unknown>>();
  for (const stream of journals.streams()) if (stream !== workspaceStream) load(stream);
  journals.subscribe((stream, lines) => {
    if (stream === workspaceStream) return;
    const known = opened.get(stream);
    if (known === undefined || lines.some(({ type }) => type === erasingType)) load(stream);
    else take(known, lines);
  });

  function load(stream: string): void {
    const journal = journals.get(stream);
    if (journal === undefined) return;
    const fresh: Open = { journal, events: [], fault: undefined };
    opened.set(stream, fresh);
    take(fresh, withRemains(journal.read(0)));
  }

  function find(review: ReviewId): Result<{ open: Open; folded: FoldedReview }, CallFault> {
    const open = opened.get(review);
    if (open === undefined) return fail('no-review', 'There is no such review in this workspace.');
    if (open.fault !== undefined) return err(open.fault);
    const folded = foldedOf(open);
    if (folded === undefined) return fail('no-review', 'This review was never opened.');
    if (folded.fault !== null)
      return fail(
        'rule-broken',
        `${folded.fault.message} It was not decided by this program; the review can be read up to it and not continued.`,
      );
    return ok({ open, folded });
  }

  const serially = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const run = (queues.get(key) ?? Promise.resolve()).then(work, work);
    queues.set(
      key,
      run.catch(() => undefined),
    );
    return run;
  };

  async function context(command: ReviewCommand, folded: FoldedReview, by: string): Promise<DecisionContext> {
    const now = clock.wall();
    return {
      now,
      by,
      workspace: workspace.current(),
      evidence: command.type === 'evidence.attach' ? await evidence.resolve(command.locator, folded.review) : null,
      package:
        command.type === 'review.prepare' || command.type === 'light.settle'
          ? await parts.assemble(folded.review, now)
          : null,
      ...(await fullTier(command, folded.review)),
      goLive: command.type === 'meeting.schedule' ? await parts.goLive(folded.review) : null,
      ...(asksPast.has(command.type) ? { past: parts.past(folded.review.id as ReviewId) } : {}),
      ...(await checked(command, folded.review)),
      ...(command.type === 'consent.word' ? { consentHash: sha256Hex(command.text) } : {}),
      ...(command.type === 'transcript.enclose' || command.type === 'transcript.leave-out'
        ? { enclosure: await parts.enclosure(folded.review, command.transcript) }
        : {}),
      rota: command.type === 'host.name' || command.type === 'review.prepare' ? parts.rota() : { held: [] },
    };
  }

  /** What was found about the cause that is to be validated. */
  async function checked(command: ReviewCommand, review: Review): Promise<Pick<DecisionContext, 'checks'>> {
    const cause = command.type === 'cause.validate' ? findCause(review.causes, command.cause) : undefined;
    return cause === undefined ? {} : { checks: await parts.checks(review, cause) };
  }

  /** What a light review would be promoted to. */
  async function fullTier(command: ReviewCommand, review: Review): Promise<Pick<DecisionContext, 'full'>> {
    if (command.type !== 'light.file' && command.type !== 'light.settle' && command.type !== 'light.promote') return {};
    const inForce = pinnedPolicy(workspace.current().policies);
    const template = await parts.template(templateFor(inForce.policy.tiers.full.template, review.governance));
    if (!template.ok) return {};
    const { pinned, agenda } = template.value;
    return { full: { governance: governanceOf(inForce, 'full', pinned), agenda } };
  }

  async function append(
    open: Open,
    by: string,
    command: string,
    events: readonly ReviewEvent[],
  ): Promise<Result<Output<'review.command'>, CallFault>> {
    // A line of another shape would end the review for good, so a bug stops here, before the disk.
    for (const { type, body } of events)
      invariant(
        localIdSchema.safeParse(command).success && reviewEventSchemas[type].safeParse(body).success,
        `${type} has the shape of its kind`,
      );
    const bodies = events.map(({ type, body }) => ({ type, body: { ...body, command } }));
    const appended = await open.journal.append(open.journal.head().seq, by, bodies);
    if (!appended.ok) return err(toCallFault(appended.error));
    return ok({ seq: open.journal.head().seq, events: events.map((event) => event.type) });
  }

  async function run(
    review: ReviewId,
    id: string,
    command: ReviewCommand,
    house?: 'hotwash',
  ): Promise<Result<Output<'review.command'>, CallFault>> {
    const found = find(review);
    if (!found.ok) return found;
    const { open, folded } = found.value;
    const earlier = open.events.filter((event) => event.command === id);
    if (earlier.length > 0) return ok({ seq: open.journal.head().seq, events: earlier.map((event) => event.type) });
    const seated = house === undefined ? decideSeated(workspace.current()) : ok(house);
    if (!seated.ok) return err(refusalToFault(seated.error));
    const by = seated.value;
    const verdict = decide(folded, command, await context(command, folded, by));
    if (!verdict.ok) return err(refusalToFault(verdict.error));
    if (verdict.value.length === 0) return ok({ seq: open.journal.head().seq, events: [] });
    return append(open, by, id, verdict.value);
  }

  return {
    ids: () => [...opened.keys()] as ReviewId[],
    read: (review) => {
      const found = find(review);
      return found.ok ? ok(found.value.folded) : found;
    },
    lines: (review) => opened.get(review)?.journal.read(0) ?? [],
    open: (release, tier, title, occasion = {}) =>
      serially('opening', async () => {
        const row = await parts.release(release);
        if (row === undefined) return fail('no-release', 'That release is not in the release data. Bring it in first.');
        const by = workspace.current().me ?? 'hotwash';
        const inForce = pinnedPolicy(workspace.current().policies);
        const template = await parts.template(templateFor(inForce.policy.tiers[tier].template, occasion));
        if (!template.ok) return template;
        const governance = { ...governanceOf(inForce, tier, template.value.pinned), ...occasion };
        const review = nextReviewId([...opened.keys()], clock.wall());
        const journal = await journals.open(review);
        const opening: ReviewEvent = {
          type: 'review.opened.v2',
          body: {
            id: review,
            title,
            release,
            service: row.service,
            tier,
            zone: workspace.current().zone,
            agenda: [...template.value.agenda],
            requiredRoles: [...governance.tier.signOffs],
            governance,
          },
        };
        const appended = await journal.append(0, by, [
          { type: opening.type, body: { ...opening.body, command: ownCommandId() } },
        ]);
        return appended.ok ? ok({ review }) : err(toCallFault(appended.error));
      }),
    run: (review, id, command) => serially(review, () => run(review, id, command)),
    act: (review, command) => serially(review, () => run(review, ownCommandId(), command, 'hotwash')),
    carryOut: (review, by, decision) =>
      serially(review, async () => {
        const found = find(review);
        if (!found.ok) return found;
        const { open, folded } = found.value;
        const verdict = decision(folded.review, { now: clock.wall(), workspace: workspace.current() });
        if (!verdict.ok) return err(refusalToFault(verdict.error));
        return verdict.value.length === 0 ? ok({}) : append(open, by, ownCommandId(), verdict.value);
      }),
    note: (review, event) =>
      serially(review, async () => {
        const found = find(review);
        return found.ok ? append(found.value.open, 'hotwash', ownCommandId(), [event]) : found;
      }),
  };
}

/** Commands that are decided by how often something was found before (M4.3, M4.5). */
const asksPast: ReadonlySet<ReviewCommand['type']> = new Set([
  'cause.scope',
  'board.raise',
  'board.decline',
  'review.close',
]);

/** Releases reviewed together get the shipped template for that, unless the policy names another than the standard one. */
const templateFor = (named: string, { joined = [] }: Partial<Pick<Governance, 'joined'>>): string =>
  named === 'standard' && joined.length > 0 ? 'joint' : named;

function foldedOf(open: Open): FoldedReview | undefined {
  const { folded, events } = open;
  if (folded?.of === events.length) return folded.value;
  const value = folded?.value === undefined ? foldReview(events) : foldFurther(folded.value, events, folded.of);
  open.folded = { of: events.length, value };
  return value;
}

function take(open: Open, lines: readonly JournalLine[]): void {
  for (const line of lines) {
    const event = lineToReviewEvent(line);
    if (!event.ok) {
      open.fault = { code: event.error.code, message: `${event.error.message} The review can be read no further.` };
      return;
    }
    open.events.push(event.value);
  }
}

/** `r-2026-118`: the year and the next free number in it. */
function nextReviewId(known: readonly string[], now: number): ReviewId {
  const year = new Date(now).getUTCFullYear();
  const numbers = known.flatMap((id) => {
    const match = /^r-(\d{4})-(\d+)$/.exec(id);
    return match !== null && Number(match[1]) === year ? [Number(match[2])] : [];
  });
  return `r-${year}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}` as ReviewId;
}
