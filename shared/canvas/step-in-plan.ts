import type { CanvasPlan, PlacedLabel } from './plan.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/**
 * The cause that lies next to one in a direction, as the eye sees it: what is straight ahead counts as nearer than what
 * is aside. Undefined where none lies there.
 */
export function stepInPlan({ labels }: CanvasPlan, from: string, direction: Direction): string | undefined {
  const start = labels.find((label) => label.id === from);
  if (start === undefined) return undefined;
  let best: { readonly id: string; readonly far: number } | undefined;
  for (const label of labels) {
    if (label.kind !== 'cause' || label === start) continue;
    const { ahead, aside } = apart(start, label, direction);
    // Up and down stay in their column, whose causes are as far along the chain.
    if (ahead <= 1 || (aside > 0 && (direction === 'up' || direction === 'down'))) continue;
    const far = ahead + 3 * aside;
    if (best === undefined || far < best.far) best = { id: label.id, far };
  }
  return best?.id;
}

/** How far one label lies ahead of another, top left to top left, px, and by how much they miss each other. */
function apart(from: PlacedLabel, to: PlacedLabel, direction: Direction) {
  const missX = Math.max(0, to.x - (from.x + from.width), from.x - (to.x + to.width));
  const missY = Math.max(0, to.y - (from.y + from.height), from.y - (to.y + to.height));
  switch (direction) {
    case 'up':
      return { ahead: from.y - to.y, aside: missX };
    case 'down':
      return { ahead: to.y - from.y, aside: missX };
    case 'left':
      return { ahead: from.x - to.x, aside: missY };
    case 'right':
      return { ahead: to.x - from.x, aside: missY };
  }
}
