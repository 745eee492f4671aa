import type { Judgement } from '../domain/trigger/automatic-start.ts';
import { releaseIdSchema, type ReviewId } from '../domain/ids.ts';
import { evaluateTrigger, type TriggerVerdict } from '../domain/policy/evaluate-trigger.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { ReviewTier } from '../domain/policy/tier-policy.ts';
import type { Review } from '../domain/review/review.ts';
import { err } from '../lib/result.ts';
import { countByDay, deploysOften } from './cohort.ts';
import type { TriggeringDeployment } from './deployment-to-trigger.ts';
import { jointCandidates, releaseWindows, type ReleaseWindow } from './joint-candidates.ts';
import { coverOf, tierRank } from './trigger-cover.ts';

/** What happened so long ago is judged for good; until then an incident may raise its tier. */
export const watchedMs = 7 * 86_400_000;
const hour = 3_600_000;

/** Fields that an event's sender states besides what its row holds. */
export type SentFields = { readonly [field: string]: unknown };

export type PlanInput = {
  /** Every production deployment of the services concerned, not only what is new: days are counted from it. */
  readonly deployments: readonly TriggeringDeployment[];
  readonly sent: ReadonlyMap<string, SentFields>;
  readonly known: ReadonlyMap<string, Judgement>;
  readonly policy: Policy;
  /** Since when deployments start reviews, and now; epoch ms. */
  readonly from: number;
  readonly now: number;
  readonly dayOf: (epoch: number) => string;
  readonly reviews: readonly Review[];
  readonly dependsOn: (service: string) => readonly string[];
};

/** One review to open; `judgements` are of its releases and name it once it is there. */
export type Opening = {
  readonly lead: TriggeringDeployment;
  readonly tier: ReviewTier;
  readonly verdict: TriggerVerdict;
  readonly joined: readonly Pick<ReleaseWindow, 'release' | 'service'>[];
  readonly judgements: readonly Judgement[];
};

export type Joining = {
  readonly review: ReviewId;
  readonly release: string;
  readonly service: string;
  readonly judgements: readonly Judgement[];
};

export type Promotion = {
  readonly review: ReviewId;
  readonly reasons: readonly string[];
  readonly judgements: readonly Judgement[];
};

/** What is to be done, in this order, each safe to do again after a crash. */
export type TriggerPlan = {
  readonly openings: readonly Opening[];
  /** Drafts that take in an overlapping release. */
  readonly joins: readonly Joining[];
  /** Light reviews that a rule raises. */
  readonly promotions: readonly Promotion[];
  /** Judgements that open nothing. */
  readonly notes: readonly Judgement[];
};

type Judged = {
  readonly deployment: TriggeringDeployment;
  readonly verdict: TriggerVerdict;
  readonly stated: SentFields | undefined;
};

/**
 * [M1.3, M7.4] Judges what is new, what failed before, and what is recent enough to have turned out worse. Pure: the same
 * rows, reviews and judgements give the same plan, and once a plan is carried out the next one is empty.
 */
export function planTriggers(input: PlanInput): TriggerPlan {
  const cover = coverOf(input.reviews);
  const counts = countByDay(input.deployments, input.dayOf);
  const notes: Judgement[] = [];
  const promotions = new Map<ReviewId, { reasons: Set<string>; judgements: Judgement[] }>();
  const wanting: Judged[] = [];
  for (const deployment of input.deployments) {
    const judged = judge(deployment, input, notes);
    if (judged === undefined) continue;
    const { verdict } = judged;
    const { id: event, service } = deployment.event;
    if (verdict.tier === 'none') {
      notes.push(judgementOf(judged, null, null));
      continue;
    }
    const covering = cover.find({ event, release: deployment.release, at: deployment.at, tier: verdict.tier });
    if (covering !== undefined) {
      const id = covering.id as ReviewId;
      if (tierRank[covering.tier] >= tierRank[verdict.tier]) notes.push(judgementOf(judged, id, null));
      else {
        const raised = promotions.get(id) ?? { reasons: new Set(), judgements: [] };
        for (const reason of fullReasons(verdict, input.policy)) raised.reasons.add(reason);
        raised.judgements.push(judgementOf(judged, id, null));
        promotions.set(id, raised);
      }
      continue;
    }
    const day = input.dayOf(deployment.at);
    if (verdict.tier === 'light' && deploysOften(counts, service, day, input.policy.cohortAbovePerDay)) {
      notes.push(judgementOf(judged, (cover.cohortOf(event)?.id ?? null) as ReviewId | null, day));
      continue;
    }
    wanting.push(judged);
  }
  const { openings, joins, raised } = openingsOf(wanting, input);
  return {
    openings,
    joins,
    promotions: [
      ...raised,
      ...[...promotions].map(([review, { reasons, judgements }]) => ({ review, reasons: [...reasons], judgements })),
    ],
    notes,
  };
}

