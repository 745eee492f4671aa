import type { SampleService } from '../../assets/sample/organisation.ts';
import { day, hour, minute } from './local-time.ts';
import { planCommits } from './plan-commits.ts';
import { liveAt, planFailedTry, planProduction, planStaging, planStoryProduction } from './plan-deployments.ts';
import { releaseTrouble, storyTrouble } from './plan-troubles.ts';
import type { PlannedDeployment, PlannedRelease, Story, Trouble } from './plan.ts';
import type { Random } from './random.ts';
import { planReleaseTimes } from './release-days.ts';
import { nextVersion, pickStep, versionText, type Step, type Version } from './versions.ts';

type Candidate = {
  readonly startsAt: number;
  readonly step: Step;
  readonly story: Story | null;
  readonly isFix: boolean;
};
type Running = { version: Version; readonly first: Version; sha: string; name: string };

/** Share of releases that were taken back, and of those mended by a release soon after. */
const rolledBackShare = 0.05;
const mendedShare = 0.045;

/** Two years of one service, oldest first: regular releases, candidates before major ones, hotfixes after bad ones. */
export function planReleases(
  service: SampleService,
  stories: readonly Story[],
  from: number,
  until: number,
  random: Random,
): readonly PlannedRelease[] {
  const releases: PlannedRelease[] = [];
  const state: Running = {
    version: service.firstVersion,
    first: service.firstVersion,
    sha: random.hex(40),
    name: versionText(service.firstVersion),
  };
  let lastTag = from - service.cadenceDays * day;
  const queue = candidatesOf(service, stories, from, until, random);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const fate = fateOf(next, random);
    state.version = nextVersion(state.version, next.step);
    if (next.step === 'major') releases.push(...planCandidates(service, state.version, next.startsAt, lastTag, random));
    const release = planRelease(service, next, state, lastTag, fate, random);
    releases.push(release);
    lastTag = release.taggedAt;
    const fixAt = fixTime(release, fate, random);
    const following = queue[0]?.startsAt ?? until;
    if (fixAt !== null && fixAt < until - hour && fixAt < following - 2 * hour)
      queue.unshift({ startsAt: fixAt, step: 'patch', story: null, isFix: true });
  }
  return releases;
}

function candidatesOf(
  service: SampleService,
  stories: readonly Story[],
  from: number,
  until: number,
  random: Random,
): Candidate[] {
  const own = stories.filter((story) => story.service === service.id);
  const regular = planReleaseTimes(service, from, until - 4 * hour, random)
    // Around a story nothing else happens, and after it nothing does until its review.
    .filter((at) => own.every((story) => at < story.startsAt - 1.5 * day || at > story.startsAt + 4 * day))
    .map((startsAt) => ({ startsAt, step: pickStep(random), story: null, isFix: false }));
  const told = own.map((story) => ({ startsAt: story.startsAt, step: 'minor' as const, story, isFix: false }));
  return [...regular, ...told].toSorted((a, b) => a.startsAt - b.startsAt);
}

type Fate = 'good' | 'rolled-back' | 'mended';

function fateOf({ story, isFix }: Candidate, random: Random): Fate {
  const share = random.next();
  if (story !== null) return story.name === 'late' ? 'good' : 'rolled-back';
  if (share < rolledBackShare * (isFix ? 0.4 : 1)) return 'rolled-back';
  return share < rolledBackShare + mendedShare ? 'mended' : 'good';
}

