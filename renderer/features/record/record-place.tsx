import type { ReactNode } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { routeToHash } from '../../state/route.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatClock, formatDayTime } from '../../ui/format-time.ts';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Bundle } from './bundle.tsx';
import { Downloads } from './downloads.tsx';
import { Findings } from './findings.tsx';
import { GateToken } from './gate-token.tsx';
import { HistoryHead } from './history-head.tsx';
import { RecordingSection } from './recording-section.tsx';
import { RedactedCopy } from './redacted-copy.tsx';
import { SignPlace } from './sign-place.tsx';
import { Timestamps } from './timestamps.tsx';
import { useRecord } from './use-record.ts';
import { Verdict } from './verdict.tsx';
import styles from './record.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly seq: number;
  /** What stands below the findings: what was said. */
  readonly children?: ReactNode;
};

/** A closed review as a record: what it says, what the bundle holds, who signed, whether it verifies. */
export function RecordPlace({ review, workspace, seq, children }: Props) {
  if (review.closedAt === null) {
    const step = nextStep(review);
    return (
      <>
        <PageHead eyebrow={`Record · ${review.id}`} title={review.title} />
        <Empty title="Only a closed review becomes a record.">
          <p>This one is {review.phase}.</p>
          <p className={styles['gap']}>
            <ButtonLink kind="primary" href={routeToHash({ place: step.place, review: review.id })}>
              {step.verb}
            </ButtonLink>
          </p>
        </Empty>
        <RecordingSection review={review} />
        {children}
      </>
    );
  }
  return (
    <RecordOf review={review} workspace={workspace} seq={seq}>
      {children}
    </RecordOf>
  );
}

function RecordOf({ review, workspace, seq, children }: Props) {
  const record = useRecord(review.id as ReviewId, seq);
  const { zone } = review;
  const { startedAt } = review.agenda;
  const closedAt = review.closedAt ?? 0;
  const held =
    startedAt === null
      ? `${review.rounds.length > 0 ? 'held without meeting, ' : ''}closed ${formatDayTime(closedAt, zone)}`
      : `reviewed ${formatDayTime(startedAt, zone)}–${formatClock(closedAt, zone)}`;
  const quorum =
    review.inquorateReason === null
      ? `${review.attended.length} ${review.rounds.length > 0 ? 'answered' : 'attended'}`
      : `held without a quorum: ${review.inquorateReason}`;
  return (
    <>
      <PageHead
        eyebrow={`Post-release review record · ${review.id}`}
        title={review.title}
        lede={`${review.release.replace('@', ' ')} · ${held} ${zone} · ${review.tier} tier · ${quorum}`}
        actions={
          <Downloads id={review.id} isExported={record.bundle !== null} isBusy={record.isBusy} onExport={record.put} />
        }
      />
      {record.fault !== null && (
        <div className={styles['fault']}>
          <Refusal fault={record.fault} />
        </div>
      )}
      <Verdict status={record.status} />
      <SignPlace review={review} workspace={workspace} isExported={record.bundle !== null} onSigned={record.read} />
      <Columns
        aside={
          <>
            {record.bundle !== null && (
              <Section title="Times and certificates">
                <Timestamps review={review} workspace={workspace} signed={seq} onChanged={record.read} />
              </Section>
            )}
            <Section title="Gate token">
              <GateToken review={review} workspace={workspace} seq={seq} />
            </Section>
            <Section title="History">
              <HistoryHead review={review} workspace={workspace} seq={seq} withWords={record.bundle === null} />
            </Section>
            <Section title="The bundle">
              <Bundle bundle={record.bundle} />
            </Section>
            {record.bundle !== null && (
              <Section title="A part of it">
                <RedactedCopy review={review.id as ReviewId} />
              </Section>
            )}
          </>
        }
      >
        <Findings review={review} workspace={workspace} />
        <RecordingSection review={review} />
        {children}
      </Columns>
      <p className={styles['promise']}>
        Anyone holding a checkpoint can show that everything up to it is unchanged. We do not prove that events after
        your last checkpoint were not removed, that the clock was right, or who sat at the keyboard; we prove which key
        signed.
      </p>
    </>
  );
}
