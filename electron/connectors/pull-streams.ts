import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Batch, ConnectorFault, Cursor, PullContext, TimeWindow } from './connector.ts';
import {
  freshState,
  streamsCursorSchema,
  type Page,
  type Stream,
  type StreamState,
  type StreamsCursor,
} from './stream.ts';
import { cover, halves, uncovered, windowsOf, type Coverage } from './windows.ts';

/** Most entities of a stream that are asked for again; of more, the oldest are given up. */
const mostOpen = 1000;

/** Faults that concern one list: the others can still be read. */
const ofOneStream = new Set<ConnectorFault['code']>([
  'forbidden',
  'not-found',
  'refused',
  'broken-answer',
  'lies-about-paging',
]);

type Work = { readonly stream: Stream; windows: { readonly window: TimeWindow; readonly next: Cursor }[] };

/**
 * Pulls a connector that is made of streams: first what was still open, then, over all streams by turns, the windows that
 * are not covered yet, newest first. A window that the source would cut at its cap is asked in halves. The cursor of each
 * batch tells what is covered once that batch is kept, and where a window stopped, so that a kill costs one page. When one
 * list cannot be read the others go on; its fault comes last.
 */
export async function* pullStreams(
  streams: readonly Stream[],
  cursor: Cursor | null,
  window: TimeWindow,
  context: PullContext,
): AsyncGenerator<Result<Batch, ConnectorFault>> {
  const known = streamsCursorSchema.safeParse(cursor);
  const states = new Map<string, StreamState>(known.success ? Object.entries(known.data.streams) : []);
  const stateOf = (stream: Stream): StreamState => states.get(stream.id) ?? freshState;
  const broken = new Map<string, ConnectorFault>();
  const toBatch = (page: Page, done: boolean): Batch => {
    const { next: _, closed: __, ...answer } = page;
    return {
      ...answer,
      cursor: { version: 1, streams: Object.fromEntries(states) } satisfies StreamsCursor,
      watermark: watermarkOf(streams.map(stateOf)),
      open: streams
        .flatMap((stream) => Object.keys(stateOf(stream).open).map((id) => `${stream.id}:${id}`.slice(0, 200)))
        .slice(0, 5000),
      done,
    };
  };
  const work: readonly Work[] = streams.map((stream) => ({ stream, windows: plan(stream, stateOf(stream), window) }));

  for (const stream of streams) {
    const ids = stillOpen(stream, stateOf(stream), context.now());
    states.set(stream.id, { ...stateOf(stream), open: ids });
    if (!looksForNews(stateOf(stream), window)) continue;
    if (stream.readOpen === undefined || Object.keys(ids).length === 0) continue;
    for await (const page of stream.readOpen(Object.keys(ids), context)) {
      if (!page.ok && !ofOneStream.has(page.error.code)) return yield page;
      if (!page.ok) {
        broken.set(stream.id, named(page.error, stream));
        break;
      }
      states.set(stream.id, { ...stateOf(stream), open: openAfter(stateOf(stream), page.value) });
      yield ok(toBatch(page.value, false));
    }
  }

  for (let turn = work; turn.length > 0; turn = turn.filter(({ windows }) => windows.length > 0)) {
    for (const { stream, windows } of turn) {
      const task = windows.shift();
      if (task === undefined) continue;
      for await (const step of stream.read(task.window, task.next, context)) {
        if (!step.ok && !ofOneStream.has(step.error.code)) return yield step;
        if (!step.ok) {
          broken.set(stream.id, named(step.error, stream));
          windows.length = 0;
          break;
        }
        if (step.value.kind === 'too-wide') {
          const both = halves(task.window);
          if (both === null) broken.set(stream.id, tooMany(stream, step.value.count));
          else windows.unshift(...both.map((half) => ({ window: half, next: null })));
          if (both === null) windows.length = 0;
          break;
        }
        const { page } = step.value;
        states.set(stream.id, stateAfter(stateOf(stream), task.window, page));
        const isLast = page.next === null && broken.size === 0 && work.every(({ windows }) => windows.length === 0);
        yield ok(toBatch(page, isLast));
        if (context.signal.aborted) return;
      }
    }
  }
  const [fault] = broken.values();
  if (fault !== undefined) yield err(fault);
}

/** Windows newest first: those that were left in the middle go on, and the end of what was read last is read again. */
function plan({ step, overlap }: Stream, state: StreamState, window: TimeWindow): Work['windows'] {
  const known = state.reading.reduce<Coverage>(cover, state.covered);
  const newest = known.at(-1);
  const goesOn = newest !== undefined && window.to > newest.to;
  const readTo = goesOn ? Math.max(newest.from, newest.to - overlap) : 0;
  const settled = goesOn ? [...known.slice(0, -1), { from: newest.from, to: readTo }] : known;
  const from = goesOn ? Math.min(window.from, readTo) : window.from;
  const fresh = uncovered(settled, { from, to: window.to }).flatMap((gap) => windowsOf(gap, step));
  const left = state.reading
    .filter((one) => one.to > window.from && one.from < window.to)
    .map(({ from, to, next }) => ({ window: { from, to }, next }));
  return [...fresh.map((one) => ({ window: one, next: null })), ...left].toSorted((a, b) => b.window.to - a.window.to);
}

/** What is open is asked again when something newer than all before is wanted, not for history. */
const looksForNews = (state: StreamState, window: TimeWindow): boolean => {
  const newest = state.covered.at(-1);
  return newest === undefined || window.to > newest.to;
};

function stateAfter(state: StreamState, window: TimeWindow, page: Page): StreamState {
  const open = openAfter(state, page);
  const others = state.reading.filter(({ from, to }) => from !== window.from || to !== window.to);
  return page.next === null
    ? { covered: [...cover(state.covered, window)], reading: others, open }
    : { covered: state.covered, reading: [...others, { ...window, next: page.next }], open };
}

function openAfter(state: StreamState, page: Page): StreamState['open'] {
  const closed = new Set(page.closed);
  const kept = Object.entries(state.open).filter(([id]) => !closed.has(id));
  const all = new Map([...kept, ...page.open.map(({ id, since }) => [id, since] as const)]);
  return Object.fromEntries([...all].toSorted((a, b) => b[1] - a[1]).slice(0, mostOpen));
}

const stillOpen = (stream: Stream, state: StreamState, now: number): StreamState['open'] =>
  Object.fromEntries(Object.entries(state.open).filter(([, since]) => now - since <= stream.openFor));

/** Up to where every stream was read; null while one has no whole window. */
function watermarkOf(states: readonly StreamState[]): number | null {
  const ends = states.map(({ covered }) => covered.at(-1)?.to ?? null);
  return ends.some((end) => end === null) || ends.length === 0 ? null : Math.min(...ends.map(Number));
}

const named = (fault: ConnectorFault, stream: Stream): ConnectorFault => ({
  ...fault,
  message: `${stream.title}: ${fault.message}`.slice(0, 500),
});

const tooMany = (stream: Stream, count: number): ConnectorFault => ({
  code: 'refused',
  message: `${stream.title}: the source has ${count} records within one second and hands out fewer. Those before it were kept.`,
});
