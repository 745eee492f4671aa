import { useCallback, useEffect, useRef, useState } from 'react';
// Vite answers this address with the built worker's.
// oxlint-disable-next-line import/default
import workerUrl from './back-test-worker.ts?worker&url';
import type { BackTestAnswer, BackTestQuestion } from './back-test-worker.ts';
import { startTrustedWorker } from './trusted-worker.ts';

export type BackTestRun = {
  /** Null before the first run, and after one was cancelled. */
  readonly answer: BackTestAnswer | null;
  readonly start: (question: BackTestQuestion) => void;
  readonly cancel: () => void;
};

/** Judges the workspace's history by a rule set in a worker; one run at a time, the last one asked for. */
export function useBackTest(): BackTestRun {
  const worker = useRef<Worker | null>(null);
  const [answer, setAnswer] = useState<BackTestAnswer | null>(null);
  const stop = useCallback(() => {
    worker.current?.terminate();
    worker.current = null;
  }, []);
  useEffect(() => stop, [stop]);
  const start = useCallback(
    (question: BackTestQuestion) => {
      stop();
      setAnswer({ state: 'reading' });
      const own = startTrustedWorker(workerUrl, 'back-test');
      worker.current = own;
      own.addEventListener('message', (event: MessageEvent<BackTestAnswer>) => {
        if (worker.current !== own) return;
        setAnswer(event.data);
        if (event.data.state === 'done' || event.data.state === 'failed') stop();
      });
      own.addEventListener('error', () => {
        if (worker.current === own)
          setAnswer({ state: 'failed', message: 'The part that judges the history stopped.' });
        stop();
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
      own.postMessage(question);
    },
    [stop],
  );
  const cancel = useCallback(() => {
    stop();
    setAnswer(null);
  }, [stop]);
  return { answer, start, cancel };
}
