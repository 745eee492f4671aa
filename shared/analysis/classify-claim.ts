import type { DeliveryClaim, Observed, Reconciled, Transition } from './reconcile-types.ts';
import type { VersionMap } from './version-map.ts';

type Judgement = Pick<Reconciled, 'class' | 'reason'>;
type Means = { readonly map: VersionMap; readonly toleranceMs: number };

/** Says of one claim what the runtime showed, and why in words. `transition` is the one it was paired with. */
export function classify(
  claim: DeliveryClaim,
  transition: Transition | null,
  place: Observed | undefined,
  means: Means,
): Reconciled {
  const { service, environment } = claim;
  const version = claim.version ?? claim.sha ?? claim.digest;
  const judged =
    transition === null ? withoutTransition(claim, place, means) : withTransition(claim, transition, means);
  return { service, environment, version, claim, transition, lag: lagOf(claim, transition), ...judged };
}

/** A change at runtime that no claim was paired with; null where a claim says that it was rolled back to this. */
export function unclaimed(
  transition: Transition,
  claims: readonly DeliveryClaim[],
  pairs: ReadonlyMap<DeliveryClaim, Transition>,
  map: VersionMap,
): Reconciled | null {
  const { service, environment, version, first } = transition;
  const whole = { service, environment, version, claim: null, transition, lag: null };
  const undone = [...pairs].find(([, other]) => other.fate.kind === 'taken-back' && other.fate.by === version);
  if (undone?.[0].result === 'rolled-back') return null;
  const seen = `${version} came ${sinceText(first)}`;
  if (claims.length > 0 && !claims.some((claim) => map.isComparable(claim, version)))
    return {
      ...whole,
      class: 'unmappable',
      reason: `${seen}, and no mapping says which claimed version that is. Give the mapping of versions, commits and digests.`,
    };
  const back = undone === undefined ? '' : ` It took ${undone[1].version} back.`;
  return { ...whole, class: 'undeclared', reason: `${seen}, and no deployment claims it.${back}` };
}

function withoutTransition(claim: DeliveryClaim, place: Observed | undefined, { map }: Means): Judgement {
  const name = nameOf(claim);
  if (place === undefined || place.transitions.length === 0)
    return {
      class: 'unobservable',
      reason: `No sample of ${claim.service} in ${claim.environment} is there: nobody looked.`,
    };
  if (!place.transitions.some((each) => map.isComparable(claim, each.version)))
    return {
      class: 'unmappable',
      reason: `The runtime shows ${namesText(place.transitions)}, and nothing maps ${name} to it. Give the mapping of versions, commits and digests.`,
    };
  const { from, to } = place.watched;
  if (claim.claimedAt < from || claim.claimedAt > to)
    return {
      class: 'unobservable',
      reason: `Claimed at ${timeText(claim.claimedAt)}, while the samples reach from ${timeText(from)} to ${timeText(to)}.`,
    };
  const hole = place.holes.find((each) => claim.claimedAt > each.from && claim.claimedAt <= each.to);
  if (hole !== undefined)
    return {
      class: 'unobservable',
      reason: `Nothing was sampled from ${timeText(hole.from)} to ${timeText(hole.to)}, and the claim lies in between.`,
    };
  const ran = place.transitions.find((each) => map.isSame(claim, each.version));
  if (claim.result === 'failure')
    return { class: 'never', reason: `Delivery says that ${name} failed, and no instance changed to it: they agree.` };
  return ran === undefined
    ? { class: 'never', reason: `No instance showed ${name}, though ${claim.service} was sampled at that time.` }
    : {
        class: 'never',
        reason: `No instance changed to ${name} for this claim; ${name} came ${sinceText(ran.first)} already.`,
      };
}

function withTransition(claim: DeliveryClaim, transition: Transition, means: Means): Judgement {
  const { first, complete, fate, instances, present } = transition;
  const name = nameOf(claim);
  if (fate.kind === 'taken-back' || (claim.result === 'rolled-back' && fate.kind === 'replaced'))
    return {
      class: 'rolled-back',
      reason: `${name} came ${sinceText(first)}, was last seen at ${timeText(fate.at)}, and ${fate.by} runs again.`,
    };
  if (claim.result === 'failure')
    return {
      class: 'undeclared',
      reason: `Delivery says that ${name} failed, yet ${instances} of ${present} instances ran it ${sinceText(first)}.`,
    };
  if (complete === null) {
    const end =
      fate.kind === 'held'
        ? 'when sampling ended'
        : `before ${fate.kind === 'vanished' ? 'all were gone' : `${fate.by} replaced it`}`;
    return { class: 'partial', reason: `Only ${instances} of ${present} instances ran ${name} ${end}.` };
  }
  return byTime(claim, transition, complete, means);
}

function byTime(
  claim: DeliveryClaim,
  { standing, gap }: Transition,
  complete: NonNullable<Transition['complete']>,
  { toleranceMs }: Means,
): Judgement {
  const name = nameOf(claim);
  const [from, to] = [(complete.from ?? -Infinity) - claim.claimedAt, complete.to - claim.claimedAt];
  const wide = gap ? ' Scrapes are missing in between, so the interval is wide.' : '';
  if (standing && complete.from === null && to > toleranceMs)
    return {
      class: 'unobservable',
      reason: `${name} was there when sampling began at ${timeText(complete.to)}, so its coming was not seen.`,
    };
  if (standing && complete.from === null && to < -toleranceMs)
    return {
      class: 'early',
      reason: `${name} was there when sampling began, ${spanText(-to)} or more before the claim.`,
    };
  const tolerance = `the tolerance is ${spanText(toleranceMs)}`;
  if (from > toleranceMs)
    return {
      class: 'late',
      reason: `All instances ran ${name} ${spanText(from)} to ${spanText(to)} after the claim; ${tolerance}.${wide}`,
    };
  if (claim.result === 'running')
    return {
      class: 'early',
      reason: `All instances ran ${name} ${whenText(complete)}; delivery has not said that it is over.`,
    };
  if (to < -toleranceMs)
    return {
      class: 'early',
      reason: `All instances ran ${name} ${spanText(-to)} to ${spanText(-from)} before the claim; ${tolerance}.${wide}`,
    };
  return {
    class: 'confirmed',
    reason: `All instances ran ${name} ${whenText(complete)}, as claimed; ${tolerance}.${wide}`,
  };
}

function lagOf({ claimedAt }: DeliveryClaim, transition: Transition | null): Reconciled['lag'] {
  if (transition === null) return null;
  const { from, to } = transition.complete ?? transition.first;
  return { from: from === null ? null : from - claimedAt, to: to - claimedAt };
}

const nameOf = ({ version, sha, digest }: DeliveryClaim): string =>
  version ?? sha ?? digest ?? 'a version without a name';
const namesText = (transitions: readonly Transition[]): string =>
  [...new Set(transitions.map((each) => each.version.slice(0, 80)))].slice(0, 3).join(', ');

const timeText = (time: number): string =>
  Math.abs(time) <= 8.64e15 ? new Date(time).toISOString().replace(/\.\d+Z$/, 'Z') : time < 0 ? 'the beginning' : 'now';
const whenText = ({ from, to }: { readonly from: number | null; readonly to: number }): string =>
  from === null || from === to ? `by ${timeText(to)}` : `between ${timeText(from)} and ${timeText(to)}`;
const sinceText = (span: Transition['first']): string =>
  span.from === null ? `before ${timeText(span.to)}` : whenText(span);

function spanText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
