import { useEffect, useState } from 'react';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { call } from '../host/client.ts';

/** When releases went live, epoch ms, by review; null where nobody told. Undefined while it is asked for. */
export type Lives = ReadonlyMap<string, number | null>;

const mostAtOnce = 1000;

/** Asks when the releases of these reviews went live, again whenever another review is named. */
export function useLives(reviews: readonly string[]): Lives | undefined {
  const [lives, setLives] = useState<Lives>();
  const key = reviews.slice(0, mostAtOnce).join(' ');
  useEffect(() => {
    let here = true;
    const ids = key === '' ? [] : (key.split(' ') as ReviewId[]);
    void call('calendar.live', { reviews: ids }).then((answer) => {
      if (here && answer.ok) setLives(new Map(answer.value.live.map(({ review, at }) => [review, at])));
    });
    return () => {
      here = false;
    };
  }, [key]);
  return lives;
}
