import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract/procedures.ts';
import { call } from '../host/client.ts';

export type SealedHead = NonNullable<Output<'history.head'>['head']>;

/** The newest sealed head of a review, asked again when `after` changes; null while there is none or nobody answers. */
export function useHistoryHead(review: string, after: string | number): SealedHead | null {
  const [answered, setAnswered] = useState<{ head: SealedHead | null; after: string | number }>();
  useEffect(() => {
    let here = true;
    void call('history.head', { review }).then((answer) => {
      if (here && answer.ok) setAnswered({ head: answer.value.head, after });
    });
    return () => {
      here = false;
    };
  }, [review, after]);
  return answered?.head ?? null;
}
