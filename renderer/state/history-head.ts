import { useEffect, useState } from 'react';
import type { Output } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { call } from '../host/client.ts';

export type SealedHead = NonNullable<Output<'history.head'>['head']>;

/** The newest sealed head of a review, asked again when `after` changes; null while there is none or nobody answers. */
export function useHistoryHead(review: string, after: string | number): SealedHead | null {
  const [head, setHead] = useState<SealedHead | null>(null);
  useEffect(() => {
    let here = true;
    void call('history.head', { review: review as ReviewId }).then((answer) => {
      if (here && answer.ok) setHead(answer.value.head);
    });
    return () => {
      here = false;
    };
  }, [review, after]);
  return head;
}
