import { scaleLinear } from 'd3-scale';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { Pyramid } from '../../../shared/analysis/pyramid.ts';
import { useShownTheme } from '../../ui/theme.ts';
import { nearestIndex } from '../chart/nearest-index.ts';
import { panSpan, spanBetween, zoomSpan, type Span } from '../chart/window.ts';
import { paintSeries, seriesInView, type PlotBox, type SeriesInView } from './paint-series.ts';
import { Axes, Marks, marksHeight, type ChartMark } from './plot-frame.tsx';
import { createViewKeys } from './view-keys.ts';
import styles from './series-view.module.css';

/** What is looked at of a series, and what looking does. */
export type SeriesWindow = {
  readonly span: Span;
  readonly whole: Span;
  readonly onSpan: (span: Span) => void;
  readonly selection: Span | null;
  readonly onSelect: (selection: Span | null) => void;
  /** Enter on a selection; absent where nothing can be done with one. */
  readonly onTake?: () => void;
  readonly marks: readonly ChartMark[];
  /** What the arrow keys read first, epoch ms. */
  readonly start: number;
  /** A level to compare with, such as the median before. */
  readonly level: { readonly value: number; readonly label: string } | null;
  readonly zone: string;
  readonly height: number;
};

type Props = SeriesWindow & {
  readonly pyramid: Pyramid;
  readonly label: string;
  readonly width: number;
  readonly formatValue: (value: number) => string;
  readonly formatTime: (at: number) => string;
};

/** One series over time with what happened on it, from a sample to millions. Pointer or keys read, move, zoom, select. */
export function SeriesView(props: Props) {
  const { pyramid, span, whole, onSpan, selection, onSelect, width, height, level } = props;
  const [cursor, setCursor] = useState<number | null>(null);
  const [grip, setGrip] = useState<{ readonly at: number; readonly span: Span | null } | null>(null);
  const top = marksHeight(props.marks);
  const box = useBox(width, height, top);
  const view = useMemo(() => seriesInView(pyramid, span, box), [pyramid, span, box]);
  const x = useMemo(() => scaleLinear([span.from, span.to], [box.left, box.right]), [span, box]);
  const y = useMemo(() => valueScale(view.extent, level?.value ?? null, box), [view, level, box]);
  const index = cursor === null ? -1 : nearestIndex(pyramid.times, cursor);
  const time = pyramid.times[index];
  const surface = useRef<HTMLDivElement>(null);
  useWheel(surface, (event) => {
    const at = x.invert(event.clientX - (surface.current?.getBoundingClientRect().left ?? 0));
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) onSpan(panSpan(span, whole, sideways / width));
    else onSpan(zoomSpan(span, whole, at, 2 ** (event.deltaY / 300)));
  });
  const onKeyDown = createViewKeys({ ...props, index, setCursor });
  const pointed = (event: PointerEvent<HTMLElement>) =>
    x.invert(Math.min(box.right, Math.max(box.left, event.clientX - event.currentTarget.getBoundingClientRect().left)));
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const at = pointed(event);
    if (grip === null) setCursor(at);
    else if (grip.span === null) onSelect(spanBetween(grip.at, at, whole) ?? null);
    else
      onSpan(
        panSpan(
          grip.span,
          whole,
          (grip.at - scaleLinear([box.left, box.right], [grip.span.from, grip.span.to])(x(at))) /
            (grip.span.to - grip.span.from),
        ),
      );
  };
  const told = time === undefined ? '' : `${props.formatTime(time)} · ${tellValue(pyramid, index, props.formatValue)}`;
  return (
    <div>
      <div
        ref={surface}
        className={styles['chart']}
        style={{ height }}
        tabIndex={0}
        role="slider"
        aria-orientation="horizontal"
        aria-label={`${props.label}. Arrows read values, with Shift they select, plus and minus zoom, brackets move, 0 shows all.`}
        aria-valuemin={span.from}
        aria-valuemax={span.to}
        aria-valuenow={Math.min(span.to, Math.max(span.from, time ?? span.from))}
        aria-valuetext={told === '' ? 'nothing read yet' : told}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button > 1) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setGrip({ at: pointed(event), span: event.button === 1 || event.altKey ? span : null });
        }}
        onPointerMove={onPointerMove}
        onPointerUp={(event) => {
          if (grip !== null && grip.span === null && Math.abs(x(pointed(event)) - x(grip.at)) < 4) onSelect(null);
          setGrip(null);
        }}
        onPointerLeave={() => setCursor(null)}
        onDoubleClick={() => selection !== null && onSpan(selection)}
      >
        <svg className={styles['svg']} width={width} height={height} aria-hidden="true">
          <Axes span={span} x={x} y={y} box={box} zone={props.zone} formatValue={props.formatValue} />
        </svg>
        <SeriesCanvas pyramid={pyramid} span={span} view={view} box={box} y={y} width={width} height={height} />
        <svg className={styles['svg']} width={width} height={height} aria-hidden="true">
          <Marks marks={props.marks} span={span} x={x} box={box} />
          {level !== null && (
            <>
              <line className={styles['level']} x1={box.left} x2={box.right} y1={y(level.value)} y2={y(level.value)} />
              <text className={styles['levelText']} x={box.right} y={y(level.value) - 8} textAnchor="end">
                {level.label}
              </text>
            </>
          )}
          {selection !== null && selection.to > span.from && selection.from < span.to && (
            <rect
              className={styles['selection']}
              x={Math.max(box.left, x(selection.from))}
              width={Math.max(1, Math.min(box.right, x(selection.to)) - Math.max(box.left, x(selection.from)))}
              y={box.top}
              height={box.bottom - box.top}
            />
          )}
          {time !== undefined && time >= span.from && time <= span.to && (
            <line className={styles['cursor']} x1={x(time)} x2={x(time)} y1={box.top} y2={box.bottom} />
          )}
        </svg>
      </div>
      <p className={styles['readout']} aria-hidden="true">
        {told}
      </p>
    </div>
  );
}

