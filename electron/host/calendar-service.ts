import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { rotaOf, type RotaState } from '../../shared/domain/rota/rota.ts';
import { writeIcs } from '../../shared/formats/write-ics.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { readDelivery, type Delivery } from '../../shared/projections/comparable-releases.ts';
import { readGoLive } from '../../shared/projections/go-live.ts';
import { reviewCalendar } from '../../shared/projections/review-calendar.ts';
import type { Intake } from '../intake/intake.ts';
import type { Journals } from '../journal/journals.ts';
import type { Clock } from '../platform/clock.ts';
import { fail } from './fault.ts';
import { intakeToReleaseData } from './intake-release-data.ts';
import type { ReviewService } from './review-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** When a release went live, epoch ms, by the best word there is; null where no deployment of it is known. */
export type Live = { readonly at: number | null; readonly word: 'runtime' | 'ci' | null };

/** What dates depend on: when releases went live, and who hosted what. */
export interface CalendarService {
  live(review: Review): Promise<Live>;
  /** Of many reviews at once, by id: the rows of each service are read once. */
  lives(reviews: readonly Review[]): Promise<ReadonlyMap<string, Live>>;
  rota(): RotaState;
  /** Every review that can be read, as it stands. */
  reviews(): readonly Review[];
  /** The calendar file of one review, or of all of them. */
  file(review: ReviewId | null): Promise<Result<string, CallFault>>;
}

type Parts = {
  readonly intake: Intake;
  readonly journals: Journals;
  readonly workspace: WorkspaceService;
  readonly clock: Clock;
  readonly reviews: () => ReviewService;
};

export function createCalendarService({ intake, journals, workspace, clock, reviews }: Parts): CalendarService {
  const data = intakeToReleaseData(intake);
  const folded = new Map<string, { readonly seq: number; readonly review: Review | undefined }>();

  /** A review is folded again only when its journal has grown. */
  const read = (id: ReviewId, seq: number): Review | undefined => {
    const known = folded.get(id);
    if (known?.seq === seq) return known.review;
    const answer = reviews().read(id);
    const review = answer.ok ? answer.value.review : undefined;
    folded.set(id, { seq, review });
    return review;
  };
  const all = (): readonly Review[] => {
    const heads = new Map(journals.heads().map(({ stream, seq }) => [stream, seq]));
    return reviews()
      .ids()
      .flatMap((id) => read(id, heads.get(id) ?? 0) ?? []);
  };

  async function lives(chosen: readonly Review[]): Promise<ReadonlyMap<string, Live>> {
    const deliveries = new Map<string, Delivery>();
    const found = new Map<string, Live>();
    for (const { id, release, service } of chosen) {
      const delivery = deliveries.get(service) ?? (await readDelivery(data, service, workspace.current().links));
      deliveries.set(service, delivery);
      const { at, word } = readGoLive(delivery, 0, release.slice(release.indexOf('@') + 1));
      found.set(id, word === 'runtime' || word === 'ci' ? { at, word } : { at: null, word: null });
    }
    return found;
  }

  return {
    live: async (review) => (await lives([review])).get(review.id) ?? { at: null, word: null },
    lives,
    rota: () => rotaOf(all()),
    reviews: all,
    file: async (id) => {
      const chosen = all().filter((review) => id === null || review.id === id);
      if (id !== null && chosen.length === 0) return fail('no-review', 'There is no such review in this workspace.');
      const known = await lives(chosen);
      const at = new Map([...known].map(([review, live]) => [review, live.at]));
      return ok(writeIcs(reviewCalendar(chosen, workspace.current(), at, clock.wall())));
    },
  };
}
