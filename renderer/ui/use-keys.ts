import { useEffect, useRef, useSyncExternalStore } from 'react';

/**
 * One key and what it does. `key` is what is typed, in lower case: `n`, `?`, `Enter`, `ArrowDown`; `mod` stands for
 * Ctrl or Cmd. In a text field only keys with `mod`, F1 to F12, and any other with Alt held, are heard.
 */
export type KeyBinding = {
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
  readonly mod?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
  /** Heard only when the focus is inside an element that this selector finds. */
  readonly within?: string;
  /** What is shown in the key's place, where one line stands for several keys. */
  readonly cap?: string;
  /** Under which heading it stands in the list of all keys; without one it is of what is shown now. */
  readonly group?: string;
  /** Not in the list of all keys: it doubles another one. */
  readonly silent?: boolean;
};

type Layer = { bindings: readonly KeyBinding[]; readonly level: number };

let layers: readonly Layer[] = [];
const listeners = new Set<() => void>();

function setLayers(next: readonly Layer[]): void {
  layers = next;
  for (const listener of listeners) listener();
}

/** Put on a form that is filled in by Tab, so that a letter typed on one of its choices or buttons is no key of the place. */
export const formOfFields = { 'data-fields': '' } as const;

/** Whether what is typed there is text, or was meant to be: any control of a form of fields counts. */
export const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('[data-fields]') !== null ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !/^(button|checkbox|radio|submit|reset)$/.test(target.type)));

/** Letters and digits are the same with and without Alt: their place on the keyboard stands for them where Alt types a sign. */
function pressed(event: KeyboardEvent): string {
  if (event.altKey && /^Key[A-Z]$/.test(event.code)) return event.code.slice(3).toLowerCase();
  if (event.altKey && /^Digit\d$/.test(event.code)) return event.code.slice(5);
  return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

function matches(binding: KeyBinding, event: KeyboardEvent, inField: boolean): boolean {
  if (binding.key !== pressed(event)) return false;
  if (binding.within !== undefined && !(event.target instanceof Element && event.target.closest(binding.within)))
    return false;
  if ((binding.mod ?? false) !== (event.ctrlKey || event.metaKey)) return false;
  const isSign = binding.key.length === 1 && !/[a-z0-9]/.test(binding.key);
  if (!isSign && (binding.shift ?? false) !== event.shiftKey) return false;
  if (binding.mod === true) return !event.altKey;
  if (binding.alt === true) return event.altKey;
  if (/^F\d+$/.test(binding.key)) return !event.altKey;
  if (!inField) return !event.altKey || binding.key.length === 1;
  return event.altKey && binding.key.length === 1;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
  const inField = isTextField(event.target);
  // What is being typed has its own undo.
  if (
    inField &&
    pressed(event) === 'z' &&
    'value' in (event.target as object) &&
    (event.target as HTMLInputElement).value !== ''
  )
    return;
  const onButton = event.target instanceof HTMLElement && event.target.closest('button, a, summary') !== null;
  if (onButton && (event.key === 'Enter' || event.key === ' ')) return;
  for (const layer of layers.toReversed()) {
    const binding = layer.bindings.find((each) => matches(each, event, inField));
    if (binding === undefined) continue;
    event.preventDefault();
    if (!event.repeat || binding.key.startsWith('Arrow')) binding.run();
    return;
  }
}

/**
 * The only place that listens to keys. Of several layers the highest level is asked first: 0 a whole place, 1 a part of
 * it, 2 what lies over it for a while. A dialog that is open keeps all keys to itself.
 */
export function useKeys(bindings: readonly KeyBinding[], level: 0 | 1 | 2 = 1): void {
  const layer = useRef<Layer>({ bindings, level });
  useEffect(() => {
    layer.current.bindings = bindings;
  });
  useEffect(() => {
    const mine = layer.current;
    if (layers.length === 0) addEventListener('keydown', onKeyDown);
    setLayers([...layers, mine].toSorted((a, b) => a.level - b.level));
    return () => {
      setLayers(layers.filter((each) => each !== mine));
      if (layers.length === 0) removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** All keys that are heard now, the nearest layer first; of two alike only the nearer one. */
export function useAllKeys(): readonly KeyBinding[] {
  const current = useSyncExternalStore(subscribe, () => layers);
  const seen = new Set<string>();
  return current.toReversed().flatMap((layer) =>
    layer.bindings.filter((binding) => {
      const name = keyName(binding);
      if (binding.silent === true || seen.has(name)) return false;
      seen.add(name);
      return true;
    }),
  );
}

const signs: { readonly [key: string]: string } = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
};

/** How a key is written on its cap: `Ctrl Z`, `N`, `↑`. */
export function keyName({ key, mod, shift, alt }: KeyBinding): string {
  const cap = signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [mod === true && 'Ctrl', alt === true && 'Alt', shift === true && 'Shift', cap].filter(Boolean).join(' ');
}
