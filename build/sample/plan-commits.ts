import type { SampleService } from '../../assets/sample/organisation.ts';
import { generatedSubjects, plainSubjects, subjectPatterns } from '../../assets/sample/words.ts';
import { day, hour, startOfDay, toWall } from './local-time.ts';
import type { PlannedCommit } from './plan.ts';
import type { Random } from './random.ts';

type CommitPlan = {
  readonly service: SampleService;
  readonly count: number;
  readonly after: number;
  readonly before: number;
  /** Subject of the last commit, where the story says what it was. */
  readonly last: string | null;
};

/** Commits between two tags, oldest first, the last one shortly before the tag. */
export function planCommits(
  { service, count, after, before, last }: CommitPlan,
  random: Random,
): readonly PlannedCommit[] {
  const earliest = Math.max(after, before - 40 * day);
  const times = Array.from({ length: count - 1 }, () => atWork(random.between(earliest, before - hour), random))
    .filter((at) => at > earliest && at < before - 20 * 60_000)
    .toSorted((a, b) => a - b);
  times.push(before - random.whole(8, 50) * 60_000);
  return times.map((at, index) => toCommit(service, at, index === times.length - 1 ? last : null, random));
}

function atWork(instant: number, random: Random): number {
  const { weekday } = toWall(instant);
  const midnight = startOfDay(instant) - (weekday > 4 && random.chance(0.9) ? 2 : 0) * day;
  return Math.round((midnight + Math.min(22, Math.max(7, 13 + random.normal() * 2.8)) * hour) / 1000) * 1000;
}

function toCommit(service: SampleService, at: number, subject: string | null, random: Random): PlannedCommit {
  const chosen = subject ?? pickSubject(service, random);
  const insertions = Math.round(random.around(18, 1.2));
  const deletions = Math.round(random.around(7, 1.2));
  const generated = generatedSubjects.has(chosen) ? Math.round(random.around(420, 0.8)) : 0;
  return {
    sha: random.hex(40),
    at,
    subject: chosen,
    files: 1 + Math.round(random.around(2, 0.8)),
    insertions: insertions + generated,
    deletions,
    generated,
  };
}

function pickSubject(service: SampleService, random: Random): string {
  if (random.chance(0.28)) return random.pick(plainSubjects);
  return random.pick(subjectPatterns).replace('{noun}', random.pick(service.nouns));
}
