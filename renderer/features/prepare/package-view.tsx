import type { ReleaseId } from '../../../shared/domain/ids.ts';
import type { Integrity } from '../../../shared/domain/review/package.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { integrityLooks } from '../../canvas/package-tones.ts';
import { Timeline } from '../../canvas/chart/timeline.tsx';
import { useRelease, useTimeline } from '../../store/release-hooks.ts';
import { Empty } from '../../ui/empty.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Columns, Section } from '../../ui/page.tsx';
import { Appendix } from './appendix.tsx';
import { Deviations } from './deviations.tsx';
import { EarlierCommitments } from './earlier-commitments.tsx';
import { FigureOrigins } from './figure-origins.tsx';
import { fiveFigures } from './five-figures.ts';
import { packageMarks, spanOf } from './package-marks.ts';
import { SealWords } from './seal-words.tsx';
import { SendPackage } from './send-package.tsx';
import styles from './prepare.module.css';

type Props = {
  readonly review: Review;
  readonly sealed: NonNullable<Review['package']>;
  readonly workspace: Workspace;
};

/** What the review opens with: five figures, what deviates most, one timeline, how the data holds together, the seal. */
export function PackageView({ review, sealed, workspace }: Props) {
  const { content, hash } = sealed;
  return (
    <>
      <ul className={styles['figures']}>
        {fiveFigures(content, review.zone).map(({ figure, words, origin }) => (
          <li key={words}>
            <p className={styles['figure']}>{figure}</p>
            <p className={styles['small']}>{words}</p>
            <FigureOrigins content={content} figure={origin} zone={review.zone} />
          </li>
        ))}
      </ul>
      <Columns
        aside={
          <>
            <Section title="Integrity">
              <IntegrityList integrity={content.integrity} />
            </Section>
            <Section title="Open from earlier reviews">
              <EarlierCommitments review={review} workspace={workspace} />
            </Section>
            <Section title="For the attendees">
              <SendPackage review={review} />
            </Section>
            <Section title="Sealed">
              <SealWords hash={hash} />
              <p className={styles['under']}>
                {formatDayTime(content.assembledAt, review.zone)} · read from the intake up to line {content.intake.seq}
              </p>
            </Section>
          </>
        }
      >
        <Section title="What deviates most">
          <Deviations content={content} zone={review.zone} />
        </Section>
        <Section title="One timeline" note={review.zone}>
          <PackageTimeline review={review} content={content} />
        </Section>
        {(content.appendix ?? []).length > 0 && (
          <Section title="Appendix" note="metrics without a decision rule and an owner">
            <Appendix content={content} zone={review.zone} />
          </Section>
        )}
      </Columns>
    </>
  );
}

function IntegrityList({ integrity }: { readonly integrity: readonly Integrity[] }) {
  if (integrity.length === 0) return <p className={styles['small']}>Nothing was compared.</p>;
  return (
    <ul>
      {integrity.map(({ level, text, detail }) => (
        <li key={`${text}:${detail}`} className={styles['pair']}>
          <span className={styles['integrity']}>
            <Mark tone={integrityLooks[level].tone} glyph={integrityLooks[level].glyph}>
              {''}
            </Mark>
            {text}
          </span>
          <span className={styles['small']}>{detail}</span>
        </li>
      ))}
    </ul>
  );
}

function PackageTimeline({
  review,
  content,
}: {
  readonly review: Review;
  readonly content: Props['sealed']['content'];
}) {
  const rows = useTimeline(content.window.from, content.window.to);
  const detail = useRelease(review.release as ReleaseId);
  if (rows === undefined) return null;
  const marks = packageMarks(content, rows, detail?.runtime ?? [], review.zone);
  if (marks.length === 0) return <Empty title="Nothing happened in the hours of this package." />;
  const span = spanOf(marks);
  return (
    <Timeline
      marks={marks}
      from={span.from}
      to={span.to}
      ends={[formatDayTime(span.from, review.zone), formatDayTime(span.to, review.zone)]}
      label={`From ${formatDayTime(span.from, review.zone)} to ${formatDayTime(span.to, review.zone)}, ${review.zone}`}
    />
  );
}
