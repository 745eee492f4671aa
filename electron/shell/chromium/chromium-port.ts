import type { ShellPort } from '../../host/shell-port.ts';
import { startNodeChild } from '../../platform/child.ts';
import { drawWithBrowser, printWithBrowser } from './print.ts';

const nothing = () => undefined;

/** What the host may ask of the Chromium shell. */
export function createChromiumPort(program: string, isHeadless: boolean, isRoot: boolean): ShellPort {
  return {
    kind: isHeadless ? 'headless' : 'chromium',
    printToPdf: (html) => printWithBrowser(program, html, isRoot),
    renderPng: (svg, sizes) => drawWithBrowser(program, svg, sizes, isRoot),
    startChild: startNodeChild,
    // A window opened by the page shares its BroadcastChannel, and the shell moves it once it is there.
    openAudience: () => Promise.resolve('page-opens-it'),
    // Node is not told of a wake-up. The host sees one as a gap between wall and monotonic time.
    onResume: () => nothing,
    // The page holds a screen wake lock while a meeting runs; this shell grants it and has no lock of its own.
    keepAwake: () => nothing,
  };
}
