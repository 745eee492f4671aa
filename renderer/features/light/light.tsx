import { useState } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { isLight, objectionsUntil } from '../../../shared/domain/light/light-phase.ts';
import { lightFigures } from '../../../shared/domain/light/light-figures.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { isJoint } from '../../../shared/domain/joint/joint.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { JointPanel } from '../../canvas/joint-panel.tsx';
import { LightFigures, LightFiled } from '../../canvas/light-filed.tsx';
import { sendCommand } from '../../state/commands.ts';
import { routeToHash } from '../../state/route.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { TextArea } from '../../ui/field.tsx';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Dissents } from './dissents.tsx';
import { LightForm } from './light-form.tsx';
import styles from './light.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** A review without a meeting: the figures, the form of five fields, who dissents, and when it closes by itself (M7.1). */
export function Light({ review, workspace }: Props) {
  const [isPromoting, setIsPromoting] = useState(false);
  const light = isLight(review);
  const { filed } = review.light;
  return (
    <>
      <PageHead
        eyebrow={`Light review · ${review.id}`}
        title={review.title}
        lede={
          <>
            <a href={routeToHash({ place: 'release', release: review.release })}>{review.release.replace('@', ' ')}</a>{' '}
            · times of {review.zone}
          </>
        }
        actions={light && <Button onClick={() => setIsPromoting(true)}>Promote to a full review</Button>}
      />
      <Standing review={review} workspace={workspace} />
      <WhyOpened review={review} />
      {review.package !== null && (
        <Section title="Figures within baseline" note="read from the sealed package; nobody types them">
          <LightFigures figures={lightFigures(review.package.content)} />
        </Section>
      )}
      {filed !== null && (
        <Section
          title="What was filed"
          note={`by ${nameOf(workspace, filed.by)}, ${formatDayTime(filed.at, review.zone)}`}
        >
          <LightFiled filed={filed} />
        </Section>
      )}
      {light && review.phase === 'prepared' && filed === null && (
        <Section title="The form" note="filing starts the time for objections">
          <LightForm review={review} />
        </Section>
      )}
      {light && filed !== null && (
        <details className={styles['anew']} key={filed.at}>
          <summary>File it anew; the time for objections begins again</summary>
          <LightForm review={review} />
        </details>
      )}
      {isJoint(review) && (
        <Section title="Reviewed together" note="each service’s seat must concur">
          <JointPanel review={review} workspace={workspace} />
        </Section>
      )}
      {light && review.phase === 'prepared' && (
        <Section title="Dissent" note="anybody of the roster, until it closes">
          <Dissents review={review} workspace={workspace} />
        </Section>
      )}
      {isPromoting && <Promote review={review} onClose={() => setIsPromoting(false)} />}
    </>
  );
}

const nameOf = (workspace: Workspace, id: string): string => findMember(workspace, id)?.display ?? id;

/** In one sentence: what is to be done, or when it closes. */
function Standing({ review, workspace }: Props) {
  const now = useNow(1000);
  const { dissents, promoted, closedItself } = review.light;
  const until = objectionsUntil(review);
  const to = (place: 'prepare' | 'record', words: string) => (
    <ButtonLink kind="primary" href={routeToHash({ place, review: review.id })}>
      {words}
    </ButtonLink>
  );
  if (promoted !== null)
    return (
      <div className={styles['standing']}>
        <p>
          It was promoted to a full review on {formatDayTime(promoted.at, review.zone)}: {promoted.reasons.join(' ')}
        </p>
        {to('prepare', 'To the full review')}
      </div>
    );
  if (closedItself !== null || review.phase === 'closed' || review.phase === 'signed')
    return (
      <div className={styles['standing']}>
        <p dir="auto">{review.summary}</p>
        {to('record', 'To the record')}
      </div>
    );
  if (!isLight(review)) return <Empty title="This is not a light review." />;
  if (review.phase === 'draft')
    return (
      <div className={styles['standing']}>
        <p>Its package is not sealed yet. It needs its seats, and data of the hours after go-live.</p>
        {to('prepare', 'Prepare it')}
      </div>
    );
  if (until === null) return <p className={styles['standing']}>The release seat fills in the form below.</p>;
  const when = formatDayTime(until, review.zone);
  if (dissents.length > 0)
    return (
      <p className={styles['standing']}>
        <Mark tone="warn">{dissents.map(({ by }) => nameOf(workspace, by)).join(', ')} dissents.</Mark> Unless
        withdrawn, it becomes a full review {until <= now ? 'now' : `in ${formatSpan(until - now)}, ${when}`}.
      </p>
    );
  return (
    <p className={styles['standing']}>
      {until <= now
        ? 'The time for objections is over; it closes as soon as the newest data was looked at.'
        : `Closes by itself in ${formatSpan(until - now)}, ${when}, unless somebody dissents or a figure leaves its baseline.`}
    </p>
  );
}

function WhyOpened({ review }: { readonly review: Review }) {
  const { trigger, cohort } = review.governance;
  if (trigger === null) return null;
  const title = cohort === null ? 'Why it was opened' : `The day, ${cohort.day}`;
  const note = cohort === null ? `by rule ${trigger.rules.join(', ')}` : 'what stands alone first';
  return (
    <Section title={title} note={note}>
      <ul className={styles['reasons']}>
        {trigger.reasons.map((reason, place) => (
          <li key={`${place} ${reason}`} dir="auto">
            {reason}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Promote({ review, onClose }: { readonly review: Review; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const promote = async () => {
    const answer = await sendCommand(review.id as ReviewId, { type: 'light.promote', reasons: [reason] });
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Promote to a full review"
      description="It becomes a draft with the agenda and the quorum of the full tier. What was filed stays with it."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void promote();
        }}
      >
        <TextArea
          label="Why it is worth a meeting"
          value={reason}
          required
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit">
            Promote
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