function tellValue({ low, high }: Pyramid, index: number, format: (value: number) => string): string {
  const [least, greatest] = [low[index] ?? NaN, high[index] ?? NaN];
  return least === greatest ? format(least) : `${format(least)} to ${format(greatest)}`;
}

function useBox(width: number, height: number, top: number): PlotBox {
  return useMemo(
    () => ({
      left: 64,
      right: Math.max(80, width - 4),
      top,
      bottom: height - 36,
      density: Math.min(2, globalThis.devicePixelRatio || 1),
    }),
    [width, height, top],
  );
}

/** From zero where the values come near it, so that a small wave does not look like a storm. */
export function valueScale(extent: readonly [number, number] | null, level: number | null, box: PlotBox) {
  const [low, high] = extent ?? [0, 1];
  const bottom = Math.min(low, level ?? low);
  const top = Math.max(high, level ?? high);
  const from = bottom >= 0 && bottom < top * 0.6 ? 0 : bottom;
  return scaleLinear([from, top === from ? from + 1 : top], [box.bottom, box.top + 6]).nice(5);
}

type CanvasProps = {
  readonly pyramid: Pyramid;
  readonly span: Span;
  readonly view: SeriesInView;
  readonly box: PlotBox;
  readonly y: (value: number) => number;
  readonly width: number;
  readonly height: number;
};

function SeriesCanvas({ pyramid, span, view, box, y, width, height }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useShownTheme();
  const colours = useRef({ theme: '', line: '', band: '', silent: '' });
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    if (colours.current.theme !== theme) {
      const style = getComputedStyle(context.canvas);
      colours.current = {
        theme,
        line: style.getPropertyValue('--ink'),
        band: style.getPropertyValue('--ink3'),
        silent: style.getPropertyValue('--warn'),
      };
    }
    paintSeries(context, pyramid, span, view, box, y, colours.current);
  }, [pyramid, span, view, box, y, theme]);
  return (
    <canvas
      ref={canvas}
      className={styles['canvas']}
      width={Math.round(width * box.density)}
      height={Math.round(height * box.density)}
      style={{ width, height }}
      aria-hidden="true"
    />
  );
}

/** React listens to wheels passively, and a chart that zooms must keep the page from scrolling. */
function useWheel(ref: RefObject<HTMLElement | null>, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel);
  // With the drawing, not after it: an effect of its own would be one more task at every step of a zoom.
  useLayoutEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const listen = (event: WheelEvent): void => {
      // Without Ctrl a wheel scrolls the page unless the chart has the focus.
      if (!event.ctrlKey && document.activeElement !== element) return;
      event.preventDefault();
      latest.current(event);
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [ref]);
}