function planRelease(
  service: SampleService,
  { startsAt, step, story, isFix }: Candidate,
  state: Running,
  lastTag: number,
  fate: Fate,
  random: Random,
): PlannedRelease {
  const version = versionText(state.version);
  const soak = isFix ? random.whole(16, 40) * minute : Math.round(random.around(5, 0.9) * hour);
  const stagingAt = startsAt - (story === null ? soak : 130 * minute);
  const taggedAt = Math.max(lastTag + 10 * minute, stagingAt - random.whole(4, 16) * minute);
  const count =
    isFix || step === 'patch' ? random.whole(1, 3) : Math.max(2, Math.round(random.around(service.commits, 0.4)));
  const commits = planCommits(
    { service, count, after: lastTag, before: taggedAt, last: story?.subject ?? null },
    random,
  );
  const sha = commits.at(-1)?.sha ?? random.hex(40);
  const target = { service, version, sha, startedAt: startsAt };
  const deployments: PlannedDeployment[] = [
    planStaging({ ...target, startedAt: Math.max(taggedAt + 3 * minute, stagingAt) }, random),
  ];
  if (story === null && random.chance(0.03))
    deployments.push(planFailedTry({ ...target, startedAt: startsAt - random.whole(12, 45) * minute }, random));
  const production =
    story === null
      ? planProduction(target, fate === 'rolled-back' ? 'rolled back' : 'succeeded', random)
      : planStoryProduction(story, target);
  deployments.push(production);
  const trouble = troubleOf(service, version, production, fate, story, random);
  if (fate === 'rolled-back' && trouble !== null) deployments.push(planReturn(service, state, trouble, random));
  else Object.assign(state, { sha, name: version });
  return { service, version, taggedAt, sha, commits, deployments, trouble, story: story?.name ?? null };
}

function troubleOf(
  service: SampleService,
  version: string,
  production: PlannedDeployment,
  fate: Fate,
  story: Story | null,
  random: Random,
): Trouble | null {
  if (fate === 'good') return null;
  const live = liveAt(production);
  if (story !== null) return storyTrouble(story, service, version, live);
  const lasts = fate === 'rolled-back' ? random.around(38, 0.6) * minute : random.around(5, 0.7) * hour;
  return releaseTrouble(service, version, live, live + Math.round(lasts / 1000) * 1000, random);
}

/** The version before comes back; faster than a release, since its image is still on the nodes. */
function planReturn(service: SampleService, state: Running, trouble: Trouble, random: Random): PlannedDeployment {
  const takes = Math.round(40 + service.instances * random.between(9, 14)) * 1000;
  const startedAt = trouble.to - takes;
  const back = planProduction({ service, version: state.name, sha: state.sha, startedAt }, 'succeeded', random);
  const runtime =
    back.runtime === null ? null : { ...back.runtime, firstSeenAt: startedAt + 21_000, completeAt: trouble.to + 9_000 };
  return { ...back, finishedAt: trouble.to, runtime };
}

/** Candidates of a major version go to staging only. */
function planCandidates(
  service: SampleService,
  version: Version,
  before: number,
  lastTag: number,
  random: Random,
): readonly PlannedRelease[] {
  const releases: PlannedRelease[] = [];
  let after = lastTag;
  for (const number of [1, 2]) {
    const taggedAt = Math.round(before - (3 - number) * random.between(2.2, 4.5) * day);
    if (taggedAt < after + day) continue;
    const name = `${versionText(version)}-rc.${number}`;
    const commits = planCommits({ service, count: service.commits, after, before: taggedAt, last: null }, random);
    const sha = commits.at(-1)?.sha ?? random.hex(40);
    const staging = planStaging(
      { service, version: name, sha, startedAt: taggedAt + random.whole(5, 25) * minute },
      random,
    );
    releases.push({
      service,
      version: name,
      taggedAt,
      sha,
      commits,
      deployments: [staging],
      trouble: null,
      story: null,
    });
    after = taggedAt;
  }
  return releases;
}

/** A hotfix comes within hours when the bad version is still running, within days when it was taken back. */
function fixTime(release: PlannedRelease, fate: Fate, random: Random): number | null {
  if (fate === 'good' || release.trouble === null || release.story === 'drift') return null;
  const wait = fate === 'mended' ? -random.whole(9, 14) * minute : random.around(26, 0.7) * hour;
  return Math.round((release.trouble.to + wait) / 1000) * 1000;
}
