import { useState } from 'react';
import type { ReleaseId } from '../../../shared/domain/ids.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { ReleaseLine } from '../../state/release-line.tsx';
import { routeToHash } from '../../state/route.ts';
import { useRelease, useReleases } from '../../store/release-hooks.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { Commits } from './commits.tsx';
import { Deployments } from './deployments.tsx';
import { Incidents } from './incidents.tsx';
import { OpenReviewDialog } from './open-review-dialog.tsx';
import { ReleaseBaseline } from './release-baseline.tsx';
import { ReleaseChart } from './release-chart.tsx';
import { ReleaseLinks } from './release-links.tsx';
import { ReleasePredictions } from './release-predictions.tsx';
import { Builds } from './builds.tsx';

/** One release: what the figures did round it, what CI claims beside what the runtime showed, and what went wrong. */
export function ReleasePage({ release }: { readonly release: ReleaseId }) {
  const detail = useRelease(release);
  const releases = useReleases();
  if (detail !== undefined) return <Page detail={detail} />;
  if (releases === undefined || releases.some((each) => each.id === release)) return <Loading what="the release" />;
  return (
    <Empty title={`Nothing is known of ${release.replace('@', ' ')}.`}>
      <p>
        It may come with a file that was not taken in yet. <a href={routeToHash({ place: 'releases' })}>All releases</a>
      </p>
    </Empty>
  );
}

function Page({ detail }: { readonly detail: ReleaseDetail }) {
  const workspace = useWorkspace();
  const reviews = useReviews();
  const [isOpening, setIsOpening] = useState(false);
  if (workspace === undefined) return <Loading what="the workspace" />;
  const { summary } = detail;
  const service = workspace.services.find((each) => each.id === summary.service);
  const title = `${service?.title ?? summary.service} ${summary.version}`;
  const known = reviews?.filter(({ review }) => review.release === summary.id) ?? [];
  const last = known.at(-1)?.review;
  const step = last === undefined ? undefined : nextStep(last);
  const open = () => setIsOpening(true);
  return (
    <>
      <PageHead
        eyebrow={`Release${service === undefined ? '' : ` · ${service.tier} tier`}`}
        title={title}
        lede={<ReleaseLine detail={detail} zone={workspace.zone} />}
        actions={
          <>
            {last !== undefined && step !== undefined && (
              <ButtonLink kind="primary" href={routeToHash({ place: step.place, review: last.id })}>
                {step.verb === 'Look' ? 'Look at the review' : step.verb}
              </ButtonLink>
            )}
            <Button kind={last === undefined ? 'primary' : 'plain'} onClick={open}>
              {last === undefined ? 'Open a review of this release' : 'Open another review'}
            </Button>
          </>
        }
      />
      <ReleaseChart detail={detail} zone={workspace.zone} />
      <Columns
        aside={
          <>
            <Section title="Incidents">
              <Incidents incidents={detail.incidents} zone={workspace.zone} />
            </Section>
            <Section title="Baseline">
              <ReleaseBaseline detail={detail} workspace={workspace} />
            </Section>
            <Section title="Predictions">
              <ReleasePredictions detail={detail} workspace={workspace} />
            </Section>
            <Section title="Builds">
              <Builds builds={detail.builds} zone={workspace.zone} />
            </Section>
          </>
        }
      >
        <Section title="Deployments" note={`CI claims, the runtime shows · ${workspace.zone}`}>
          <Deployments detail={detail} zone={workspace.zone} />
        </Section>
        <Section title="What belongs together" note="a person settles what is only suggested">
          <ReleaseLinks detail={detail} workspace={workspace} />
        </Section>
        <Section title="Commits">
          <Commits detail={detail} zone={workspace.zone} />
        </Section>
      </Columns>
      {isOpening && <OpenReviewDialog release={summary.id} title={title} onClose={() => setIsOpening(false)} />}
    </>
  );
}
