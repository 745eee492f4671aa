import type { ReactNode } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { useBrokenHistories, type BrokenHistory } from '../../state/boot.ts';
import { routeToHash } from '../../state/route.ts';
import { useReview, type ReviewReading } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Empty, Loading } from '../../ui/empty.tsx';
import { BrokenReview } from './broken-review.tsx';
import styles from './reviews.module.css';

export type ReadyReview = ReviewReading & { readonly state: 'ready' };

type Props = {
  readonly review: ReviewId;
  /** Whether nothing stands around it that is a page already. */
  readonly alone: boolean;
  /** Shows the review once it has been read whole. */
  readonly children: (reading: ReadyReview, workspace: Workspace) => ReactNode;
};

/** What every place of one review asks first: whether it is here, and whether its history holds. */
export function ReviewGate({ review, alone, children }: Props) {
  const reading = useReview(review);
  const workspace = useWorkspace();
  const broken = useBrokenHistories().find((each) => each.stream === review) ?? null;
  if (broken === null && reading.state === 'ready' && workspace !== undefined) return children(reading, workspace);
  const told = <NotReady review={review} reading={reading} broken={broken} />;
  return alone ? <main className={styles['alone']}>{told}</main> : told;
}

type NotReadyProps = {
  readonly review: ReviewId;
  readonly reading: ReviewReading;
  readonly broken: BrokenHistory | null;
};

function NotReady({ review, reading, broken }: NotReadyProps) {
  if (broken !== null || reading.state === 'broken')
    return (
      <BrokenReview
        review={review}
        title={reading.state === 'ready' ? reading.folded.review.title : null}
        broken={broken}
        message={reading.state === 'broken' ? reading.message : null}
      />
    );
  if (reading.state !== 'missing') return <Loading what="the review" />;
  return (
    <Empty title="There is no such review here.">
      It may be in another workspace. <a href={routeToHash({ place: 'reviews' })}>All reviews</a>
    </Empty>
  );
}
