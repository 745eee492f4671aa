import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { packageDueAt } from '../../../shared/meeting/package-due.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useNow } from '../../ui/use-now.ts';
import styles from './prepare.module.css';

/** The sealed package as files for those who will attend: they have it a day before the meeting. */
export function SendPackage({ review }: { readonly review: Review }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Send to attendees</Button>
      {isOpen && <SendDialog review={review} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function SendDialog({ review, onClose }: { readonly review: Review; readonly onClose: () => void }) {
  const [written, setWritten] = useState<Output<'package.export'> | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const write = async () => {
    setIsBusy(true);
    const answer = await call('package.export', { review: review.id });
    setWritten(answer.ok ? answer.value : null);
    setFault(answer.ok ? null : answer.error);
    setIsBusy(false);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Send the package to the attendees"
      description="Hotwash sends nothing by itself. It writes the sealed package as files that open anywhere without a network; attach them where you invite."
    >
      <Due review={review} written={written} />
      {fault !== null && <Refusal fault={fault} />}
      {written !== null && (
        <ul>
          {written.files.map(({ name, bytes }) => (
            <li key={name} className={styles['pair']}>
              <a href={`/media/package/${review.id}.${name.endsWith('.pdf') ? 'pdf' : 'html'}`} download={name}>
                {name}
              </a>
              <span className={styles['small']}>{formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      <DialogFoot>
        <Button onClick={onClose}>Close</Button>
        <Button kind="primary" onClick={() => void write()} disabled={isBusy}>
          {isBusy ? 'Writing…' : written === null ? 'Write the files' : 'Write them again'}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

type DueProps = { readonly review: Review; readonly written: Output<'package.export'> | null };

/** By when attendees should have it; that it is late is said before anything is written. */
function Due({ review, written }: DueProps) {
  const now = useNow();
  const at = written?.dueAt ?? packageDueAt(review);
  if (at === null) return <p>The meeting has no date yet; attendees have the package 24 hours before it.</p>;
  const due = formatDayTime(at, review.zone);
  const isLate = written?.isLate ?? now > at;
  if (!isLate) return <p>Due {due}, 24 hours before the meeting.</p>;
  return (
    <p>
      <Mark tone="warn">
        {written === null ? 'Late: it was due' : 'Written late: it was due'} {due}, 24 hours before the meeting.
      </Mark>
    </p>
  );
}
