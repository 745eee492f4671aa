/**
 * What a piece of work tells while it goes on, as a stream that is read at the reader's pace. Of what is told under one
 * key only the newest waits; a null key waits in any case. A reader that leaves aborts the work.
 */
export async function* toldStream<T>(
  signal: AbortSignal,
  keyOf: (event: T) => string | null,
  work: (tell: (event: T) => void, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<T> {
  const stop = new AbortController();
  let waiting: readonly T[] = [];
  let wake: () => void = () => undefined;
  let isOver = false;
  const tell = (event: T): void => {
    const key = keyOf(event);
    waiting = [...(key === null ? waiting : waiting.filter((each) => keyOf(each) !== key)), event];
    wake();
  };
  const running = work(tell, AbortSignal.any([signal, stop.signal])).finally(() => {
    isOver = true;
    wake();
  });
  // Thrown below, where it is awaited; without this it would be unhandled until then.
  running.catch(() => undefined);
  try {
    for (;;) {
      const [next, ...rest] = waiting;
      if (next !== undefined) {
        waiting = rest;
        yield next;
      } else if (isOver) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (isOver || waiting.length > 0) resolve();
        });
    }
    await running;
  } finally {
    stop.abort();
  }
}
