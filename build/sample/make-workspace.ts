import { organisation } from '../../assets/sample/organisation.ts';
import { createServices } from '../../electron/host/create-services.ts';
import type { ShellPort } from '../../electron/host/shell-port.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { makeDeliveries, type Delivery } from './carried/carried-files.ts';
import { tagFile } from './carried/git.ts';
import { fillWorkspace, foundedDaysBack } from './found-workspace.ts';
import { day, hour, minute } from './local-time.ts';
import { planHistory, type History } from './plan-history.ts';
import { playClosedReview } from './play-closed-review.ts';
import { openDrafts, playPreparedReview, settleOne } from './play-open-reviews.ts';
import { pastDaysBack, playPastFindings } from './play-past-findings.ts';
import { defaultSeed, defaultUntil, type PlannedRelease } from './plan.ts';
import { publishRoster } from './publish-roster.ts';
import { pullSources } from './pull-sources.ts';
import { sealPrediction } from './seal-prediction.ts';
import { createStageClock } from './stage-clock.ts';
import { createStage, type Stage, type TakenFile } from './stage.ts';

export type SampleOptions = {
  readonly seed?: number;
  readonly until?: number;
  readonly port: ShellPort;
  /** False where nothing can print a report: the closed review then has no record and no signatures. */
  readonly signs: boolean;
};

export type MadeSample = {
  readonly closed: ReviewId;
  readonly prepared: ReviewId;
  readonly drafts: readonly ReviewId[];
  /** Closed reviews of the months before that found alike. */
  readonly past: readonly ReviewId[];
  readonly taken: readonly TakenFile[];
};

/** log2 of scrypt's N for the sample's keys: their passphrase is public, so a slow one would protect nothing. */
const sampleScryptLogN = 10;

/**
 * Makes the sample workspace in an empty folder by running the product itself under a clock that the story moves: the
 * deliveries are carried in, the reviews are played by commands. `until` is epoch ms, a Friday afternoon.
 */
export async function makeSampleWorkspace(workspaceDir: string, options: SampleOptions): Promise<MadeSample> {
  const { seed = defaultSeed, until = defaultUntil, port, signs } = options;
  const history = planHistory(seed, until);
  const [first, second] = makeDeliveries(history);
  if (first === undefined || second === undefined) throw new Error('two deliveries are made');
  const clock = createStageClock(until - foundedDaysBack * day);
  const { name, zone } = organisation;
  const running = await createServices({
    workspaceDir,
    port,
    clock,
    founding: { name, sample: true, zone },
    scryptLogN: sampleScryptLogN,
  });
  let made: Omit<MadeSample, 'past'>;
  try {
    const stage = createStage(running.services, clock);
    await fillWorkspace(stage, until);
    await publishRoster(stage, until);
    const taken = await takeDelivery(stage, first);
    const closed = await playClosedReview(stage, history, signs);
    await settleOne(stage, closed, until - 14 * day - 3 * hour);
    await announce(stage, history.story('drift'));
    await sealPrediction(stage, history.story('drift'));
    taken.push(...(await takeDelivery(stage, second)));
    await pullSources(stage, history);
    const prepared = await playPreparedReview(stage, history);
    const drafts = await openDrafts(stage, history);
    made = { closed, prepared, drafts, taken };
  } finally {
    await running.close();
  }
  return { ...made, past: await playMonthsBefore(workspaceDir, port, history) };
}

/** A sitting of its own, whose clock stands months before: the product never goes back in time within one. */
async function playMonthsBefore(workspaceDir: string, port: ShellPort, history: History): Promise<readonly ReviewId[]> {
  const clock = createStageClock(history.until - pastDaysBack * day);
  const running = await createServices({ workspaceDir, port, clock, scryptLogN: sampleScryptLogN });
  try {
    return await playPastFindings(createStage(running.services, clock), history);
  } finally {
    await running.close();
  }
}

/** A release is tagged; its baseline is frozen ten minutes later, before it goes live. */
async function announce(stage: Stage, release: PlannedRelease): Promise<void> {
  stage.clock.set(release.taggedAt + 10 * minute);
  await stage.take(tagFile(release));
  await stage.services.packages.freezeDue();
}

async function takeDelivery(stage: Stage, { at, files }: Delivery): Promise<TakenFile[]> {
  stage.clock.set(at);
  const taken: TakenFile[] = [];
  for (const file of files) {
    stage.clock.set(stage.clock.wall() + 900);
    taken.push(await stage.take(file));
  }
  return taken;
}
