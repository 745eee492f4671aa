import type { Tone } from '../../shared/canvas/level-of-detail.ts';

/** What a canvas layer draws with: it has no stylesheet, so the look's tokens are read once and again when they change. */
export type Palette = {
  readonly tone: { readonly [T in Tone]: string };
  readonly background: string;
  readonly text: string;
  readonly title: string;
};

/** Reads the tokens as they are on this element; with forced colours the system's own take their place. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const isForced = matchMedia('(forced-colors: active)').matches;
  const token = (name: string, forced: string): string => (isForced ? forced : style.getPropertyValue(name).trim());
  const ink = token('--ink', 'CanvasText');
  const quiet = token('--ink3', 'GrayText');
  return {
    tone: {
      head: ink,
      text: ink,
      muted: quiet,
      line: token('--ink2', 'CanvasText'),
      hypothesis: token('--warn', 'CanvasText'),
      supported: token('--calm', 'CanvasText'),
      validated: token('--calm', 'CanvasText'),
      rejected: quiet,
      stopped: quiet,
    },
    background: token('--bg', 'Canvas'),
    text: style.getPropertyValue('--text').trim() || 'sans-serif',
    title: style.getPropertyValue('--title').trim() || 'sans-serif',
  };
}

/** Calls back when the theme, the contrast or the density of the screen changes. Answers how to stop. */
export function watchPalette(changed: () => void): () => void {
  const stop = new AbortController();
  for (const query of ['(forced-colors: active)', '(prefers-contrast: more)', `(resolution: ${devicePixelRatio}dppx)`])
    matchMedia(query).addEventListener('change', changed, { signal: stop.signal });
  const theme = new MutationObserver(changed);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    stop.abort();
    theme.disconnect();
  };
}
