import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { fitView, shownAs } from '../../../shared/canvas/canvas-view.ts';
import { layoutFishbone } from '../../../shared/canvas/layout-fishbone.ts';
import { layoutWhys } from '../../../shared/canvas/layout-whys.ts';
import type { CanvasPlan } from '../../../shared/canvas/plan.ts';
import { LargeCanvas } from '../../../renderer/canvas/large-canvas.tsx';
import '../../../renderer/ui/base.css';
import './causes.css';
import { prepareFlow } from './causes-flow.ts';
import { framesOf, pathFrom, pointer, type Frames } from './causes-hand.ts';
import { carriedId, makeCauses } from './causes-made.ts';

export type CauseArm = 'hotwash' | 'flow';
export type CauseView = 'fishbone' | 'whys';

/** A canvas on the screen: where to take hold of it, and how much of it there is. */
export type Opened = {
  readonly isReady: () => boolean;
  readonly grip: () => { readonly target: EventTarget; readonly x: number; readonly y: number };
  readonly ground: () => EventTarget;
  readonly hold: () => void;
  /** Labels that were drawn, and those that followed the pointer. */
  readonly seen: () => number;
  readonly moved: () => number;
  readonly close: () => void;
};

const stage = document.querySelector<HTMLElement>('#stage') ?? document.body;
const options = { unit: 14, wrap: 190, lines: 3, withEmptyBones: true };
const plans = new Map<string, { readonly plan: CanvasPlan; readonly graph: ReturnType<typeof makeCauses> }>();

/** Lays out so many causes, keeps the plan for every arm and answers the ms that it took here. */
function layOut(view: CauseView, count: number): number {
  const graph = makeCauses(count);
  const started = performance.now();
  const plan = view === 'fishbone' ? layoutFishbone(graph, options) : layoutWhys(graph, options);
  const ms = performance.now() - started;
  plans.set(`${view} ${count}`, { plan, graph });
  return ms;
}

const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

function prepareHotwash(plan: CanvasPlan): (stage: HTMLElement) => Opened {
  return (place) => {
    const root = createRoot(place);
    flushSync(() =>
      root.render(
        <LargeCanvas
          plan={plan}
          label="made up"
          selected={null}
          focused={null}
          onChoose={() => undefined}
          onMove={() => undefined}
          room={false}
          animate={false}
        />,
      ),
    );
    const host = (): HTMLElement => place.querySelector<HTMLElement>('[data-canvas]') ?? place;
    const layers = (): HTMLCanvasElement[] => [...place.querySelectorAll('canvas')];
    const countOn = (layer: number): number => Number(layers()[layer]?.dataset['drawn'] ?? Number.NaN);
    let seen = Number.NaN;
    let lifted = Number.NaN;
    return {
      isReady: () => countOn(0) > 0,
      grip: () => {
        const box = host().getBoundingClientRect();
        const label = plan.labels.find(({ id }) => id === carriedId) ?? plan;
        const shown = shownAs(fitView(plan, box, 12), { x: 0, y: 0, ...label });
        return { target: host(), x: box.x + shown.x + shown.width / 2, y: box.y + shown.y + shown.height / 2 };
      },
      ground: host,
      hold: () => (seen = countOn(0)),
      seen: () => seen,
      moved: () => (lifted = Number.isNaN(lifted) ? countOn(1) : lifted),
      close: () => root.unmount(),
    };
  };
}

/** Longer than this nobody waits for a first paint; what is missing then voids the comparison. */
const longestMs = 60_000;

let opened: Opened | null = null;

/** Ms from the plan in memory to the first paint of the whole. */
async function open(arm: CauseArm, view: CauseView, count: number): Promise<number> {
  const kept = plans.get(`${view} ${count}`);
  if (kept === undefined) throw new Error('nothing was laid out');
  const show = arm === 'flow' ? await prepareFlow(kept.plan, kept.graph) : prepareHotwash(kept.plan);
  await document.fonts.ready;
  await painted();
  const started = performance.now();
  opened = show(stage);
  do await painted();
  while (!opened.isReady() && performance.now() - started < longestMs);
  const ms = performance.now() - started;
  opened.hold();
  return ms;
}

/** Takes hold of the subtree and carries it; answers its frames, the labels in view and those that moved. */
async function drag(): Promise<{ readonly frames: Frames; readonly checksum: string }> {
  const hand = opened ?? fail();
  const from = hand.grip();
  pointer(from.target, 'down', from);
  // A small move begins a drag, which may cost more than going on with it: the first frame counts like all others.
  const frames = await framesOf((at) => pointer(from.target, 'move', pathFrom(from, at)));
  const checksum = `${hand.seen()} seen, ${hand.moved()} moved`;
  pointer(from.target, 'up', pathFrom(from, frames.length));
  await painted();
  return { frames, checksum };
}

async function pan(): Promise<Frames> {
  const hand = opened ?? fail();
  const from = { x: 4, y: 4 };
  const ground = hand.ground();
  pointer(ground, 'down', from);
  const frames = await framesOf((at) => pointer(ground, 'move', { x: 4 + 5 * at, y: 4 + 3 * at }));
  pointer(ground, 'up', { x: 4 + 5 * frames.length, y: 4 + 3 * frames.length });
  await painted();
  return frames;
}

const fail = (): never => {
  throw new Error('nothing is open');
};

async function close(): Promise<void> {
  opened?.close();
  opened = null;
  await painted();
}

Object.assign(globalThis, { causes: { layOut, open, drag, pan, close, idle: () => framesOf(() => undefined) } });

/** What the bench calls in the page. */
export type CausesPage = {
  readonly layOut: typeof layOut;
  readonly open: typeof open;
  readonly drag: typeof drag;
  readonly pan: typeof pan;
  readonly close: typeof close;
  readonly idle: () => Promise<Frames>;
};
