import { useEffect, useRef } from 'react';
import { causeNews } from '../../../shared/projections/cause-news.ts';
import type { Cause } from '../../../shared/domain/cause/cause.ts';
import styles from './causes-place.module.css';

/** Says what was added, moved, judged or taken away, for whoever hears the page; refusals say themselves. */
export function CauseNews({ causes, aiming }: { readonly causes: readonly Cause[]; readonly aiming: string }) {
  const region = useRef<HTMLParagraphElement>(null);
  const before = useRef(causes);
  useEffect(() => {
    const words = causeNews(before.current, causes);
    before.current = causes;
    // Written by hand: what is said is no state, and a second saying of the same words is said again.
    if (region.current !== null && words !== '') region.current.textContent = words;
  }, [causes]);
  useEffect(() => {
    if (region.current !== null && aiming !== '') region.current.textContent = aiming;
  }, [aiming]);
  return <p ref={region} className={styles['heard']} role="status" aria-label="What changed" />;
}