/** Why a full review is asked for: a light one is not raised by what asks for a light one. */
const fullReasons = ({ rules }: TriggerVerdict, { triggers }: Policy): readonly string[] =>
  triggers.filter(({ id, tier }) => tier === 'full' && rules.includes(id)).map(({ because }) => because);

/** The verdict where there is something new to say; a failed one is noted at once. */
function judge(
  deployment: TriggeringDeployment,
  { sent, known, policy, from, now }: PlanInput,
  notes: Judgement[],
): Judged | undefined {
  const { event, at, release } = deployment;
  const before = known.get(event.id);
  if (at < from && before === undefined) return undefined;
  if (before?.outcome.kind === 'judged' && (before.outcome.tier === 'full' || now - at > watchedMs)) return undefined;
  const stated = sent.get(event.id) ?? sentBefore(before);
  // Of what the sender said nothing is known any more: the row alone would be another event.
  if (stated === undefined && before?.outcome.sent === null && before.outcome.kind === 'judged') return undefined;
  const isNamed = releaseIdSchema.safeParse(release).success;
  const verdict = isNamed
    ? evaluateTrigger(policy, withStated(event, stated, sent.has(event.id) ? 'now' : 'before'))
    : err(badVersion);
  if (!verdict.ok) {
    const { path, message } = verdict.error;
    if (before?.outcome.kind === 'judged') return undefined;
    if (before?.outcome.kind === 'failed' && before.outcome.path === path && before.outcome.message === message)
      return undefined;
    const said = stated === undefined ? null : JSON.stringify(stated).slice(0, 4000);
    const outcome = { kind: 'failed' as const, path: path.slice(0, 200), message: message.slice(0, 500), sent: said };
    notes.push({
      event: event.id as Judgement['event'],
      release: isNamed ? release : null,
      service: event.service as never,
      at,
      outcome,
    });
    return undefined;
  }
  if (before?.outcome.kind === 'judged' && tierRank[verdict.value.tier] <= tierRank[before.outcome.tier])
    return undefined;
  return { deployment, verdict: verdict.value, stated };
}

const badVersion = { path: 'version', message: 'version has a space or an @, which no release can be named by.' };

/**
 * What the sender says goes before what the rows say; of `impact` field by field. What was said before is older than the
 * rows: of its impact the worse stands, so that *no incidents* at the time does not hide one that came later.
 */
function withStated(event: TriggeringDeployment['event'], stated: SentFields = {}, said: 'now' | 'before'): SentFields {
  const impact = stated['impact'];
  if (typeof impact !== 'object' || impact === null || Array.isArray(impact)) return { ...event, ...stated };
  const known: SentFields = { ...event.impact };
  const told = Object.entries(impact as SentFields).map(([name, value]) => [
    name,
    said === 'now' ? value : worse(value, known[name]),
  ]);
  return { ...event, ...stated, impact: { ...known, ...(Object.fromEntries(told) as SentFields) } };
}

function worse(said: unknown, known: unknown): unknown {
  if (typeof said === 'number' && typeof known === 'number') return Math.max(said, known);
  return typeof said === 'boolean' && typeof known === 'boolean' ? said || known : said;
}

function sentBefore(before: Judgement | undefined): SentFields | undefined {
  const sent = before?.outcome.sent ?? null;
  if (sent === null) return undefined;
  try {
    return JSON.parse(sent) as SentFields;
  } catch {
    return undefined;
  }
}

