import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { percentOther } from '../../../shared/domain/cause/other-share.ts';
import { judgementsByEvent, type Judgement } from '../../../shared/domain/trigger/automatic-start.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { useJointCandidates } from '../../state/joint.ts';
import { routeToHash } from '../../state/route.ts';
import { useRevisionAsked } from '../../store/past-findings.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText, formatDayTime, startOfDay } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { latestFailed, todayByTier, waitingDays } from './inbox-summary.ts';
import styles from './inbox.module.css';

const shown = 5;

/** What came in by itself: deployments judged today, those that failed and what to do, and releases that overlap. */
export function Inbox({ workspace, now }: { readonly workspace: Workspace; readonly now: number }) {
  const { from } = workspace.automatic;
  const [fault, setFault] = useState<CallFault | null>(null);
  const set = async (to: number | null) => {
    const answer = await call('trigger.set', { from: to });
    setFault(answer.ok ? null : answer.error);
  };
  return (
    <div className={styles['inbox']}>
      {from === null ? (
        <>
          <p>Deployments start no reviews by themselves.</p>
          <p>
            <Button onClick={() => void set(Date.now())}>Start reviews from now on</Button>
          </p>
        </>
      ) : (
        <WhatCameIn workspace={workspace} now={now} from={from} onStop={() => void set(null)} />
      )}
      {fault !== null && <Refusal fault={fault} />}
      <Overlapping />
      <RevisionAsked zone={workspace.zone} />
    </div>
  );
}

type CameInProps = {
  readonly workspace: Workspace;
  readonly now: number;
  readonly from: number;
  readonly onStop: () => void;
};

function WhatCameIn({ workspace, now, from, onStop }: CameInProps) {
  const judged = judgementsByEvent(workspace.automatic);
  const today = todayByTier(workspace.automatic, startOfDay(now, workspace.zone));
  const failed = latestFailed(judged, now);
  const folder = useInboxFolder();
  return (
    <>
      <p>
        {today.total === 0
          ? 'No deployment came in today.'
          : `${countOf(today.total, 'deployment')} today: ${today.none} none, ${today.light} light, ${today.full} full${today.failed === 0 ? '' : `, ${today.failed} not judged`}.`}
      </p>
      <p className={styles['quiet']}>
        Deployments since {formatDayTime(from, workspace.zone)} start reviews.{' '}
        <Button kind="quiet" onClick={onStop}>
          Stop that
        </Button>
      </p>
      {waitingDays(judged)
        .slice(0, shown)
        .map(({ service, day, count }) => (
          <p key={`${service} ${day}`} className={styles['quiet']}>
            {countOf(count, 'deployment')} of {service} on {formatDayText(day)}: it deploys often, so one review of the
            whole day is opened when the day is over.
          </p>
        ))}
      {failed.length > 0 && (
        <>
          <p>
            <Mark tone="warn">{countOf(failed.length, 'event')} could not be judged</Mark>
          </p>
          <ul>
            {failed.slice(0, shown).map((each) => (
              <FailedEvent key={each.event} judgement={each} />
            ))}
          </ul>
          {failed.length > shown && <p className={styles['quiet']}>and {failed.length - shown} more like these</p>}
        </>
      )}
      {folder !== null && folder.fault !== null && <Refusal fault={{ message: folder.fault }} />}
      {(folder?.refused ?? []).slice(0, shown).map((each) => (
        <p key={`${each.at} ${each.name}`} className={styles['quiet']}>
          <Mark tone="over">{each.name}</Mark> refused: {each.reason} Mend it and put it into the inbox folder again.
        </p>
      ))}
    </>
  );
}

function FailedEvent({ judgement: { event, release, service, outcome } }: { readonly judgement: Judgement }) {
  if (outcome.kind !== 'failed') return null;
  const isUnknown = outcome.path === 'criticality' && service !== null;
  return (
    <li className={styles['failed']}>
      <span dir="auto">{release === null ? event : release.replace('@', ' ')}</span>
      <span className={styles['quiet']}>
        {outcome.message}{' '}
        {isUnknown ? (
          <a href={routeToHash({ place: 'catalogue' })}>Enter {service} in the catalogue</a>
        ) : (
          'It is judged again when its data or the policy changes.'
        )}
      </span>
    </li>
  );
}

function Overlapping() {
  const found = useJointCandidates(null) ?? [];
  return found.slice(-3).map(({ releases }) => {
    const [first] = releases;
    if (first === undefined) return null;
    return (
      <p key={first.release} className={styles['quiet']}>
        {releases.map(({ release }) => release.replace('@', ' ')).join(', ')} overlap along a dependency.{' '}
        <a href={routeToHash({ place: 'release', release: first.release })}>Review them together</a>
      </p>
    );
  });
}

/** [M4.2] Too much of the quarter fits no class: somebody has to look at the taxonomy. */
function RevisionAsked({ zone }: { readonly zone: string }) {
  const share = useRevisionAsked(zone);
  if (share === undefined) return null;
  return (
    <p>
      <Mark tone="warn">
        {percentOther(share)} % of {countOf(share.classed, 'cause')} since {formatDayText(share.since)} fit no class
      </Mark>{' '}
      <a href={routeToHash({ place: 'policy', view: 'change' })}>Revise the taxonomy</a>
    </p>
  );
}

/** How the watch folder stands, asked again as time goes on. */
function useInboxFolder(): Output<'trigger.inbox'> | null {
  const [folder, setFolder] = useState<Output<'trigger.inbox'> | null>(null);
  useEffect(() => {
    let isHere = true;
    const ask = (): void =>
      void call('trigger.inbox', {}).then((answer) => {
        if (isHere && answer.ok) setFolder(answer.value);
      });
    ask();
    const timer = setInterval(ask, 10_000);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, []);
  return folder;
}
