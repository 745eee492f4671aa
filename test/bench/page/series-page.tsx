import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createPyramid } from '../../../shared/analysis/pyramid.ts';
import { zoomSpan, type Span } from '../../../renderer/canvas/chart/window.ts';
import { median } from '../harness.ts';
import { SeriesView } from '../../../renderer/canvas/series-view/series-view.tsx';

/** One way to draw a series of so many points: ms until it was painted, and ms of script of a zoom, the median of many. */
export type SeriesRun = { readonly firstPaintMs: number; readonly zoomMs: number; readonly points: number };
export type SeriesArm = 'hotwash' | 'uplot';

type UPlot = { setScale(name: string, span: { min: number; max: number }): void; destroy(): void; redraw(): void };
type UPlotClass = new (options: object, data: readonly Float64Array[], place: HTMLElement) => UPlot;

const width = 1120;
const height = 480;
const begin = Date.UTC(2026, 0, 1);
const zooms = 20;
const stage = document.querySelector<HTMLElement>('#stage') ?? document.body;

/** A wave with noise and rare spikes, a second apart; the same for every arm. */
function makePoints(count: number): { times: Float64Array; values: Float64Array } {
  const times = Float64Array.from({ length: count }, (_, i) => begin + i * 1000);
  let seed = 1;
  const noise = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const values = Float64Array.from(
    times,
    (_, i) => 200 + 60 * Math.sin(i / 9000) + 30 * noise() + (noise() > 0.9999 ? 400 : 0),
  );
  return { times, values };
}

const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Spans of a zoom in steps, in to a ten-thousandth of the whole. */
function* zoomSteps(whole: Span): Generator<Span> {
  let span = whole;
  for (let i = 0; i < zooms; i += 1)
    yield (span = zoomSpan(span, whole, whole.from + (whole.to - whole.from) * 0.37, 0.65));
}

async function runHotwash(count: number): Promise<SeriesRun> {
  const { times, values } = makePoints(count);
  const whole = { from: begin, to: begin + count * 1000 };
  let setSpan: (span: Span) => void = () => undefined;
  function Stage({ pyramid }: { readonly pyramid: ReturnType<typeof createPyramid> }) {
    const [span, set] = useState<Span>(whole);
    setSpan = set;
    return (
      <SeriesView
        pyramid={pyramid}
        span={span}
        whole={whole}
        onSpan={set}
        selection={null}
        onSelect={() => undefined}
        marks={[]}
        start={begin}
        level={null}
        label="made up"
        zone="UTC"
        width={width}
        height={height}
        formatValue={String}
        formatTime={String}
      />
    );
  }
  await painted();
  const started = performance.now();
  const root = createRoot(stage);
  flushSync(() => root.render(<Stage pyramid={createPyramid(times, values)} />));
  await painted();
  const firstPaintMs = performance.now() - started;
  const script: number[] = [];
  for (const span of zoomSteps(whole)) {
    const before = performance.now();
    flushSync(() => setSpan(span));
    script.push(performance.now() - before);
    await painted();
  }
  root.unmount();
  return { firstPaintMs, zoomMs: median(script), points: count };
}

async function runUPlot(count: number): Promise<SeriesRun> {
  const address = '/bench/uplot.js';
  const { default: UPlot } = (await import(/* @vite-ignore */ address)) as { default: UPlotClass };
  const { times, values } = makePoints(count);
  const seconds = times.map((time) => time / 1000);
  const whole = { from: begin, to: begin + count * 1000 };
  await painted();
  const started = performance.now();
  const options = {
    width,
    height,
    series: [{}, { stroke: '#14211f', width: 1.25 }],
    cursor: { show: false },
    legend: { show: false },
  };
  const plot = new UPlot(options, [seconds, values], stage);
  await painted();
  const firstPaintMs = performance.now() - started;
  const script: number[] = [];
  for (const span of zoomSteps(whole)) {
    const before = performance.now();
    plot.setScale('x', { min: span.from / 1000, max: span.to / 1000 });
    // It draws in a microtask; that is script of the same zoom.
    await Promise.resolve();
    await Promise.resolve();
    script.push(performance.now() - before);
    await painted();
  }
  plot.destroy();
  return { firstPaintMs, zoomMs: median(script), points: count };
}

const runs = { hotwash: runHotwash, uplot: runUPlot };
Object.assign(globalThis, { runSeries: (arm: SeriesArm, count: number) => runs[arm](count) });
