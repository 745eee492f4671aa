import type { StartChild } from '../platform/child.ts';

/** Px of a picture that is drawn. */
export type PictureSize = { readonly width: number; readonly height: number };

/** The few things that differ between the Electron and the Chromium shell. */
export interface ShellPort {
  readonly kind: 'electron' | 'chromium' | 'headless';
  /** Prints one self-contained HTML document to a tagged PDF with an outline; null where nothing can print. */
  printToPdf(html: string): Promise<Uint8Array | null>;
  /** Draws one SVG file as PNGs, one for each size, fitted and centred; null where nothing can draw. */
  renderPng(svg: string, sizes: readonly PictureSize[]): Promise<readonly Uint8Array[] | null>;
  /** Brings the audience window to the second display where the shell can; the page opens it otherwise. */
  openAudience(reviewId: string): Promise<'opened' | 'page-opens-it'>;
  /** Calls back when the machine wakes, where the shell is told. Returns the unsubscribe. */
  onResume(listener: () => void): () => void;
  /** Starts a bundled script in a process of its own. */
  readonly startChild: StartChild;
  /** Keeps the display awake until the returned function is called. */
  keepAwake(reason: string): () => void;
}
