import { services, type SampleService } from '../../assets/sample/organisation.ts';
import { day, minute } from './local-time.ts';
import type { PlannedRelease } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import type { History } from './plan-history.ts';

export type PlannedBuild = {
  readonly service: string;
  readonly number: number;
  readonly startedAt: number;
  readonly durationMs: number;
  /** Null while it runs. */
  readonly result: 'SUCCESS' | 'FAILURE' | 'UNSTABLE' | 'ABORTED' | null;
  readonly sha: string;
};

/** The build server keeps builds this long. */
const keptDays = 400;
/** The one that still runs when history ends. */
const runningService = 'accounts';

/** Builds of the main line: of each push, tried again when they fail, oldest first. */
export function planBuilds(history: History): readonly PlannedBuild[] {
  const builds = services.flatMap((service) => buildsOf(service, history));
  return builds
    .filter((build) => build.startedAt >= history.until - keptDays * day)
    .toSorted((a, b) => a.startedAt - b.startedAt);
}

type Draft = Omit<PlannedBuild, 'number'>;

function buildsOf(service: SampleService, history: History): readonly PlannedBuild[] {
  const random = createRandom(history.seed, `builds/${service.id}`);
  const drafts = history.releases
    .filter((release) => release.service.id === service.id)
    .flatMap((release) => buildsFor(release, random));
  if (service.id === runningService)
    drafts.push({
      service: service.id,
      startedAt: history.until - 4 * minute,
      durationMs: 0,
      result: null,
      sha: random.hex(40),
    });
  const first = random.whole(80, 1400);
  return drafts
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .map((draft, index) => ({ ...draft, number: first + index }));
}

/** Pushes bring one to three commits each; the tag's own commit ends in a build that worked. */
function buildsFor(release: PlannedRelease, random: Random): Draft[] {
  const drafts: Draft[] = [];
  for (const [index, commit] of release.commits.entries()) {
    const isLast = index === release.commits.length - 1;
    if (!isLast && random.chance(0.45)) continue;
    let startedAt = commit.at + random.whole(20, 90) * 1000;
    for (let tries = 0; tries < 3; tries += 1) {
      const result = isLast && tries === 2 ? 'SUCCESS' : pickResult(random);
      const durationMs = durationOf(release.service, result, random);
      drafts.push({ service: release.service.id, startedAt, durationMs, result, sha: commit.sha });
      if (result === 'SUCCESS' || (!isLast && random.chance(0.4))) break;
      startedAt += durationMs + random.whole(1, isLast ? 3 : 25) * minute;
    }
  }
  return drafts;
}

function pickResult(random: Random): Exclude<PlannedBuild['result'], null> {
  const share = random.next();
  if (share < 0.84) return 'SUCCESS';
  return share < 0.94 ? 'FAILURE' : share < 0.975 ? 'UNSTABLE' : 'ABORTED';
}

function durationOf(service: SampleService, result: PlannedBuild['result'], random: Random): number {
  const usual = (110 + service.commits * 22) * 1000;
  const share = result === 'FAILURE' || result === 'ABORTED' ? random.between(0.15, 0.9) : 1;
  return Math.round(random.around(usual, 0.18) * share);
}
