import type { BrowserContext } from 'playwright-core';
import { caps, goals, type Capped } from '../goals.ts';
import { median, percentile, type Arm, type Comparison } from '../harness.ts';
import { carried } from '../page/causes-made.ts';
import type { CauseArm, CauseView } from '../page/causes-page.tsx';
import { openCausesPage, type CauseRun } from './causes-page.ts';

export type CausesBench = {
  readonly hasFlow: boolean;
  /** Empty where React Flow is not installed. */
  readonly comparisons: readonly Comparison[];
  /** Hotwash's own goals, from the runs that were made; more are made where there were too few. */
  readonly capped: () => Promise<readonly Capped[]>;
  readonly close: () => Promise<void>;
};

type Measure = 'firstPaint' | 'drag' | 'pan';
const views: readonly CauseView[] = ['fishbone', 'whys'];
const viewNames = { fishbone: 'fishbone', whys: '5 Whys' } as const;

/**
 * C1: a graph of thousands of causes with the whole of it in view: its first paint, then a subtree of 247 dragged, then
 * the view moved; beside React Flow with the same labels at the same places. `alone` are sizes without it.
 */
export async function createCausesBench(
  root: string,
  context: BrowserContext,
  beside: readonly number[],
  alone: readonly number[],
): Promise<CausesBench> {
  const browser = await openCausesPage(root, context);
  const own = new Map<string, CauseRun[]>();
  const layouts = new Map<string, number[]>();
  const sizes = [...beside, ...alone];
  for (const count of sizes)
    for (const view of views) {
      const times: number[] = [];
      for (let at = 0; at < 3; at += 1) times.push(await browser.layOut(view, count));
      layouts.set(`${view} ${count}`, times);
    }
  const run = async (arm: CauseArm, view: CauseView, count: number): Promise<CauseRun> => {
    const made = await browser.run(arm, view, count);
    const key = `${view} ${count}`;
    if (arm === 'hotwash') own.set(key, [...(own.get(key) ?? []), made]);
    return made;
  };
  return {
    hasFlow: browser.hasFlow,
    comparisons: browser.hasFlow
      ? beside.flatMap((count) => views.flatMap((view) => comparisonsOf(run, view, count)))
      : [],
    capped: async () => {
      const told: Capped[] = [];
      for (const count of sizes)
        for (const view of views) {
          const key = `${view} ${count}`;
          for (let at = own.get(key)?.length ?? 0; at < 3; at += 1) await run('hotwash', view, count);
          told.push(
            ...capsOf(`${count.toLocaleString('en')}, ${viewNames[view]}`, own.get(key) ?? [], layouts.get(key) ?? []),
          );
        }
      return told;
    },
    close: browser.close,
  };
}

/** Labels that are drawn: the causes, the effect, and the heads of six bones where there are bones. */
const labelsIn = (view: CauseView, count: number): number => count + (view === 'fishbone' ? 7 : 1);

/** One opening gives all three measures: the first comparison makes the runs, the others read from them in their order. */
function comparisonsOf(
  run: (arm: CauseArm, view: CauseView, count: number) => Promise<CauseRun>,
  view: CauseView,
  count: number,
): readonly Comparison[] {
  const made: { readonly [A in CauseArm]: CauseRun[] } = { hotwash: [], flow: [] };
  const read: { readonly [M in Measure]: { hotwash: number; flow: number } } = {
    drag: { hotwash: 0, flow: 0 },
    firstPaint: { hotwash: 0, flow: 0 },
    pan: { hotwash: 0, flow: 0 },
  };
  const arm = (name: string, which: CauseArm, measure: Measure): Arm => ({
    name,
    expected: `${labelsIn(view, count)} seen, ${carried} moved`,
    run: async () => {
      const at = read[measure][which]++;
      const one = made[which][at] ?? (made[which][at] = await run(which, view, count));
      const ms = measure === 'firstPaint' ? one.firstPaint : percentile(one[measure], 0.95);
      return { nsPerUnit: ms * 1e6, checksum: one.checksum };
    },
  });
  const what = `${count.toLocaleString('en')} causes, ${viewNames[view]}`;
  const titles: { readonly [M in Measure]: string } = {
    drag: `${what}: ${carried} of them dragged, the whole in view; p95`,
    firstPaint: `${what}: laid out -> first paint`,
    pan: `${what}: the view moved; p95`,
  };
  return (['drag', 'firstPaint', 'pan'] as const).map((measure) => {
    const arms = [arm('React Flow', 'flow', measure), arm('Hotwash', 'hotwash', measure)] as const;
    return {
      id: 'C1',
      title: titles[measure],
      unit: measure === 'firstPaint' ? 'opening' : 'frame',
      arms,
      claims: [{ arm: arms[1].name, beside: arms[0].name, goal: goals[`${measure}OverFlow`] }],
    };
  });
}

/** Each run's p95, the median of the runs. A frame cannot come sooner than those of a page that draws nothing. */
function capsOf(what: string, runs: readonly CauseRun[], layouts: readonly number[]): readonly Capped[] {
  const of = (value: (run: CauseRun) => number): number => median(runs.map(value));
  const floor = of(({ idle }) => percentile(idle, 0.95));
  return [
    { what: `${what}: layout`, value: median(layouts), cap: caps.told },
    { what: `${what}: first paint`, value: of(({ firstPaint }) => firstPaint), cap: caps.causesPaint },
    { what: `${what}: drag, frame p95`, value: of(({ drag }) => percentile(drag, 0.95)), cap: caps.causesFrame, floor },
    { what: `${what}: drag, script per frame`, value: of(({ dragScript }) => dragScript), cap: caps.causesScript },
    { what: `${what}: drag, all work per frame`, value: of(({ dragWork }) => dragWork), cap: caps.causesFrame },
    { what: `${what}: pan, frame p95`, value: of(({ pan }) => percentile(pan, 0.95)), cap: caps.causesFrame, floor },
    { what: `${what}: pan, script per frame`, value: of(({ panScript }) => panScript), cap: caps.causesScript },
  ];
}
