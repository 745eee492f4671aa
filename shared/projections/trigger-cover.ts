import type { TriggerTier } from '../domain/policy/tier-policy.ts';
import type { Review } from '../domain/review/review.ts';

/** Tiers from the lightest. */
export const tierRank: { readonly [T in TriggerTier]: number } = { none: 0, light: 1, full: 2 };

/** Finds the review that a deployment is covered by, so that nothing is opened for it again (M7.4). */
export type ReviewCover = {
  /**
   * The review that covers a deployment of a release, `at` being when it ended (epoch ms). A light review that is over does
   * not cover what has turned out to ask for a full one.
   */
  readonly find: (deployment: {
    readonly event: string;
    readonly release: string;
    readonly at: number;
    readonly tier: TriggerTier;
  }) => Review | undefined;
  /** The review that took up a deployment with its day. */
  readonly cohortOf: (event: string) => Review | undefined;
  /** Reviews that are drafts still, by a release they are about. */
  readonly draftOf: (release: string) => Review | undefined;
};

export function coverOf(reviews: readonly Review[]): ReviewCover {
  const byRelease = new Map<string, Review[]>();
  const byEvent = new Map<string, Review[]>();
  const byCohort = new Map<string, Review>();
  const put = (map: Map<string, Review[]>, key: string, review: Review): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, [review]);
    else known.push(review);
  };
  for (const review of reviews) {
    const { trigger, cohort } = review.governance;
    // A day's cohort is of its deployments, not of the release it is named after.
    if (cohort !== null) {
      for (const id of cohort.deployments) byCohort.set(id, review);
      continue;
    }
    put(byRelease, review.release, review);
    for (const { release } of review.joint.joined) put(byRelease, release, review);
    if (trigger !== null) put(byEvent, trigger.event, review);
  }
  const isOver = ({ closedAt }: Review): boolean => closedAt !== null;
  return {
    find: ({ event, release, at, tier }) => {
      const reaches = (review: Review): boolean => !isOver(review) || tierRank[review.tier] >= tierRank[tier];
      return (
        byEvent.get(event)?.find(reaches) ??
        byRelease.get(release)?.find((review) => reaches(review) && (review.closedAt === null || at <= review.closedAt))
      );
    },
    cohortOf: (event) => byCohort.get(event),
    draftOf: (release) => byRelease.get(release)?.find(({ phase }) => phase === 'draft'),
  };
}