/** What is kept of a sender's words, for the next time the event is judged. */
function kept(stated: SentFields | undefined): { readonly sent?: string | null } {
  if (stated === undefined || Object.keys(stated).length === 0) return {};
  const sent = JSON.stringify(stated);
  return { sent: sent.length > 4000 ? null : sent };
}

export const judgementOf = (
  { deployment, verdict, stated }: Judged,
  review: ReviewId | null,
  cohort: string | null,
): Judgement => ({
  event: deployment.event.id as Judgement['event'],
  release: deployment.release,
  service: deployment.event.service as Judgement['service'],
  at: deployment.at,
  outcome: { kind: 'judged', tier: verdict.tier, rules: [...verdict.rules], review, cohort, ...kept(stated) },
});

/** One review for one release, and one for all that overlap along dependencies (M7.2). */
function openingsOf(
  wanting: readonly Judged[],
  input: PlanInput,
): Pick<TriggerPlan, 'openings' | 'joins'> & { readonly raised: readonly Promotion[] } {
  const byRelease = new Map<string, Judged[]>();
  for (const each of wanting)
    byRelease.set(each.deployment.release, [...(byRelease.get(each.deployment.release) ?? []), each]);
  const joint = wanting.length === 0 ? new Map<string, readonly ReleaseWindow[]>() : groupsOf(wanting, input);
  const cover = coverOf(input.reviews);
  const done = new Set<string>();
  const openings: Opening[] = [];
  const joins: Joining[] = [];
  const raised: Promotion[] = [];
  for (const [release, own] of byRelease) {
    if (done.has(release)) continue;
    const others = (joint.get(release) ?? []).filter((each) => each.release !== release);
    const draft = others.map((each) => cover.draftOf(each.release)).find((each) => each !== undefined);
    if (draft !== undefined && draft.governance.cohort === null) {
      const review = draft.id as ReviewId;
      done.add(release);
      const judgements = own.map((each) => judgementOf(each, review, null));
      const reasons = own.flatMap((each) => fullReasons(each.verdict, input.policy));
      if (draft.tier === 'light' && reasons.length > 0)
        raised.push({ review, reasons: [...new Set(reasons)], judgements: [] });
      joins.push({ review, release, service: own[0]?.deployment.event.service ?? '', judgements });
      continue;
    }
    const free = others.filter((each) => !cover.find({ ...each, at: each.to, tier: 'none' }));
    const together = [release, ...free.map((each) => each.release)].flatMap((each) => byRelease.get(each) ?? []);
    for (const each of [release, ...free.map((one) => one.release)]) done.add(each);
    const [lead, ...rest] = together.toSorted(
      (a, b) => tierRank[b.verdict.tier] - tierRank[a.verdict.tier] || a.deployment.at - b.deployment.at,
    );
    if (lead === undefined || lead.verdict.tier === 'none') continue;
    openings.push({
      lead: lead.deployment,
      tier: lead.verdict.tier,
      verdict: lead.verdict,
      joined: [release, ...free.map((each) => each.release)]
        .filter((each) => each !== lead.deployment.release)
        .slice(0, 40)
        .map((each) => ({ release: each, service: each.slice(0, each.indexOf('@')) })),
      judgements: [lead, ...rest].map((each) => judgementOf(each, null, null)),
    });
  }
  return { openings, joins, raised };
}

/** The releases that each wanted one overlaps with along dependencies; services that deploy often join nobody. */
function groupsOf(
  wanting: readonly Judged[],
  { deployments, dayOf, policy, dependsOn, from }: PlanInput,
): ReadonlyMap<string, readonly ReleaseWindow[]> {
  const stableMs = policy.tiers.full.timeline.soakHours * hour;
  const counts = countByDay(deployments, dayOf);
  const times = wanting.map(({ deployment }) => deployment.at);
  const [first, last] = [least(times) - stableMs, -least(times.map((at) => -at)) + stableMs];
  const near = deployments.filter(
    ({ at, event }) =>
      at >= Math.max(first, from) &&
      at <= last &&
      !deploysOften(counts, event.service, dayOf(at), policy.cohortAbovePerDay),
  );
  const groups = new Map<string, readonly ReleaseWindow[]>();
  for (const { releases } of jointCandidates(releaseWindows(near, stableMs), dependsOn))
    for (const { release } of releases) groups.set(release, releases);
  return groups;
}

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Infinity);
