import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { call } from '../../host/client.ts';
import { routeToHash } from '../../state/route.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatClock, formatDayTime } from '../../ui/format-time.ts';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Bundle } from './bundle.tsx';
import { Findings } from './findings.tsx';
import { GateToken } from './gate-token.tsx';
import { HistoryHead } from './history-head.tsx';
import { RedactedCopy } from './redacted-copy.tsx';
import { SignOffs } from './sign-offs.tsx';
import { Timestamps } from './timestamps.tsx';
import { Verdict } from './verdict.tsx';
import styles from './record.module.css';

export type RecordStatus = Output<'record.status'>;
export type RecordExport = Output<'record.export'>;

type Props = { readonly review: Review; readonly workspace: Workspace; readonly seq: number };

/** A closed review as a record: what it says, what the bundle holds, who signed, whether it verifies. */
export function RecordPlace({ review, workspace, seq }: Props) {
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
      </>
    );
  }
  return <RecordOf review={review} workspace={workspace} seq={seq} />;
}

function RecordOf({ review, workspace, seq }: Props) {
  const record = useRecord(review.id as ReviewId, seq);
  const { zone, startedAt, closedAt } = {
    zone: review.zone,
    startedAt: review.agenda.startedAt,
    closedAt: review.closedAt ?? 0,
  };
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
      <Columns
        aside={
          <>
            <Section title="Signed">
              <SignOffs
                review={review}
                workspace={workspace}
                isExported={record.bundle !== null}
                onSigned={record.read}
              />
            </Section>
            {record.bundle !== null && (
              <Section title="Times and certificates">
                <Timestamps review={review} workspace={workspace} signed={seq} onChanged={record.read} />
              </Section>
            )}
            <Section title="Gate token">
              <GateToken review={review} workspace={workspace} seq={seq} />
            </Section>
            <Section title="History">
              <HistoryHead review={review} workspace={workspace} seq={seq} />
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
      </Columns>
      <p className={styles['promise']}>
        Anyone holding a checkpoint can show that everything up to it is unchanged. We do not prove that events after
        your last checkpoint were not removed, that the clock was right, or who sat at the keyboard; we prove which key
        signed.
      </p>
    </>
  );
}

/** What the main process says of the record; asked again after every new line of the review. */
function useRecord(review: ReviewId, seq: number) {
  const [status, setStatus] = useState<RecordStatus | null>(null);
  const [bundle, setBundle] = useState<RecordExport | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const latest = useRef(0);
  const readAt = useCallback(
    async (line: number) => {
      latest.current = line;
      const answer = await call('record.status', { review });
      // An export of a bundle that is there writes nothing: it lists it.
      const listed = answer.ok && answer.value.exported ? await call('record.export', { review }) : null;
      if (latest.current !== line) return;
      if (answer.ok) setStatus(answer.value);
      else setFault(answer.error);
      if (listed?.ok === true) setBundle(listed.value);
    },
    [review],
  );
  // oxlint-disable-next-line react/set-state-in-effect -- state is set when the main process has answered
  useEffect(() => void readAt(seq), [readAt, seq]);
  const read = () => void readAt(seq);
  const put = async () => {
    setIsBusy(true);
    const answer = await call('record.export', { review });
    setIsBusy(false);
    setFault(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setBundle(answer.value);
    read();
  };
  return { status, bundle, fault, isBusy, put: () => void put(), read };
}

type DownloadProps = {
  readonly id: string;
  readonly isExported: boolean;
  readonly isBusy: boolean;
  readonly onExport: () => void;
};

function Downloads({ id, isExported, isBusy, onExport }: DownloadProps) {
  if (!isExported)
    return (
      <Button kind="primary" onClick={onExport} disabled={isBusy}>
        {isBusy ? 'Putting it together…' : 'Put the record together'}
      </Button>
    );
  return (
    <>
      <ButtonLink href={`/media/report/${id}.html`} target="_blank" rel="noreferrer">
        Read the report
      </ButtonLink>
      <ButtonLink href={`/media/report/${id}.pdf`} download={`hotwash-${id}.pdf`}>
        PDF
      </ButtonLink>
      <ButtonLink kind="primary" href={`/media/record/${id}.zip`} download={`hotwash-${id}.zip`}>
        Record as a zip
      </ButtonLink>
    </>
  );
}
