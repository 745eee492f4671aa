import { useMemo, useRef, type ReactNode } from 'react';
import type { DrawnGraph } from '../../../shared/canvas/drawn-graph.ts';
import type { CanvasPage } from '../../../shared/canvas/paging.ts';
import type { CanvasPlan } from '../../../shared/canvas/plan.ts';
import { partOf, placeInRoom, roomPages, saysAll, type RoomFrame } from '../../../shared/canvas/room-canvas.ts';
import { stateNames, stateWords } from '../../../shared/canvas/state-words.ts';
import type { Canvas } from '../../../shared/domain/cause/triage.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { outlineRows } from '../../../shared/meeting/outline.ts';
import { canvasTitles } from '../../../shared/projections/cause-words.ts';
import { reviewToDrawn } from '../../../shared/projections/drawn-review.ts';
import { CauseCanvas } from '../../canvas/cause-canvas.tsx';
import { StateGlyph } from '../../canvas/state-glyph.tsx';
import { useSize } from '../../canvas/use-size.ts';
import { thisDisplay } from '../../state/room-channel.ts';
import type { RoomFocus } from '../../state/room-focus.ts';
import { useRoomUnit } from '../../state/room-size.ts';
import { causeCountText } from './cause-count-text.ts';
import { RoomText } from './room-text.tsx';
import styles from './audience-canvas.module.css';

/** In hundredths of the screen's height: the timer's digits, how wide one and what stands between them is, the margins. */
const digits = { bottom: 25.5, each: 14.5, between: 6.5, gap: 2 };
const headHeight = 10.5;
const footHeight = 8.5;

type Props = {
  readonly review: Review;
  readonly canvas: Canvas;
  readonly focus: RoomFocus;
  /** What the timer shows, and the words beside the legend. */
  readonly time: string;
  readonly timer: ReactNode;
  readonly foot: ReactNode;
};

/**
 * The fishbone or the tree of whys on the room's screen, with the timer in the corner that a fishbone leaves free. It
 * shows the page that the console looks at; a cause that the drawing cuts is told whole first, in turns with it.
 */
export function AudienceCanvas({ review, canvas, focus, time, timer, foot }: Props) {
  const stage = useRef<HTMLElement>(null);
  const frame = useRoomFrame(useSize(stage), time);
  const { causes, effect, title } = review;
  const graph = useMemo(() => reviewToDrawn({ causes, effect, title }), [causes, effect, title]);
  const pages = useMemo(() => (frame === null ? null : roomPages(graph, canvas, frame)), [graph, canvas, frame]);
  const looked = focus.cause ?? outlineRows(causes, unfolded)[0]?.cause.id ?? null;
  const page = pages?.pages[pages.pageOf(looked ?? '') ?? 0];
  const plan = useMemo(
    () => (frame === null || page === undefined ? null : placeInRoom(page, canvas, frame)),
    [page, canvas, frame],
  );
  const label = plan?.labels.find(({ id }) => id === looked);
  return (
    <main className={styles['stage']}>
      <header className={styles['head']}>
        <div>
          <p>
            <span className={styles['question']}>What made it possible?</span> {causeCountText(causes)}
          </p>
          {page !== undefined && <p>{pageWords(graph, page)}</p>}
        </div>
        {timer}
      </header>
      <section className={styles['frame']} ref={stage} aria-label={canvasTitles[canvas]}>
        {plan !== null && (
          <InTurns text={label === undefined || saysAll(label) ? null : label.text}>
            <div className={styles['drawing']}>
              <CauseCanvas
                plan={plan}
                label={canvasTitles[canvas]}
                selected={looked}
                focused={null}
                onChoose={nothing}
                room
                animate
              />
            </div>
          </InTurns>
        )}
        {plan !== null && <Told plan={plan} />}
      </section>
      <footer className={styles['foot']}>
        {plan !== null && <Legend plan={plan} />}
        <div className={styles['next']}>{foot}</div>
      </footer>
    </main>
  );
}

const unfolded: ReadonlySet<string> = new Set();
const nothing = (): void => undefined;

/** Where the canvas may stand; null until the window is laid out. */
function useRoomFrame({ width, height }: { readonly width: number; readonly height: number }, time: string) {
  const { vh } = useRoomUnit(thisDisplay());
  // Digits are equally wide: the frame changes with their number, not every second.
  const count = time.replaceAll(/\D/gu, '').length;
  const others = time.length - count;
  return useMemo((): RoomFrame | null => {
    const share = (hundredths: number): number => (hundredths / 100) * height;
    if (height === 0) return null;
    return {
      width,
      height: share(100 - headHeight - footHeight),
      clear: {
        width: share(count * digits.each + others * digits.between + digits.gap),
        height: share(digits.bottom - headHeight),
      },
      unit: share(vh),
    };
  }, [width, height, count, others, vh]);
}

/** The drawing, in turns with a text that it cuts. */
function InTurns({ text, children }: { readonly text: string | null; readonly children: ReactNode }) {
  if (text === null) return children;
  return (
    <div className={styles['whole']}>
      <RoomText key={text} text={text} after={children} />
    </div>
  );
}

/** `Configuration · 2 of 5 · 3 to 5 shown`: which part of the whole the screen shows. */
function pageWords(graph: DrawnGraph, page: CanvasPage): string {
  const part = partOf(graph, page);
  const shown = part === null ? '' : part.from === part.to ? `number ${part.from}` : `${part.from} to ${part.to}`;
  return [page.title, shown === '' ? '' : `${shown} shown`].filter(Boolean).join(' · ');
}

/** What the page shows, for those who do not see it. */
function Told({ plan }: { readonly plan: CanvasPlan }) {
  return (
    <ul className={styles['told']}>
      {plan.labels.map(({ id, text, cause }) => (
        <li key={id}>{cause === null ? text : `${text}: ${stateWords[cause.state]}, ${cause.small}`}</li>
      ))}
    </ul>
  );
}

/** The textures of the states on this page, with their words. */
function Legend({ plan }: { readonly plan: CanvasPlan }) {
  const here = new Set(plan.labels.map(({ cause }) => cause?.state));
  return (
    <ul className={styles['legend']}>
      {stateNames
        .filter((state) => here.has(state))
        .map((state) => (
          <li key={state}>
            <StateGlyph state={state} silent />
            {state === 'rejected' ? <s>{stateWords[state]}</s> : stateWords[state]}
          </li>
        ))}
    </ul>
  );
}
