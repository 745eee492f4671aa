import type { BrokenHistory } from '../../state/boot.ts';
import { routeToHash } from '../../state/route.ts';
import { useSyncState } from '../../store/sync-hooks.ts';
import { Empty } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';

type Props = {
  readonly review: string;
  /** Null where the page itself cannot read what it has. */
  readonly title: string | null;
  readonly broken: Pick<BrokenHistory, 'event' | 'message'> | null;
  /** What the page's own reading says; null where that went well. */
  readonly message: string | null;
};

/** A review whose history is broken: what happened, what was kept, what to do next. Nothing can be done to it here. */
export function BrokenReview({ review, title, broken, message }: Props) {
  const sync = useSyncState();
  const kept = sync.state === 'main-lost-data' ? sync.streams.find((each) => each.stream === review) : undefined;
  const name = title === null ? review.toUpperCase() : `${title} (${review.toUpperCase()})`;
  return (
    <Empty
      title={
        broken === null
          ? `The history of ${name} cannot be read.`
          : `The history of ${name} is broken at event ${broken.event}.`
      }
    >
      <p>{broken?.message ?? message}</p>
      <p>
        {broken === null
          ? 'Nothing was deleted.'
          : broken.event === 1
            ? 'Nothing of it could be read. The file is left as it is.'
            : `It was read up to there, ${countOf(broken.event - 1, 'event')}. What comes after is not shown; the file is left as it is.`}{' '}
        Nothing is added to it, and a record that was put together before is kept.
      </p>
      <p>
        {kept === undefined
          ? 'Next: close Hotwash and put the workspace’s folder back from a copy made before. '
          : `This window still keeps ${countOf(kept.here - kept.there, 'later line')}. Next: give them back to the disk under Today, or put the folder back from a copy. `}
        <a href={routeToHash({ place: 'home' })}>To Today</a>
      </p>
    </Empty>
  );
}
