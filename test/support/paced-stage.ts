import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApp, type App } from '../../build/tour/app-driver.ts';
import { built } from './built.ts';
import { pacePage, paceToWall, readPace, writePace, type Pace } from './paced-clock.ts';
import type { Stage } from './stage.ts';

/** An app whose time a test paces. Minutes are those of the meeting, counted from the pace's beginning. */
export type PacedApp = {
  readonly app: App;
  /** The meeting's time, epoch ms. */
  now(): number;
  /** Waits until so many of the meeting's minutes have gone by. */
  untilMinute(minute: number): Promise<void>;
  /** The wall clock jumps and the monotonic one does not: the laptop slept, or somebody set the clock. */
  jump(ms: number): Promise<void>;
};

const paceFile = (stage: Stage): string => join(stage.folder, 'pace.json');

/** Begins the pace of a stage: `rate` of the meeting's seconds to one of this machine's. */
export function beginPace(stage: Stage, rate: number): void {
  const real = Date.now();
  writeFileSync(paceFile(stage), '');
  writePace(paceFile(stage), { real, wall: real, rate, jumped: 0 });
}

export async function startPaced(stage: Stage): Promise<PacedApp> {
  const file = paceFile(stage);
  const app = await startApp({
    program: built('tools', 'paced-serve.js'),
    workspace: stage.workspace,
    data: stage.data,
    extra: [file],
  });
  const pace = (): Pace => readPace(file);
  await app.context.addInitScript(pacePage, pace());
  await app.page.reload();
  await app.page.getByText('Reading the workspace').waitFor({ state: 'detached' });
  return {
    app,
    now: () => paceToWall(pace()),
    untilMinute: async (minute) => {
      const { real, rate } = pace();
      const wait = real + (minute * 60_000) / rate - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    },
    jump: async (ms) => {
      const before = pace();
      const after = { ...before, jumped: before.jumped + ms };
      writePace(file, after);
      await app.context.addInitScript(pacePage, after);
      for (const page of app.context.pages()) await page.evaluate(pacePage, after);
    },
  };
}
