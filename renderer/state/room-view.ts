import type { ReviewPackage } from '../../shared/domain/review/package.ts';
import type { FoldedReview } from '../../shared/domain/review/fold.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import type { PackageRows } from '../../shared/meeting/evidence-candidates.ts';
import type { RoomState } from './room-store.ts';

/** Everything a part of the console draws from. `author` writes what is said next; null when nobody can. */
export type RoomView = {
  readonly id: string;
  readonly review: Review;
  readonly folded: FoldedReview;
  readonly workspace: Workspace;
  readonly content: ReviewPackage | null;
  readonly rows: PackageRows;
  readonly state: RoomState;
  readonly author: string | null;
  /** The release's day in the review's zone, which a bare `14:05` is of. */
  readonly day: string;
};
