import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './prepare.module.css';

/** The sealed package as files for those who will attend: they have it a day before the meeting. */
export function SendPackage({ review }: { readonly review: Review }) {
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
    <>
      <Button onClick={() => void write()} disabled={isBusy}>
        {isBusy ? 'Writing…' : 'Write it for the attendees'}
      </Button>
      {fault !== null && <Refusal fault={fault} />}
      {written !== null && (
        <>
          <ul>
            {written.files.map(({ name, bytes }) => (
              <li key={name} className={styles['pair']}>
                <a href={`/media/package/${review.id}.${name.endsWith('.pdf') ? 'pdf' : 'html'}`} download>
                  {name}
                </a>
                <span className={styles['small']}>{formatBytes(bytes)}</span>
              </li>
            ))}
          </ul>
          <p className={styles['under']}>
            {written.dueAt === null ? (
              'The meeting has no date yet; attendees have the package 24 hours before it.'
            ) : written.isLate ? (
              <Mark tone="warn">was due {formatDayTime(written.dueAt, review.zone)}, 24 hours before the meeting</Mark>
            ) : (
              `due ${formatDayTime(written.dueAt, review.zone)}, 24 hours before the meeting`
            )}
          </p>
        </>
      )}
    </>
  );
}
