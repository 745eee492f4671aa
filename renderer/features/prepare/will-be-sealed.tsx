import type { ReleaseId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useRelease, useReleases, useSeriesOf } from '../../store/release-hooks.ts';
import { Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Columns, Section } from '../../ui/page.tsx';
import { EarlierCommitments } from './earlier-commitments.tsx';
import styles from './prepare.module.css';

/** Before sealing: what there is to seal, so that a hole is noticed while it can still be filled. */
export function WillBeSealed({ review, workspace }: { readonly review: Review; readonly workspace: Workspace }) {
  const detail = useRelease(review.release as ReleaseId);
  const series = useSeriesOf(detail?.summary.service ?? ('' as never));
  const releases = useReleases();
  const isReading =
    useIsReading() || releases === undefined || releases.some((release) => release.id === review.release);
  const lines: readonly string[] =
    detail === undefined
      ? ['Nothing of this release was taken in yet. Bring its deployments in first: an empty package helps nobody.']
      : [
          countOf(detail.deployments.length, 'deployment'),
          detail.runtime.length === 0
            ? 'no sighting at runtime: CI’s word will stand alone'
            : countOf(detail.runtime.length, 'sighting at runtime', 'sightings at runtime'),
          countOf(detail.builds.length, 'build'),
          countOf(detail.incidents.length, 'incident'),
          series === undefined || series.length === 0
            ? 'no figures: nothing can deviate'
            : `${countOf(series.length, 'figure')}, each against the last 8 releases that went well`,
        ];
  return (
    <Columns
      aside={
        <Section title="Open from earlier reviews">
          <EarlierCommitments review={review} workspace={workspace} />
        </Section>
      }
    >
      <Section title="What will be sealed">
        {detail === undefined && isReading ? (
          <Loading what="the release" />
        ) : (
          <ul className={styles['plainList']}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        <p className={styles['small']}>
          Sealing freezes these facts under one hash, said in eight words. What comes in later does not change them.
        </p>
      </Section>
    </Columns>
  );
}
