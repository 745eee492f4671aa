/** The index of the item with this id, looked for from `near` outwards, since an edit moves it by a few places only; -1 without. */
export function placeNear(items: readonly { readonly id: string }[], id: string, near: number): number {
  const from = Math.min(Math.max(0, near), items.length - 1);
  for (let step = 0; step < items.length; step += 1) {
    if (items[from + step]?.id === id) return from + step;
    if (items[from - step]?.id === id) return from - step;
    if (from + step >= items.length && from - step < 0) return -1;
  }
  return -1;
}
