import type { Evidence } from '../domain/claim/claim.ts';
import { claimSupport } from '../domain/claim/claim.ts';
import type { TierPolicy } from '../domain/policy/tier-policy.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { canonicalJson, type Json } from '../journal/canonical-json.ts';
import { evidenceFileName } from './evidence-file.ts';
import { causesToRecord, type RecordCauses } from './record-causes.ts';
import { recordingsToRecord, type RecordRecordings } from './record-recordings.ts';
import { productOf, type RecordProduct } from './record-product.ts';
import { transcriptFile } from './transcript-vtt.ts';
import { jointRecord, lightRecord } from './tier-record.ts';
import { roomToRecord, type RecordRoom } from './record-room.ts';
import { rulesToRecord, type RecordRules } from './record-rules.ts';
import { roundsToRecord, type RecordRound } from './record-rounds.ts';
import { templateToRecord, type RecordTemplate } from './record-template.ts';
import { timeToRecord, type RecordTime } from './record-time.ts';

/** One exhibit of the record: its number, its file in the bundle, what it is and its hash. */
export type RecordEvidence = {
  readonly number: number;
  readonly file: string;
  readonly label: string;
  readonly sha256: string;
  readonly locator: Evidence['locator'];
  /** Left out where the record carries the exhibit. */
  readonly withheld?: Withheld;
};

/** A transcript in the record: its file in `data/`, its hash, when it was put in. */
export type RecordTranscript = {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly at: string;
};

/** When and why the bytes of an exhibit were deleted under retention; the record has its hash and not its file. */
export type Withheld = { readonly at: string; readonly why: string };

type RecordParts = RecordRoom & RecordRules & RecordCauses;

/** The review as its record states it; `data/review.json`. Times are ISO 8601 in UTC, people are roster codes. */
export type ReviewRecord = RecordParts & {
  readonly format: 'hotwash-review/1';
  readonly reviewId: string;
  readonly requiredRoles: readonly string[];
  readonly title: string;
  readonly release: string;
  readonly service: string;
  readonly tier: string;
  readonly zone: string;
  readonly sample: boolean;
  readonly organisation: string;
  readonly rosterVersion: number;
  readonly openedAt: string;
  readonly startedAt: string | null;
  readonly closedAt: string;
  readonly summary: string;
  readonly seats: Review['seats'];
  readonly facilitator: string | null;
  readonly scribe: string | null;
  /** Why these two hosted although the rota would not have named them (M3.5), and what about them asked for it. */
  readonly hostReason: string | null;
  readonly hostExceptions: Review['hostExceptions'];
  /** The date that was set, and why it was late, in the past or set without a known go-live (M1.4). */
  readonly scheduled: { readonly at: string | null; readonly reason: string | null };
  readonly attendance: {
    readonly attended: readonly string[];
    readonly inquorateReason: string | null;
    /** [M1.2] What the tier asks of a quorum. */
    readonly quorum: TierPolicy['quorum'];
  };
  /** Phases worked through without meeting (M7.5); empty for a review that met. */
  readonly rounds: readonly RecordRound[];
  readonly package: { readonly sha256: string; readonly content: Json } | null;
  /** KPIs that nothing measured and that the review went on without. */
  readonly waived: Review['waived'];
  /** The form of a light review, and its promotion where there was one (M7.1). */
  readonly light: ReturnType<typeof lightRecord>;
  /** What each service reviewed together said (M7.2); empty where there was one release. */
  readonly joint: ReturnType<typeof jointRecord>;
  /** What the product seat said; null where it did not review (M8.5). */
  readonly product: RecordProduct;
  readonly factsAgreed: { readonly inFavour: number; readonly present: number; readonly at: string } | null;
  readonly facts: readonly {
    readonly id: string;
    readonly text: string;
    readonly happenedAt: string | null;
    readonly author: string;
    readonly support: 'supported' | 'unsupported';
    readonly evidence: readonly number[];
    readonly against: readonly number[];
  }[];
  /** Words that lay blame and were kept as written, with the reason. */
  readonly wordingOverrides: readonly {
    readonly of: { readonly kind: string; readonly id: string };
    readonly text: string;
    readonly rules: readonly string[];
    readonly reason: string;
    readonly at: string;
  }[];
  readonly heldIdeas: readonly {
    readonly text: string;
    readonly author: string;
    readonly heldAt: string;
    readonly fate: Json;
  }[];
  readonly actions: readonly {
    readonly id: string;
    readonly text: string;
    readonly author: string;
    readonly causes: readonly string[];
    /** Only of a long-term one: it changes what keeps bringing the cause about. */
    readonly term?: 'long';
    readonly state: Json;
  }[];
  readonly parked: readonly {
    readonly text: string;
    readonly item: string;
    readonly at: string;
    readonly exit: Json;
  }[];
  readonly time: RecordTime;
  /** The template it was opened with, and what was filled in of its fields. */
  readonly template: RecordTemplate | null;
  /** Consent and recordings (M3.6); left out where nobody was asked. */
  readonly recorded?: RecordRecordings;
  /** What was said, where somebody chose to put it in; left out where nobody did. */
  readonly transcripts?: readonly RecordTranscript[];
  readonly evidence: readonly RecordEvidence[];
  readonly history: { readonly events: number; readonly head: string };
};

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** Every piece of evidence of a review once, by hash, in the order of facts, then causes. */
export function numberEvidence(review: Review): readonly (RecordEvidence & { readonly piece: Evidence })[] {
  const byHash = new Map<string, RecordEvidence & { piece: Evidence }>();
  for (const holder of [...review.claims, ...review.causes])
    for (const piece of holder.evidence) {
      if (byHash.has(piece.hash)) continue;
      const number = byHash.size + 1;
      const file = evidenceFileName(number, piece.locator);
      byHash.set(piece.hash, { number, file, label: piece.label, sha256: piece.hash, locator: piece.locator, piece });
    }
  return [...byHash.values()];
}

