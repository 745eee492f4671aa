import { services } from '../../assets/sample/organisation.ts';
import { day } from './local-time.ts';
import { planReleases } from './plan-releases.ts';
import { planOtherTroubles, troublesBesideDrift } from './plan-troubles.ts';
import { storiesBefore, type PlannedRelease, type StoryName, type Trouble } from './plan.ts';
import { createRandom } from './random.ts';

/** Everything that happened, oldest first, before any of it is written into files. */
export type History = {
  readonly seed: number;
  readonly from: number;
  readonly until: number;
  readonly releases: readonly PlannedRelease[];
  readonly troubles: readonly Trouble[];
  readonly story: (name: StoryName) => PlannedRelease;
};

const historyDays = 730;

/** Plans two years that end at `until` (epoch ms). The same seed and end give the same history on any machine. */
export function planHistory(seed: number, until: number): History {
  const from = until - historyDays * day;
  const stories = storiesBefore(until);
  const releases = services
    .flatMap((service) => planReleases(service, stories, from, until, createRandom(seed, `releases/${service.id}`)))
    .toSorted((a, b) => a.taggedAt - b.taggedAt);
  const brought = releases.flatMap((release) => (release.trouble === null ? [] : [release.trouble]));
  const others = planOtherTroubles(from, until, createRandom(seed, 'troubles')).filter((other) =>
    // The last days belong to the stories.
    stories.every((story) => story.service !== other.service || Math.abs(story.startsAt - other.from) > 10 * day),
  );
  const troubles = [...brought, ...others, ...troublesBesideDrift(releases)].toSorted(
    (a, b) => a.detectedAt - b.detectedAt,
  );
  const story = (name: StoryName): PlannedRelease => {
    const found = releases.find((release) => release.story === name);
    if (found === undefined) throw new Error(`the history has no story called ${name}`);
    return found;
  };
  return { seed, from, until, releases, troubles, story };
}
