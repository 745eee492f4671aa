import { evaluateTrigger } from '../domain/policy/evaluate-trigger.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { countByDay, deploysOften } from './cohort.ts';
import type { TriggeringDeployment } from './deployment-to-trigger.ts';

/** What becomes of a release: from what asks least to what asks most. `unjudged`: a field that a rule names is missing. */
export const fates = ['none', 'unjudged', 'cohort', 'light', 'full'] as const;
export type Fate = (typeof fates)[number];

/** A release as a rule set judges it, by the strictest of its deployments. */
export type JudgedRelease = {
  readonly release: string;
  /** Epoch ms, of the deployment that asked for it first. */
  readonly at: number;
  readonly fate: Fate;
  readonly rules: readonly string[];
  /** Of an unjudged one: the first field that is missing or unusable. */
  readonly missing: string | null;
};

/** `2026-03` with what its releases come to; cohorts are days of services that are reviewed together. */
export type BackTestMonth = { readonly month: string } & { readonly [F in Fate]: number };
export type ChangedRelease = {
  readonly release: string;
  readonly at: number;
  readonly before: Fate;
  readonly after: Fate;
  readonly rulesBefore: readonly string[];
  readonly rules: readonly string[];
};

export type BackTest = {
  readonly deployments: number;
  readonly releases: number;
  readonly months: readonly BackTestMonth[];
  readonly totals: { readonly [F in Fate]: number };
  readonly totalsBefore: { readonly [F in Fate]: number };
  /** Those that come to something else than by the rules in force, newest first. */
  readonly changed: readonly ChangedRelease[];
  /** Newest first. */
  readonly reviewed: readonly JudgedRelease[];
  readonly unjudged: readonly JudgedRelease[];
};

type Judged = { readonly releases: ReadonlyMap<string, JudgedRelease>; readonly cohorts: ReadonlyMap<string, string> };
export type BackTestInput = {
  readonly deployments: readonly TriggeringDeployment[];
  readonly policy: Policy;
  readonly present: Policy;
  /** Calendar day of an instant in the workspace's zone. */
  readonly dayOf: (epoch: number) => string;
  readonly tell?: (done: number, total: number) => void;
};

/** How many are judged between two tellings. */
const stretch = 2000;

/**
 * [M1.3] What a rule set would have asked of the releases of a history, and how that differs from the rules in force. A
 * release counts once, however often it was deployed; a light one of a service that deploys often is reviewed with its
 * day (M7.4). Releases that would have been reviewed jointly (M7.2) count one by one.
 */
export function backTest({ deployments, policy, present, dayOf, tell }: BackTestInput): BackTest {
  const total = 2 * deployments.length;
  const after = judge(deployments, policy, dayOf, (done) => tell?.(done, total));
  const before = judge(deployments, present, dayOf, (done) => tell?.(deployments.length + done, total));
  const all = [...after.releases.values()].toSorted((a, b) => b.at - a.at);
  return {
    deployments: deployments.length,
    releases: all.length,
    months: monthsOf(after, dayOf),
    totals: totalsOf(after),
    totalsBefore: totalsOf(before),
    changed: all.flatMap(({ release, at, fate, rules }) => {
      const was = before.releases.get(release);
      if (was === undefined || was.fate === fate) return [];
      return [{ release, at, before: was.fate, after: fate, rulesBefore: was.rules, rules }];
    }),
    reviewed: all.filter(({ fate }) => fate === 'full' || fate === 'light'),
    unjudged: all.filter(({ fate }) => fate === 'unjudged'),
  };
}

function judge(
  deployments: readonly TriggeringDeployment[],
  policy: Policy,
  dayOf: BackTestInput['dayOf'],
  tell: (done: number) => void,
): Judged {
  const counts = countByDay(deployments, dayOf);
  const releases = new Map<string, JudgedRelease>();
  const cohorts = new Map<string, string>();
  for (const [index, { event, release, at }] of deployments.entries()) {
    if (index % stretch === 0) tell(index);
    const verdict = evaluateTrigger(policy, event);
    let fate: Fate = verdict.ok ? verdict.value.tier : 'unjudged';
    const day = dayOf(at);
    if (fate === 'light' && deploysOften(counts, event.service, day, policy.cohortAbovePerDay)) {
      fate = 'cohort';
      cohorts.set(`${event.service} ${day}`, day.slice(0, 7));
    }
    const known = releases.get(release);
    if (known !== undefined && fates.indexOf(known.fate) >= fates.indexOf(fate)) continue;
    const missing = verdict.ok ? null : verdict.error.path;
    releases.set(release, { release, at, fate, rules: verdict.ok ? verdict.value.rules : [], missing });
  }
  tell(deployments.length);
  return { releases, cohorts };
}

const noCounts = { none: 0, unjudged: 0, cohort: 0, light: 0, full: 0 };

function totalsOf({ releases, cohorts }: Judged): BackTest['totals'] {
  const totals = { ...noCounts };
  for (const { fate } of releases.values()) totals[fate] += 1;
  return { ...totals, cohort: cohorts.size };
}

/** Every month from the first to the last, also those without a release. */
function monthsOf({ releases, cohorts }: Judged, dayOf: BackTestInput['dayOf']): readonly BackTestMonth[] {
  const found = new Map<string, { -readonly [F in Fate]: number }>();
  const of = (month: string) => {
    const own = found.get(month) ?? { ...noCounts };
    found.set(month, own);
    return own;
  };
  for (const { at, fate } of releases.values()) {
    const own = of(dayOf(at).slice(0, 7));
    if (fate !== 'cohort') own[fate] += 1;
  }
  for (const month of cohorts.values()) of(month).cohort += 1;
  const known = [...found.keys()].toSorted();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const months: BackTestMonth[] = [];
  for (let month = first; month <= last && months.length < 1200; month = nextMonth(month))
    months.push({ month, ...(found.get(month) ?? noCounts) });
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
