import { z } from 'zod';
import type { Cause } from '../../shared/domain/cause/cause.ts';
import type { CauseCheck } from '../../shared/domain/cause/cause-check.ts';
import type { Beginning, CauseFindings, Keeping, PieceFinding } from '../../shared/domain/cause/cause-findings.ts';
import { checkCause } from '../../shared/domain/cause/check-cause.ts';
import { carryingEvidence } from '../../shared/domain/cause/cause.ts';
import type { ConfigChange } from '../../shared/domain/cause/config-change.ts';
import type { Evidence, EvidenceKind } from '../../shared/domain/claim/claim.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { assertNever } from '../../shared/lib/invariant.ts';
import type { Intake } from '../intake/intake.ts';
import { deploymentBegan, deploymentsAround, runtimeBegan, type AroundTime } from './cause-deployments.ts';
import { findDeployment } from './find-deployment.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import type { Kept } from './kept-evidence.ts';

/** What a configuration diff's kept bytes say, as far as checks and screens read them. */
const diffExhibitSchema = z.object({
  before: z.object({ name: z.string(), at: z.iso.datetime() }),
  after: z.object({ name: z.string(), at: z.iso.datetime() }),
  changes: z.array(z.object({ key: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type DiffExhibit = {
  readonly before: { readonly name: string; readonly at: string };
  readonly after: { readonly name: string; readonly at: string };
  readonly changes: readonly ConfigChange[];
};

/** Looks up what the checks of a cause rest on: kept bytes, times, deployments. Decides nothing itself. */
export interface CauseFinder {
  check(review: Review, cause: Cause): Promise<readonly CauseCheck[]>;
  /** What the kept bytes of a configuration diff show; undefined where they are gone or were changed. */
  diffOf(piece: Evidence): Promise<DiffExhibit | undefined>;
}

export function createCauseFinder(evidence: Pick<EvidenceDesk, 'look'>, { rows }: Pick<Intake, 'rows'>): CauseFinder {
  const near = (service: string, at: number): Promise<AroundTime> => deploymentsAround(rows, service, at);

  async function began(piece: Evidence, exhibit: DiffExhibit | undefined): Promise<Beginning | null> {
    const { locator } = piece;
    switch (locator.type) {
      case 'metric-window':
        return { kind: 'seen', what: piece.label.slice(0, 100), from: locator.from, to: locator.to };
      case 'config-diff':
        return exhibit === undefined
          ? null
          : {
              kind: 'change',
              what: `${exhibit.after.name.slice(0, 80)} changed`,
              from: Date.parse(exhibit.before.at),
              to: Date.parse(exhibit.after.at),
            };
      case 'testimony':
      case 'note':
      case 'moment':
      case 'file':
        return null;
      default: {
        const row = await rows.get(locator.type, locator.id);
        return row === undefined ? null : rowBegan(row, near);
      }
    }
  }

  async function find(piece: Evidence): Promise<PieceFinding> {
    const kept = await evidence.look(piece.hash);
    const exhibit = piece.locator.type === 'config-diff' ? readDiff(kept) : undefined;
    return {
      piece: piece.id,
      keeping: keepingOf(kept),
      began: await began(piece, exhibit),
      changes: exhibit?.changes ?? null,
    };
  }

  return {
    diffOf: async (piece) => readDiff(await evidence.look(piece.hash)),
    check: async (review, cause) => {
      const pieces: PieceFinding[] = [];
      for (const piece of cause.evidence) pieces.push(await find(piece));
      const carrying = carryingEvidence(cause);
      const spans = pieces.flatMap(({ piece, began: each }) =>
        each?.kind === 'change' && carrying.some(({ id }) => id === piece) ? [each] : [],
      );
      const deployment = await findDeployment(rows, near, review, carrying, spans);
      const findings: CauseFindings = { pieces, deployment };
      const { effect, zone, governance } = review;
      return checkCause(cause, { effect, zone, taxonomy: governance.taxonomy }, findings);
    },
  };
}

const keepingOf = (kept: Kept): Keeping =>
  kept.state === 'deleted' ? { ...kept, at: Date.parse(kept.at) } : { state: kept.state };

function readDiff(kept: Kept): DiffExhibit | undefined {
  if (kept.state !== 'kept') return undefined;
  try {
    return diffExhibitSchema.safeParse(JSON.parse(Buffer.from(kept.bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** When what a row tells of began. Deliveries are dated by the runtime; what was only noticed is `seen`. */
async function rowBegan(
  row: RowOf<EvidenceKind>,
  near: (service: string, at: number) => Promise<AroundTime>,
): Promise<Beginning> {
  const at = (kind: Beginning['kind'], what: string, from: number | null, to: number = from ?? 0): Beginning => ({
    kind,
    what,
    from,
    to,
  });
  switch (row.kind) {
    case 'deployment':
      return deploymentBegan(row, await near(row.service, row.startedAt));
    case 'runtime':
      return runtimeBegan(row, await near(row.service, row.firstSeenAt));
    case 'flag':
      return at('act', `flag ${row.flag.slice(0, 80)} ${row.state}`, row.at);
    case 'change':
      return at('act', `commit ${row.sha.slice(0, 8)}`, row.at);
    case 'build':
      return at('act', `build ${row.name.slice(0, 80)} #${row.number}`, row.startedAt);
    case 'incident':
      return at('seen', 'the incident', row.impactStartedAt ?? row.detectedAt);
    case 'ticket':
      return at('seen', 'the ticket', row.createdAt);
    case 'log':
      return at('seen', `log of ${row.service}`, row.from, row.to);
    case 'exposure':
      return at('seen', `variant ${row.variant.slice(0, 80)} of ${row.flag.slice(0, 80)}`, row.from);
    case 'postmortem':
      return at('seen', 'the post-mortem', row.from);
    case 'snapshot':
      return at('seen', `snapshot ${row.name.slice(0, 80)}`, null, row.at);
    case 'prediction':
      return at('seen', 'the prediction', row.madeAt);
    default:
      return assertNever(row);
  }
}
