import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ReleaseId } from '../../../shared/domain/ids.ts';
import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useRelease, useReleases } from '../../store/release-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { PackageView } from './package-view.tsx';
import styles from './prepare.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** Before sealing: the package as it would be sealed now, so that a hole is noticed while it can still be filled. */
export function WillBeSealed({ review, workspace }: Props) {
  const release = review.release as ReleaseId;
  const detail = useRelease(release);
  const releases = useReleases();
  const isReading = useIsReading() || releases === undefined || releases.some(({ id }) => id === release);
  const { content, fault, isBusy, look } = usePreview(review);
  if (detail === undefined && isReading) return <Loading what="the release" />;
  return (
    <>
      <Section title="What will be sealed">
        {detail === undefined && (
          <Empty title="Nothing of this release was taken in yet.">
            <p>Bring its deployments in first: an empty package helps nobody.</p>
          </Empty>
        )}
        <p className={styles['lookNow']}>
          Sealing freezes these facts under one hash, said in eight words. What comes in later does not change them.{' '}
          <Button onClick={look} disabled={isBusy}>
            {isBusy ? 'Reading…' : content === null ? 'Look at it as it stands now' : 'Look again'}
          </Button>
        </p>
        {fault !== null && <Refusal fault={fault} />}
      </Section>
      {content !== null && <PackageView review={review} content={content} workspace={workspace} hash={null} />}
    </>
  );
}

function usePreview(review: Review) {
  const [content, setContent] = useState<ReviewPackage | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const look = async () => {
    setIsBusy(true);
    const answer = await call('package.preview', { review: review.id });
    if (answer.ok) setContent(answer.value.content);
    setFault(answer.ok ? null : answer.error);
    setIsBusy(false);
  };
  return { content, fault, isBusy, look: () => void look() };
}
