/** What opens far from what opened it, or is much shorter than what it replaces, must not stay outside the window. */
export function bringIntoView(part: HTMLElement | null): void {
  part?.scrollIntoView({ block: 'nearest' });
}
