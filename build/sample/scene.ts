import type { Locator } from '../../shared/domain/claim/claim.ts';
import type { ReviewId, SeriesId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { day, fromWall } from './local-time.ts';
import type { PlannedRelease } from './plan.ts';
import type { Stage } from './stage.ts';

/** What the scenes of the closed review share. `at` gives the instant of a time of the meeting's day, `13:04:30`. */
export type Scene = {
  readonly stage: Stage;
  readonly review: ReviewId;
  readonly release: PlannedRelease;
  /** When the last instance ran the version, epoch ms. */
  readonly live: number;
  readonly back: string;
  readonly at: (time: string) => number;
  readonly run: (time: string, command: ReviewCommand) => Promise<void>;
  /** Attaches evidence to a claim or cause. */
  readonly show: (
    time: string,
    id: string,
    kind: 'claim' | 'cause',
    target: string,
    locator: Locator,
    bearing?: 'contradicts',
  ) => Promise<void>;
};

export function createScene(stage: Stage, review: ReviewId, release: PlannedRelease): Scene {
  const production = release.deployments.filter((deployment) => deployment.environment === 'production');
  const meetingDay = new Date((production[0]?.startedAt ?? 0) + 2 * day).toISOString().slice(0, 10);
  const at = (time: string): number => fromWall(`${meetingDay} ${time}`);
  const run = (time: string, command: ReviewCommand): Promise<void> => stage.run(review, at(time), command);
  return {
    stage,
    review,
    release,
    live: production[0]?.runtime?.completeAt ?? 0,
    back: production[1]?.version ?? '',
    at,
    run,
    show: (time, id, kind, target, locator, bearing) =>
      run(time, { type: 'evidence.attach', id, target: { kind, id: target }, locator, bearing: bearing ?? 'supports' }),
  };
}

export const windowOf = (series: string, from: number, to: number): Locator => ({
  type: 'metric-window',
  series: `boarding/${series}/production` as SeriesId,
  from,
  to,
});
