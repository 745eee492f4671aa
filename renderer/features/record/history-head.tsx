import { useState } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { QrCode } from '../../canvas/qr-code.tsx';
import { useHistoryHead } from '../../state/history-head.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { EraseDialog } from './erase-dialog.tsx';
import styles from './history-head.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly seq: number;
  /** Left out where the bundle shows them. */
  readonly withWords: boolean;
};

/** The last checkpoint of the history as a code, why it was made, and the way to erase what was said. */
export function HistoryHead({ review, workspace, seq, withWords }: Props) {
  const head = useHistoryHead(review.id, seq);
  const [isErasing, setIsErasing] = useState(false);
  return (
    <>
      {head === null ? (
        <p className={styles['note']}>No checkpoint was made of this review yet.</p>
      ) : (
        <div className={styles['head']}>
          <div className={styles['code']}>
            <QrCode text={head.qr} label={`QR code of the head after ${head.size} events`} />
          </div>
          {withWords && (
            <p className={styles['words']}>
              {head.words.slice(0, 4).join(' ')}
              <br />
              {head.words.slice(4).join(' ')}
            </p>
          )}
          <p className={styles['note']}>
            {head.size} events, sealed {formatDayTime(Date.parse(head.at), review.zone)}. Whoever keeps the code or the
            words can tell whether anything before was changed.
          </p>
        </div>
      )}
      <Button kind="quiet" onClick={() => setIsErasing(true)}>
        Erase what was said
      </Button>
      {isErasing && <EraseDialog review={review} workspace={workspace} onClose={() => setIsErasing(false)} />}
    </>
  );
}
