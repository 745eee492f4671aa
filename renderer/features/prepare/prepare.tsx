import { useState, type ReactNode } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ReleaseId, ReviewId } from '../../../shared/domain/ids.ts';
import { isLight } from '../../../shared/domain/light/light-phase.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { TemplateFields } from '../../canvas/template-fields.tsx';
import { isJoint } from '../../../shared/domain/joint/joint.ts';
import { JointPanel } from '../../canvas/joint-panel.tsx';
import { JointTimeline } from '../../canvas/joint-timeline.tsx';
import { LightFigures, LightFiled } from '../../canvas/light-filed.tsx';
import { sendCommand } from '../../state/commands.ts';
import { useFreshSources, type FreshSources } from '../../state/fresh-sources.ts';
import { ReleaseLine } from '../../state/release-line.tsx';
import { routeToHash } from '../../state/route.ts';
import { useRelease } from '../../store/release-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { InterviewNotes } from './interview-notes.tsx';
import { Measured } from './measured.tsx';
import { MetricRules } from './metric-rules.tsx';
import { PackageView } from './package-view.tsx';
import { Seats } from './seats.tsx';
import { SendPackage } from './send-package.tsx';
import { WhyReviewed } from './why-reviewed.tsx';
import { WillBeSealed } from './will-be-sealed.tsx';
import styles from './prepare.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  /** What stands at the end: what was said. */
  readonly children?: ReactNode;
};

/** A review before its meeting: who holds the seats, who hosts, when, and the facts it opens with. */
export function Prepare({ review, workspace, children }: Props) {
  const step = nextStep(review);
  const isEarly = review.phase === 'draft' || review.phase === 'prepared';
  const seal = useSeal(review);
  const sources = useFreshSources(review.phase === 'draft');
  return (
    <>
      <PageHead
        eyebrow={`${review.package === null ? 'Draft' : 'Package'} · ${review.id} · ${review.tier} tier`}
        title={review.title}
        lede={<Lede review={review} />}
        actions={
          review.phase === 'draft' ? (
            <Button kind="primary" onClick={() => void seal.run()} disabled={seal.isBusy}>
              {seal.isBusy ? 'Sealing…' : 'Seal the package and make it ready'}
            </Button>
          ) : (
            <>
              {review.package !== null && <SendPackage review={review} />}
              {mayAskRounds(review) && (
                <ButtonLink href={routeToHash({ place: 'rounds', review: review.id })}>Without meeting</ButtonLink>
              )}
              <ButtonLink kind="primary" href={routeToHash({ place: step.place, review: review.id })}>
                {step.verb}
              </ButtonLink>
            </>
          )
        }
      />
      {sources !== null && <p role="status">{freshText(sources)}</p>}
      {seal.fault !== null && (
        <div className={styles['refused']}>
          <Refusal fault={seal.fault} />
        </div>
      )}
      {review.package !== null && (
        <PackageView
          review={review}
          content={review.package.content}
          workspace={workspace}
          hash={review.package.hash}
        />
      )}
      {review.light.filed !== null && (
        <Section title="What the light form said" note={review.light.promoted?.reasons.join(' ') ?? ''}>
          <LightFigures figures={review.light.filed.figures} />
          <LightFiled filed={review.light.filed} />
        </Section>
      )}
      {isJoint(review) && (
        <Section title="Reviewed together" note="each service’s seat must concur before it closes">
          <JointPanel review={review} workspace={workspace} />
          <JointTimeline review={review} />
        </Section>
      )}
      {isEarly && (
        <Section title="Why it is reviewed" note="a later policy changes nothing about a review that is open">
          <WhyReviewed review={review} />
        </Section>
      )}
      {isEarly && (
        <Section title="Seats, hosts and date" note="one accountable person and a deputy each, from the roster">
          <Seats review={review} workspace={workspace} />
        </Section>
      )}
      {isEarly && review.governance.template.fields.length > 0 && (
        <Section title="What the template asks for" note={<TemplateNote review={review} />}>
          <TemplateFields review={review} workspace={workspace} />
        </Section>
      )}
      {isEarly && (
        <Section title="Interview notes" note="private: for the facilitator at this machine">
          <InterviewNotes review={review} />
        </Section>
      )}
      {isEarly && (
        <Section title="What is measured" note="an error rate, a latency and rollbacks for each released component">
          <Measured review={review} workspace={workspace} />
        </Section>
      )}
      {review.phase === 'draft' && (
        <Section title="What would follow" note="a metric that nothing follows from goes to the appendix">
          <MetricRules review={review} workspace={workspace} />
        </Section>
      )}
      {review.package === null && <WillBeSealed review={review} workspace={workspace} />}
      {review.phase !== 'draft' && children}
    </>
  );
}

/** A prepared review may be held by answers instead of a meeting (M7.5); a light one has neither. */
const mayAskRounds = (review: Review): boolean => review.phase === 'prepared' && !isLight(review);

/** Which template, and what proves that it is this one. */
function TemplateNote({ review: { governance } }: { readonly review: Review }) {
  const { id, version, sha256 } = governance.template;
  return (
    <>
      {id}, version {version}, sha-256 {sha256.slice(0, 12)} ·{' '}
      <a href={routeToHash({ place: 'templates' })}>Templates</a>
    </>
  );
}

const freshText = (sources: Exclude<FreshSources, null>): string =>
  sources === 'asking'
    ? 'Asking the sources for what is new…'
    : `${countOf(sources.failed, 'source')} did not answer and will be said to be missing, not zero.`;

function useSeal(review: Review) {
  // What was refused is of the review as it stood: a seat that was filled since makes the words untrue.
  const [refused, setRefused] = useState<{ readonly of: Review; readonly fault: CallFault } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const run = async () => {
    setIsBusy(true);
    const answer = await sendCommand(review.id as ReviewId, { type: 'review.prepare' });
    setRefused(answer.ok ? null : { of: review, fault: answer.error });
    setIsBusy(false);
  };
  return { fault: refused?.of === review ? refused.fault : null, isBusy, run };
}

function Lede({ review }: { readonly review: Review }) {
  const detail = useRelease(review.release as ReleaseId);
  return (
    <>
      <a href={routeToHash({ place: 'release', release: review.release })}>{review.release.replace('@', ' ')}</a>
      {detail === undefined ? ` · times of ${review.zone}` : ' · '}
      {detail !== undefined && <ReleaseLine detail={detail} zone={review.zone} />}
    </>
  );
}
