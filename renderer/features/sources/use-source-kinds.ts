import { useEffect, useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { SourceKind } from '../../../shared/contract/source-procedures.ts';
import { call } from '../../host/client.ts';

/** What can be added, with the fields of each; null until it is known. */
export function useSourceKinds(): { readonly kinds: readonly SourceKind[] | null; readonly fault: CallFault | null } {
  const [kinds, setKinds] = useState<readonly SourceKind[] | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  useEffect(() => {
    let here = true;
    void call('source.kinds', {}).then((answer) => {
      if (!here) return;
      if (answer.ok) setKinds(answer.value.kinds);
      else setFault(answer.error);
    });
    return () => {
      here = false;
    };
  }, []);
  return { kinds, fault };
}
