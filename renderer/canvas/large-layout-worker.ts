import { layOut, type LayoutAsked } from '../../shared/canvas/lay-out.ts';

// A layout of thousands takes longer than a frame: it is made here, and the page goes on.
addEventListener('message', ({ data }: MessageEvent<{ readonly asked: number; readonly layout: LayoutAsked }>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  postMessage({ asked: data.asked, plan: layOut(data.layout) });
});
