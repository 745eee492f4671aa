import { useEffect, useState } from 'react';
import type { LayoutAsked } from '../../shared/canvas/lay-out.ts';
import type { CanvasPlan } from '../../shared/canvas/plan.ts';
import { startTrustedWorker } from '../store/trusted-worker.ts';
// Vite answers this address with the built worker's.
// oxlint-disable-next-line import/default
import workerUrl from './large-layout-worker.ts?worker&url';

type Answer = { readonly asked: number; readonly plan: CanvasPlan };

let worker: Worker | undefined;
let count = 0;

/**
 * The plan of a graph that is too large to be laid out between two frames. While the next one is made the one before
 * stays; null until there is one, and where nothing is asked. `asked` is made anew only when it changes.
 */
export function useLargePlan(asked: LayoutAsked | null): CanvasPlan | null {
  const [made, setMade] = useState<{ readonly canvas: LayoutAsked['canvas']; readonly plan: CanvasPlan } | null>(null);
  useEffect(() => {
    if (asked === null) return undefined;
    const mine = ++count;
    const own = (worker ??= startTrustedWorker(workerUrl, 'layout'));
    const onMessage = ({ data }: MessageEvent<Answer>): void => {
      if (data.asked === mine) setMade({ canvas: asked.canvas, plan: data.plan });
    };
    own.addEventListener('message', onMessage);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    own.postMessage({ asked: mine, layout: asked });
    return () => own.removeEventListener('message', onMessage);
  }, [asked]);
  return asked !== null && made?.canvas === asked.canvas ? made.plan : null;
}
