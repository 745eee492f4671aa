import { z } from 'zod';
import { ok, type Result } from '../../lib/result.ts';
import { releaseIdSchema, seriesIdSchema, serviceIdSchema } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { epochMsSchema } from '../text.ts';

/** How many earlier releases are frozen, so that a cell by hour of the week can be cut from them later. */
export const frozenReleases = 40;

/**
 * What is usual for a service, as it was known at `at` (epoch ms): earlier releases that went well, oldest first, and per
 * series the median of the hour after each of them, in the series' unit; null where the source has no samples. Which of
 * them form the cell is settled by the hour of going live in `zone`, which is not known yet.
 */
export const baselineSchema = z.strictObject({
  release: releaseIdSchema,
  service: serviceIdSchema,
  at: epochMsSchema,
  zone: z.string().max(60),
  releases: z.array(z.strictObject({ version: z.string().max(80), at: epochMsSchema })).max(frozenReleases),
  series: z
    .array(
      z.strictObject({
        series: seriesIdSchema,
        metric: z.string().max(500),
        environment: z.string().max(80),
        unit: z.string().max(40),
        better: z.enum(['lower', 'higher', 'neither']),
        values: z.array(z.number().nullable()).max(frozenReleases),
      }),
    )
    .max(200),
});
export type Baseline = z.infer<typeof baselineSchema>;

/** A baseline under the SHA-256 of its canonical JSON. `isPostHoc` says that it was made knowing how the release went. */
export const frozenBaselineSchema = z.strictObject({
  baseline: baselineSchema,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  isPostHoc: z.boolean(),
});
export type FrozenBaseline = z.infer<typeof frozenBaselineSchema>;

/**
 * The baseline a release is held against: the last one frozen before it went live (`liveAt`, epoch ms; null while it has
 * not), else the first that was made afterwards.
 */
export function baselineOf(
  frozen: readonly FrozenBaseline[],
  release: string,
  liveAt: number | null,
): FrozenBaseline | undefined {
  const own = frozen.filter((each) => each.baseline.release === release);
  return own.findLast((each) => isBefore(each, liveAt)) ?? own[0];
}

/** Whether a baseline was frozen before go-live; one that was frozen on data that came late was not. */
export const isBefore = ({ baseline, isPostHoc }: FrozenBaseline, liveAt: number | null): boolean =>
  !isPostHoc && (liveAt === null || baseline.at < liveAt);

/** Whether two baselines rest on the same earlier releases and series, so that freezing again would tell nothing new. */
export const isSameGround = (a: Baseline, b: Baseline): boolean =>
  a.releases.map((each) => each.version).join('\n') === b.releases.map((each) => each.version).join('\n') &&
  a.series.map((each) => each.series).join('\n') === b.series.map((each) => each.series).join('\n');

/**
 * [M2.2] A baseline is frozen before go-live, as often as its ground changes; afterwards one is made only when it says
 * that it is post-hoc, and never in place of one that was there before. `liveAt` is when the release began to go to
 * production, epoch ms, or null.
 */
export function decideFreeze(
  frozen: readonly FrozenBaseline[],
  fresh: Baseline,
  liveAt: number | null,
  isPostHoc: boolean,
): Result<{ readonly kind: 'freeze' } | { readonly kind: 'stands'; readonly frozen: FrozenBaseline }, Refusal> {
  const known = baselineOf(frozen, fresh.release, liveAt);
  if (liveAt !== null && !isPostHoc)
    return refuse(
      'M2.2',
      `${fresh.release} is live already; a baseline chosen now would know how it went.`,
      'Mark it post-hoc, or freeze the next release before it goes live.',
    );
  const stands = known !== undefined && (liveAt !== null || isSameGround(known.baseline, fresh));
  return ok(stands ? { kind: 'stands', frozen: known } : { kind: 'freeze' });
}
