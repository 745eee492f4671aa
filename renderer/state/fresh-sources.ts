import { useEffect, useState } from 'react';
import { call } from '../host/client.ts';

/** What asking the sources is doing, for a person; null when there is nothing to say. */
export type FreshSources = 'asking' | { readonly failed: number } | null;

/** Has every source asked once for what is new, while `wanted`; those that were asked in the last minutes are left alone. */
export function useFreshSources(wanted: boolean): FreshSources {
  const [state, setState] = useState<FreshSources>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let here = true;
    // An answer that comes at once, as when there is no source, is not worth a word.
    const timer = setTimeout(() => setState('asking'), 400);
    void call('source.freshen', {}).then((answer) => {
      clearTimeout(timer);
      if (here) setState(answer.ok && answer.value.failed > 0 ? { failed: answer.value.failed } : null);
    });
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [wanted]);
  return state;
}
