import { useEffect, useMemo, type ComponentType } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import type { ReleaseId, ServiceId } from '../../../shared/domain/ids.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { dayInZone } from '../../../shared/domain/day.ts';
import { isLight } from '../../../shared/domain/light/light-phase.ts';
import { isWithoutMeeting } from '../../../shared/domain/packet/round.ts';
import { go } from '../../state/route.ts';
import { usePublishFocus } from '../../state/room-focus.ts';
import { useRecordings } from '../../state/use-recordings.ts';
import { useRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useRelease, useSeriesOf, useTimeline } from '../../store/release-hooks.ts';
import type { ReviewReading } from '../../store/review-hooks.ts';
import { Empty } from '../../ui/empty.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { Desk } from './desk.tsx';
import { CheckIn } from './check-in.tsx';
import { ClosedRoom } from './closed-room.tsx';
import { OpenRoom } from './open-room.tsx';
import styles from './room-console.module.css';

/** The parts of the causes' work that the console has places for. */
export type CausesParts = {
  readonly Outline: ComponentType<{ readonly room: RoomView }>;
  readonly Drawer: ComponentType<{ readonly room: RoomView }>;
  /** Where something like what is being typed was found before. */
  readonly SeenBefore: ComponentType<{ readonly room: RoomView; readonly text: string }>;
  /** What causes still ask for before the review closes. */
  readonly Owed: ComponentType<{ readonly room: RoomView }>;
};

function Notice({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  useKeys([{ key: 'F1', label: 'guide', run: () => go({ place: 'guide', section: 'before' }) }], 0);
  return (
    <main className={styles['notice']}>
      <Empty title={title}>
        <p>{children}</p>
      </Empty>
    </main>
  );
}

type Props = {
  readonly reading: ReviewReading & { state: 'ready' };
  readonly workspace: Workspace;
  readonly causes: CausesParts;
};

/** The facilitator's console: everything about one review's meeting, keyboard first. */
export function RoomConsole({ reading, workspace, causes }: Props) {
  const room = useRoomView(reading, workspace);
  const { review, state } = room;
  const commitment = state.drafts['looked-at'] ?? null;
  usePublishFocus(room.id, {
    claim: state.claim,
    cause: state.cause,
    commitment,
    blank: state.blank,
    head: state.head ?? false,
  });
  useEffect(() => {
    document.title = `${review.title} · Hotwash`;
  }, [review.title]);
  useRecordings(room.id, review.recordings);
  const { phase } = review;
  switch (phase) {
    case 'draft':
      return (
        <Notice title={`${review.title} is still a draft.`}>
          Its three seats need names before anybody meets. <a href={`#/reviews/${room.id}/prepare`}>Prepare it</a>
        </Notice>
      );
    case 'prepared':
      if (isLight(review))
        return (
          <Notice title={`${review.title} is a light review.`}>
            It has no meeting: a form is filed, and it closes by itself.{' '}
            <a href={`#/reviews/${room.id}/light`}>To the form</a>
          </Notice>
        );
      return <CheckIn room={room} keptAt={reading.keptAt} />;
    case 'closed':
    case 'signed':
      return <ClosedRoom room={room} keptAt={reading.keptAt} />;
    case 'facts':
    case 'causes':
    case 'actions':
      if (isWithoutMeeting(review)) return <Desk room={room} causes={causes} />;
      return <OpenRoom room={room} keptAt={reading.keptAt} causes={causes} />;
    default:
      return assertNever(phase);
  }
}

const nothing: readonly never[] = [];

function useRoomView({ folded }: ReviewReading & { state: 'ready' }, workspace: Workspace): RoomView {
  const { review } = folded;
  const state = useRoom(review.id);
  const content = review.package?.content ?? null;
  const detail = useRelease(review.release as ReleaseId);
  const series = useSeriesOf(review.service as ServiceId);
  const around = useTimeline(content?.window.from ?? 0, content?.window.to ?? 0);
  const rows = useMemo(() => {
    const both = <T extends { readonly id: string }>(
      a: readonly T[] = nothing,
      b: readonly T[] = nothing,
    ): readonly T[] => [...new Map([...a, ...b].map((row) => [row.id, row])).values()];
    return {
      series: series ?? nothing,
      deployments: both(detail?.deployments, around?.deployments),
      runtime: detail?.runtime ?? nothing,
      incidents: both(detail?.incidents, around?.incidents),
      builds: detail?.builds ?? nothing,
    };
  }, [series, detail, around]);
  const releasedAt = detail?.summary.finishedAt ?? detail?.summary.at ?? content?.window.from ?? review.openedAt;
  return {
    id: review.id,
    review,
    folded,
    workspace,
    content,
    rows,
    state,
    author: authorOf(review.present, state.author, workspace.me),
    day: dayInZone(releasedAt, review.zone),
  };
}

/** Who writes next: the one chosen by hand, else who sits at this machine, else whoever came first. */
const authorOf = (present: readonly string[], chosen: string | null, me: string | null): string | null => {
  if (chosen !== null && present.includes(chosen)) return chosen;
  if (me !== null && present.includes(me)) return me;
  return present[0] ?? me;
};
