import { buffersOf, loadSeries, type LoadedSeries } from './load-series.ts';
import { openStore } from './schema.ts';

export type SeriesQuestion = {
  readonly ask: number;
  readonly series: string;
  readonly from: number;
  readonly to: number;
  /** Not read: an answer is for the series as it was then. */
  readonly version: number;
};
export type SeriesAnswer =
  { readonly ask: number; readonly loaded: LoadedSeries } | { readonly ask: number; readonly failed: string };

// The worker that reads series for pictures, away from the page's own thread.
const store = openStore();
const answer = postMessage as (message: SeriesAnswer, transfer: Transferable[]) => void;

addEventListener('message', (event: MessageEvent<SeriesQuestion>) => {
  const { ask, series, from, to } = event.data;
  loadSeries(store, series, from, to).then(
    (loaded) => answer({ ask, loaded }, buffersOf(loaded)),
    (error: unknown) => answer({ ask, failed: error instanceof Error ? error.message : 'unknown' }, []),
  );
});
