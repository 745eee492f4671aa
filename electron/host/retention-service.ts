import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import { liftHold, orderDeletion, placeHold } from '../../shared/domain/retention/decide-retention.ts';
import { dueNow, retained, type Kept, type Retained } from '../../shared/domain/retention/due.ts';
import type { KeptKind } from '../../shared/domain/retention/retention.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { fail, refusalToFault } from './fault.ts';
import { ownCommandId, type WorkspaceService } from './workspace-service.ts';

/** What is kept of one kind, and how it is deleted for good. Deleting what is gone already changes nothing. */
export interface KeptShelf {
  readonly kind: KeptKind;
  /** `sha256` names it as the signed record or its own list does. */
  all(): Promise<readonly (Kept & { readonly sha256: string | null })[]>;
  /** True where a crash came between a deletion and its tombstone. */
  remove(kept: Pick<Kept, 'review' | 'id'>, why: 'retention' | 'order'): Promise<Result<unknown, CallFault>>;
}

type Answer = Result<Record<string, never>, CallFault>;

/** Deletes what the policy in force keeps no longer, unless a hold keeps it (M3.6). */
export interface RetentionService {
  /** Everything that is kept, with when its clock runs out and what holds it. */
  list(): Promise<readonly Retained[]>;
  /** Deletes what is due now; answers what it deleted and what would not go. */
  tend(): Promise<{
    readonly deleted: readonly Retained[];
    readonly failed: readonly { kept: Retained; message: string }[];
  }>;
  place(hold: { readonly review: ReviewId; readonly reason: string; readonly by: MemberId }): Promise<Answer>;
  lift(lifting: { readonly hold: string; readonly reason: string; readonly by: MemberId }): Promise<Answer>;
  /** Deletes a recording or a transcript before its time. */
  remove(order: {
    readonly kind: KeptKind;
    readonly review: ReviewId;
    readonly id: string;
    readonly reason: string;
    readonly by: MemberId;
  }): Promise<Answer>;
  start(): void;
  stop(): Promise<void>;
}

export type RetentionParts = {
  readonly clock: Clock;
  readonly workspace: WorkspaceService;
  readonly shelves: readonly KeptShelf[];
  readonly onBug: (error: unknown) => void;
};

/** How often the clocks are looked at: what is due follows from the wall clock alone, so nothing is missed by sleeping. */
const lookEveryMs = 10 * 60_000;

export function createRetentionService({ clock, workspace, shelves, onBug }: RetentionParts): RetentionService {
  let working: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setInterval> | undefined;

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = working.then(work, work);
    working = run.catch(() => undefined);
    return run;
  };

  const everything = async () => (await Promise.all(shelves.map((shelf) => shelf.all()))).flat();

  const list = async (): Promise<readonly Retained[]> => {
    const { retention, policies } = workspace.current();
    return retained(policyInForce(policies).policy.retention, retention, await everything());
  };

  async function tend(): ReturnType<RetentionService['tend']> {
    const hashes = new Map((await everything()).map(({ kind, id, sha256 }) => [`${kind} ${id}`, sha256]));
    const deleted: Retained[] = [];
    const failed: { kept: Retained; message: string }[] = [];
    for (const kept of dueNow(await list(), clock.wall())) {
      const { kind, review, id, dueAt } = kept;
      const removed = await shelfOf(kind).remove(kept, 'retention');
      const noted = removed.ok
        ? await workspace.record('hotwash', {
            type: 'kept.deleted.v1',
            body: {
              kind,
              review: review as ReviewId,
              id,
              why: 'retention',
              reason: null,
              by: null,
              dueAt,
              sha256: hashes.get(`${kind} ${id}`) ?? null,
            },
          })
        : removed;
      if (noted.ok) deleted.push(kept);
      else failed.push({ kept, message: noted.error.message });
    }
    return { deleted, failed };
  }

  const shelfOf = (kind: KeptKind): KeptShelf => {
    const shelf = shelves.find((each) => each.kind === kind);
    if (shelf === undefined) throw new Error(`nothing keeps a ${kind}`);
    return shelf;
  };

  const note = async (by: string, decided: ReturnType<typeof placeHold>): Promise<Answer> => {
    if (!decided.ok) return err(refusalToFault(decided.error));
    const noted = await workspace.record(by, decided.value);
    return noted.ok ? ok({}) : noted;
  };

  return {
    list,
    tend: () => serially(tend),
    place: (hold) => serially(() => note(hold.by, placeHold(workspace.current(), { id: ownCommandId(), ...hold }))),
    lift: (lifting) => serially(() => note(lifting.by, liftHold(workspace.current(), lifting))),
    remove: (order) =>
      serially(async () => {
        const known = (await shelfOf(order.kind).all()).find(
          ({ id, review }) => id === order.id && review === order.review,
        );
        if (known === undefined) return fail('not-kept', `There is no such ${order.kind} of this review.`);
        const decided = orderDeletion(workspace.current(), { ...order, sha256: known.sha256 });
        if (!decided.ok) return err(refusalToFault(decided.error));
        const removed = await shelfOf(order.kind).remove(known, 'order');
        return removed.ok ? note(order.by, decided) : removed;
      }),
    start: () => {
      if (timer !== undefined) return;
      const look = (): void => void serially(tend).catch(onBug);
      timer = setInterval(look, lookEveryMs);
      timer.unref();
      look();
    },
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
}
