import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { fitView } from '../../shared/canvas/canvas-view.ts';
import type { DrawnCause, DrawnGraph } from '../../shared/canvas/drawn-graph.ts';
import { touches } from '../../shared/canvas/grid-index.ts';
import { layOut } from '../../shared/canvas/lay-out.ts';
import type { Box } from '../../shared/canvas/plan.ts';
import type { Canvas } from '../../shared/domain/cause/triage.ts';
import { LargeCanvas } from './large-canvas.tsx';
import { paintScene, type Placing } from './large-paint.ts';
import type { Palette } from './large-palette.ts';
import { createScene } from './large-scene.ts';

const states = ['hypothesis', 'supported', 'validated', 'rejected', 'stopped'] as const;
const cause = (id: string, at: number, children: readonly DrawnCause[]): DrawnCause => ({
  id,
  text: `Limit ${at} of the pool was lower than the load of the day`,
  state: states[at % states.length] ?? 'hypothesis',
  small: '2 pieces',
  kind: 'cause',
  gate: 'none',
  links: [],
  children,
});

/** Six bones, on each so many causes with seven below each. */
function graphOf(heads: number): DrawnGraph {
  const bones = ['change', 'configuration', 'dependency', 'detection', 'process', 'environment'];
  const below = (id: string) => Array.from({ length: 7 }, (_, at) => cause(`${id}-${at}`, at, []));
  const causes = (bone: string) =>
    Array.from({ length: heads }, (_, at) => cause(`${bone}-${at}`, at, below(`${bone}-${at}`)));
  return {
    effect: { text: 'Checkout slow for 19 minutes', small: '' },
    bones: bones.map((id) => ({ id, title: id, causes: causes(id) })),
  };
}

const plans = new Map(
  (['fishbone', 'five-whys'] as const).map((canvas: Canvas) => [
    canvas,
    layOut({ graph: graphOf(105), canvas, options: { unit: 14, wrap: 190, lines: 3, withEmptyBones: true } }),
  ]),
);
const planOf = (canvas: Canvas) => plans.get(canvas) ?? { labels: [], bones: [], width: 0, height: 0 };

const colour = '#000';
const palette: Palette = {
  tone: {
    head: colour,
    text: colour,
    muted: colour,
    line: colour,
    hypothesis: colour,
    supported: colour,
    validated: colour,
    rejected: colour,
    stopped: colour,
  },
  background: '#fff',
  text: 'sans-serif',
  title: 'sans-serif',
};

/** A context that counts what is drawn with it. */
function countingContext() {
  const counts = { texts: 0, fills: 0, strokes: 0 };
  const nothing = (): void => undefined;
  const context = {
    fillText: () => (counts.texts += 1),
    fillRect: () => (counts.fills += 1),
    stroke: () => (counts.strokes += 1),
    measureText: () => ({ width: 100 }),
    ...Object.fromEntries(['setLineDash', 'beginPath', 'moveTo', 'lineTo', 'fill'].map((name) => [name, nothing])),
  };
  return { counts, context: context as unknown as CanvasRenderingContext2D };
}

const window = { x: 0, y: 0, width: 1100, height: 700 };

function paint(canvas: Canvas, placing: Placing, area: Box = window) {
  const { counts, context } = countingContext();
  const drawn = paintScene(context, createScene(planOf(canvas)), palette, placing, area, 1, () => true);
  return { ...drawn, ...counts };
}

describe.each(['fishbone', 'five-whys'] as const)('a %s of 5,000 causes', (canvas) => {
  const plan = planOf(canvas);
  /** The middle one of the causes in the middle of the window, at its own size. */
  const middle = plan.labels[plan.labels.length >> 1] ?? { x: 0, y: 0 };
  const near: Placing = { x: Math.round(550 - middle.x), y: Math.round(350 - middle.y), scale: 1 };

  it('is drawn whole with fewer items than it has parts, and no text that nobody could read', () => {
    expect(plan.labels.length).toBeGreaterThan(5000);
    const whole = paint(canvas, fitView(plan, window));
    expect(whole.labels).toBe(plan.labels.length);
    expect(whole.texts).toBe(0);
    // Texts, their small lines and their own lines are about three for each cause.
    expect(whole.fills + whole.strokes).toBeLessThan(plan.labels.length * 1.5);
  });

  it('looks at nothing that is out of sight, and draws all that is in it', () => {
    const close = paint(canvas, near);
    const inSight = plan.labels.filter((label) =>
      touches(label, { x: -near.x, y: -near.y, width: window.width, height: window.height }),
    );
    expect(close.labels).toBeGreaterThanOrEqual(inSight.length);
    expect(close.labels).toBeLessThan(inSight.length + 60);
    expect(inSight.length).toBeGreaterThan(5);
    expect(close.labels).toBeLessThan(400);
    expect(close.texts).toBeGreaterThanOrEqual(inSight.flatMap(({ lines }) => lines).length);
  });

  it('draws only the strip that comes into sight when the view is moved', () => {
    const strip = paint(canvas, near, { x: 0, y: 690, width: 1100, height: 10 });
    expect(strip.labels).toBeLessThan(paint(canvas, near).labels / 3);
    expect(strip.items).toBeGreaterThan(0);
  });

  it('is the same few elements as one of ten', () => {
    const elements = (canvasPlan: typeof plan): number =>
      renderToStaticMarkup(
        <LargeCanvas
          plan={canvasPlan}
          label="made up"
          selected={null}
          focused={null}
          onChoose={() => undefined}
          room={false}
          animate={false}
        />,
      ).match(/<[a-z]/g)?.length ?? 0;
    const ten = layOut({ graph: graphOf(1), canvas, options: { unit: 14, wrap: 190, lines: 3 } });
    expect(elements(plan)).toBe(elements(ten));
    expect(elements(plan)).toBeLessThanOrEqual(12);
  });
});
