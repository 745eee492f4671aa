import { useState } from 'react';
import { useBoot } from '../../state/boot.ts';
import { Button } from '../../ui/button.tsx';
import styles from './over-strip.module.css';

/** What was found of this review's history at opening. After a crash a window comes back here, not on Today. */
export function FoundStrip({ review }: { readonly review: string }) {
  const boot = useBoot();
  const [isRead, setRead] = useState(false);
  if (isRead || boot?.ok !== true) return null;
  const notes = boot.value.notes.filter((note) => note.stream === review);
  if (notes.length === 0) return null;
  return (
    <section className={styles['gap']} aria-label="Found at opening">
      {notes.map((note) => (
        <p key={note.code} className={styles['ask']}>
          {note.message}
        </p>
      ))}
      <Button onClick={() => setRead(true)}>I have read it</Button>
      <p className={styles['why']}>it also stands under Today</p>
    </section>
  );
}
