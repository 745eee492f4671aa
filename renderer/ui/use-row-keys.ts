/** Arrow keys, Home and End go through a list's rows: every element marked `data-row`. Given to the list as its `ref`. */
export function listenForRowKeys(list: HTMLElement | null): (() => void) | undefined {
  if (list === null) return undefined;
  const onKeyDown = (event: KeyboardEvent) => moveInRows(list, event);
  list.addEventListener('keydown', onKeyDown);
  return () => list.removeEventListener('keydown', onKeyDown);
}

function moveInRows(list: HTMLElement, event: KeyboardEvent): void {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
  const here = rows.findIndex((row) => row === document.activeElement);
  const wanted = nextRow(event.key, here, rows.length - 1);
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (wanted === null || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  rows[wanted]?.focus();
}

/** Index of the row a key leads to; null for any other key. */
export function nextRow(key: string, here: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, here + 1);
    case 'ArrowUp':
      return Math.max(0, here - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
