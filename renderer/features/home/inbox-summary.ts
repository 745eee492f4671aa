import type { AutomaticStart, Judgement } from '../../../shared/domain/trigger/automatic-start.ts';

const keptMs = 14 * 86_400_000;

/** How many deployments were judged since `from` (epoch ms), each once, by tier. */
export function todayByTier({ batches }: AutomaticStart, from: number) {
  const latest = new Map<string, Judgement['outcome']>();
  for (const { at, judged } of batches.flat())
    if (at >= from) for (const each of judged) latest.set(each.event, each.outcome);
  const counts = { none: 0, light: 0, full: 0, failed: 0, total: latest.size };
  for (const outcome of latest.values()) counts[outcome.kind === 'failed' ? 'failed' : outcome.tier] += 1;
  return counts;
}

export type WaitingDay = { readonly service: string; readonly day: string; readonly count: number };

/** [M7.4] Deployments of services that deploy often, by the day whose review is opened when it is over. */
export function waitingDays(judged: ReadonlyMap<string, Judgement>): readonly WaitingDay[] {
  const found = new Map<string, WaitingDay>();
  for (const { service, outcome } of judged.values()) {
    if (outcome.kind !== 'judged' || outcome.cohort === null || outcome.review !== null || service === null) continue;
    const key = `${service} ${outcome.cohort}`;
    found.set(key, { service, day: outcome.cohort, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

/** What could not be judged in the last two weeks, the newest first. */
export const latestFailed = (judged: ReadonlyMap<string, Judgement>, now: number): readonly Judgement[] =>
  [...judged.values()]
    .filter(({ outcome, at }) => outcome.kind === 'failed' && at > now - keptMs)
    .toSorted((a, b) => b.at - a.at);
