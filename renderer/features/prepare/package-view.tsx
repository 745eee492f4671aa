import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { LinkList } from '../../canvas/link-list.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Columns, Section } from '../../ui/page.tsx';
import { Appendix } from './appendix.tsx';
import { Behaviour } from './behaviour.tsx';
import { Deviations } from './deviations.tsx';
import { EarlierCommitments } from './earlier-commitments.tsx';
import { FigureRow } from './figure-row.tsx';
import { HandOffs } from './hand-offs.tsx';
import { IntegrityList } from './integrity-list.tsx';
import { PackageTimeline } from './package-timeline.tsx';
import { SealWords } from './seal-words.tsx';
import { Tickets } from './tickets.tsx';
import styles from './prepare.module.css';

type Props = {
  readonly review: Review;
  readonly content: ReviewPackage;
  readonly workspace: Workspace;
  /** Under which hash it is sealed; null while it is only looked at. */
  readonly hash: string | null;
};

/** What the review opens with: five figures, what deviates most, one timeline, how the data holds together, the seal. */
export function PackageView({ review, content, workspace, hash }: Props) {
  const { zone } = review;
  return (
    <>
      <FigureRow content={content} zone={zone} />
      <Columns
        aside={
          <>
            <Section title="Integrity">
              <IntegrityList content={content} zone={zone} />
            </Section>
            <Section title="Open from earlier reviews">
              <EarlierCommitments review={review} workspace={workspace} />
            </Section>
            {(content.tickets ?? []).length > 0 && (
              <Section title="Users reported">
                <Tickets content={content} zone={zone} />
              </Section>
            )}
            <Section title={hash === null ? 'Not sealed' : 'Sealed'}>
              {hash !== null && <SealWords hash={hash} />}
              <p className={styles['under']}>
                {formatDayTime(content.assembledAt, zone)} · read from the intake up to line {content.intake.seq}
              </p>
            </Section>
          </>
        }
      >
        <Section title="What deviates most">
          <Deviations content={content} zone={zone} />
        </Section>
        <Section title="One timeline" note={zone}>
          <PackageTimeline review={review} content={content} />
        </Section>
        <More content={content} zone={zone} workspace={workspace} />
      </Columns>
    </>
  );
}

type MoreProps = { readonly content: ReviewPackage; readonly zone: string; readonly workspace: Workspace };

/** Parts that stand only where there is something to tell. */
function More({ content, zone, workspace }: MoreProps) {
  return (
    <>
      {(content.handOffs ?? []).length > 0 && (
        <Section title="Hand-offs" note="from the deployment's end to the one who took it on">
          <HandOffs content={content} zone={zone} />
        </Section>
      )}
      {(content.behaviour ?? []).length > 0 && (
        <Section title="What users met" note="by flag and variant">
          <Behaviour content={content} zone={zone} />
        </Section>
      )}
      {(content.links ?? []).length > 0 && (
        <Section title="What belongs together" note="a person settles what is only suggested">
          <LinkList links={content.links ?? []} settled={workspace.links} />
        </Section>
      )}
      {(content.appendix ?? []).length > 0 && (
        <Section title="Appendix" note="metrics without a decision rule and an owner">
          <Appendix content={content} zone={zone} />
        </Section>
      )}
    </>
  );
}
