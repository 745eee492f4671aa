import { useEffect, useState } from 'react';
import type { ConfigPair } from '../../shared/domain/cause/config-change.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { call } from '../host/client.ts';

const none: readonly ConfigPair[] = [];
/** The last answer, so that opening the list again does not begin empty. */
let last: { readonly key: string; readonly pairs: readonly ConfigPair[] } | undefined;

/** Pairs of configuration snapshots round what a review is about, once they are asked for and the main process answered. */
export function useConfigPairs({ id, effect }: Pick<Review, 'id' | 'effect'>, isAsked: boolean): readonly ConfigPair[] {
  const key = `${id} ${effect?.from ?? ''}`;
  const [answer, setAnswer] = useState(last);
  useEffect(() => {
    if (!isAsked) return undefined;
    let isCurrent = true;
    void call('evidence.config-pairs', { review: id }).then((answered) => {
      if (!answered.ok || !isCurrent) return;
      last = { key, pairs: answered.value.pairs };
      setAnswer(last);
    });
    return () => {
      isCurrent = false;
    };
  }, [id, key, isAsked]);
  return answer?.key === key ? answer.pairs : none;
}
