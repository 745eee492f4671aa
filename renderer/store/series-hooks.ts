import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
// Vite answers this address with the built worker's.
// oxlint-disable-next-line import/default
import workerUrl from './series-worker.ts?worker&url';
import type { LoadedSeries } from './load-series.ts';
import { pageStore } from './page-store.ts';
import type { SeriesAnswer, SeriesQuestion } from './series-worker.ts';
import { startTrustedWorker } from './trusted-worker.ts';

export type SeriesReading =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly loaded: LoadedSeries }
  | { readonly state: 'failed'; readonly message: string };

/** How many intake lines brought samples of a series: it grows when there is more to read. */
const countLines = (series: string): Promise<number> =>
  pageStore().directory.where('[series+seq]').between([series, 0], [series, Infinity]).count();

let worker: Worker | undefined;
let asked = 0;
const waiting = new Map<number, (answer: SeriesAnswer) => void>();

function askWorker(question: Omit<SeriesQuestion, 'ask'>, told: (answer: SeriesAnswer) => void): () => void {
  if (worker === undefined) {
    worker = startTrustedWorker(workerUrl, 'series');
    worker.addEventListener('message', (event: MessageEvent<SeriesAnswer>) => {
      waiting.get(event.data.ask)?.(event.data);
      waiting.delete(event.data.ask);
    });
    worker.addEventListener('error', () => {
      for (const [ask, tell] of waiting) tell({ ask, failed: 'the part that reads samples stopped' });
      waiting.clear();
      worker = undefined;
    });
  }
  asked += 1;
  const ask = asked;
  waiting.set(ask, told);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  worker.postMessage({ ask, ...question } satisfies SeriesQuestion);
  return () => void waiting.delete(ask);
}

/** Reads [from, to] of a series, epoch ms, in a worker, and again when more of it came. */
export function useSeries(series: string, from: number, to: number): SeriesReading {
  const version = useLiveQuery(() => countLines(series), [series]);
  const [reading, setReading] = useState<SeriesReading>({ state: 'loading' });
  useEffect(
    () =>
      version === undefined
        ? undefined
        : askWorker({ series, from, to, version }, (answer) =>
            setReading(
              'loaded' in answer
                ? { state: 'loaded', loaded: answer.loaded }
                : { state: 'failed', message: answer.failed },
            ),
          ),
    [series, from, to, version],
  );
  return reading;
}
