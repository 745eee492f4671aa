import { useState } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import { Button } from '../../ui/button.tsx';
import { RedactedCopyDialog } from './redacted-copy-dialog.tsx';
import styles from './record.module.css';

/** Showing a part of the record to somebody who may not see all of it. */
export function RedactedCopy({ review }: { readonly review: ReviewId }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <p className={styles['small']}>
        For those who may see a part of it. What is withheld leaves its signed hash behind, and the signatures still
        verify.
      </p>
      <p className={styles['gap']}>
        <Button onClick={() => setIsOpen(true)}>Make a redacted copy</Button>
      </p>
      {isOpen && <RedactedCopyDialog review={review} onClose={() => setIsOpen(false)} />}
    </>
  );
}
