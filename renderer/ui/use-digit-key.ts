import { useEffect, useEffectEvent } from 'react';

/** Hears a digit from 1 to 9 anywhere in the window while it is shown: in a dialog, which keeps all keys to itself. */
export function useDigitKey(choices: number, choose: (index: number) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const index = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : choices;
    if (index >= choices || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    event.preventDefault();
    choose(index);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