/** Folds a closed review into the statement that gets signed. */
export function reviewToRecord(
  review: Review,
  workspace: Workspace,
  history: { events: number; head: string },
  withheld: ReadonlyMap<string, Withheld> = new Map(),
): ReviewRecord {
  const numbered = numberEvidence(review);
  const numbers = (pieces: readonly Evidence[], bearing: Evidence['bearing']) =>
    pieces.flatMap((piece) => {
      const number = numbered.find((each) => each.sha256 === piece.hash)?.number;
      return piece.bearing === bearing && number !== undefined ? [number] : [];
    });
  const closedAt = review.closedAt ?? review.openedAt;
  return {
    format: 'hotwash-review/1',
    reviewId: review.id,
    requiredRoles: review.requiredRoles,
    title: review.title,
    release: review.release,
    service: review.service,
    tier: review.tier,
    zone: review.zone,
    sample: workspace.sample,
    organisation: workspace.name,
    rosterVersion: workspace.rosterVersion,
    openedAt: iso(review.openedAt),
    startedAt: isoOrNull(review.agenda.startedAt),
    closedAt: iso(closedAt),
    summary: review.summary ?? '',
    seats: review.seats,
    facilitator: review.facilitator,
    scribe: review.scribe,
    hostReason: review.hostReason,
    hostExceptions: review.hostExceptions,
    scheduled: { at: isoOrNull(review.scheduledAt), reason: review.scheduleReason },
    attendance: {
      attended: review.attended,
      inquorateReason: review.inquorateReason,
      quorum: review.governance.tier.quorum,
    },
    rounds: roundsToRecord(review),
    package:
      review.package === null
        ? null
        : { sha256: review.package.hash, content: review.package.content as unknown as Json },
    waived: review.waived,
    product: productOf(review),
    light: lightRecord(review.light),
    joint: jointRecord(review, workspace),
    factsAgreed: review.factsAgreed === null ? null : { ...review.factsAgreed, at: iso(review.factsAgreed.at) },
    facts: review.claims.map((claim) => ({
      id: claim.id,
      text: claim.text,
      happenedAt: isoOrNull(claim.happenedAt),
      author: claim.author,
      support: claimSupport(claim),
      evidence: numbers(claim.evidence, 'supports'),
      against: numbers(claim.evidence, 'contradicts'),
    })),
    wordingOverrides: review.wordingOverrides.map(({ target, text, rules, reason, at }) => ({
      of: target,
      text,
      rules,
      reason,
      at: iso(at),
    })),
    heldIdeas: review.ideas.map(({ text, author, heldAt, fate }) => ({ text, author, heldAt: iso(heldAt), fate })),
    ...causesToRecord(review, numbers),
    ...roomToRecord(review),
    ...rulesToRecord(review, workspace),
    actions: review.actions.map(({ id, text, author, causes, term, state }) => ({
      id,
      text,
      author,
      causes,
      ...(term === 'long' && { term }),
      state,
    })),
    parked: review.parked.map(({ text, item, at, exit }) => ({ text, item, at: iso(at), exit })),
    time: timeToRecord(review, closedAt),
    template: templateToRecord(review),
    ...recordingsToRecord(review),
    ...transcriptsToRecord(review),
    evidence: numbered.map(({ piece: _piece, ...exhibit }) => {
      const gone = withheld.get(exhibit.sha256);
      return gone === undefined ? exhibit : { ...exhibit, withheld: gone };
    }),
    history,
  };
}

const transcriptsToRecord = ({ enclosed }: Review): Pick<ReviewRecord, 'transcripts'> =>
  enclosed.length === 0
    ? {}
    : {
        transcripts: enclosed.map(({ transcript, sha256, at }, index) => ({
          id: transcript,
          file: transcriptFile(index + 1),
          sha256,
          at: iso(at),
        })),
      };

export const recordToJson = (record: ReviewRecord): string => canonicalJson(record);
