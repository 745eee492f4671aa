import { useEffect, useState } from 'react';
import { codeText } from '../../../shared/meeting/people.ts';
import { openBefore, readActions, type ActionReading } from '../../../shared/projections/actions-board.ts';
import { criterionText } from '../../../shared/projections/actions-csv.ts';
import { movesOf, type Move } from '../../state/action-moves.ts';
import { keepDraft } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText, toDayText } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { MoveForm } from './move-form.tsx';
import styles from './last-commitments.module.css';

/**
 * What earlier reviews of these components promised and nobody has settled, overdue first, then ideas whose day has come.
 * One is the chosen one: the keys act on it, and the audience sees it.
 */
export function LastCommitments({ room, now }: { readonly room: RoomView; readonly now: number }) {
  const reviews = useReviews();
  const isReading = useIsReading();
  const { review, workspace } = room;
  const services = [review.service, ...review.governance.joined.map(({ service }) => service)];
  const all = readActions(reviews?.map((each) => each.review) ?? [], workspace, toDayText(now, review.zone));
  const open = openBefore(all, review.id, services);
  if (reviews === undefined || (open.length === 0 && isReading)) return <Loading what="earlier commitments" />;
  if (open.length === 0)
    return (
      <Empty title={`Nothing is open from earlier reviews of ${services.join(', ')}.`}>
        <p>N goes on to the next item.</p>
      </Empty>
    );
  return <OpenList room={room} open={open} />;
}

function OpenList({ room, open }: { readonly room: RoomView; readonly open: readonly ActionReading[] }) {
  const kept = room.state.drafts['looked-at'];
  const current = open.find(({ key }) => key === kept) ?? open[0];
  const [moving, setMoving] = useState<{ readonly key: string; readonly move: Move } | null>(null);
  const choose = (key: string) => keepDraft(room.id, 'looked-at', key);
  // The audience follows what is chosen, the first one from the beginning.
  useEffect(() => {
    if (current !== undefined && kept !== current.key) keepDraft(room.id, 'looked-at', current.key);
  }, [room.id, kept, current]);
  const moves = current === undefined ? [] : movesOf(current, room.id);
  const step = (by: number) => {
    const index = current === undefined ? 0 : open.indexOf(current);
    const next = open[Math.max(0, Math.min(open.length - 1, index + by))];
    if (next !== undefined) choose(next.key);
  };
  const begin = (key: string, move: Move) => {
    choose(key);
    setMoving({ key, move });
  };
  useKeys([
    { key: 'ArrowDown', label: 'next one', run: () => step(1) },
    { key: 'ArrowUp', label: 'the one before', run: () => step(-1) },
    ...moves.map((move) => ({
      key: move.key,
      label: move.label,
      run: () => current !== undefined && begin(current.key, move),
    })),
  ]);
  return (
    <ol className={styles['list']} aria-label="Open from earlier reviews">
      {open.map((each) => (
        <li
          key={each.key}
          ref={each === current ? keepInSight : undefined}
          className={each === current ? styles['current'] : styles['item']}
          aria-current={each === current}
        >
          <Due reading={each} />
          <div>
            <button type="button" className={styles['text']} onClick={() => choose(each.key)}>
              {each.text}
            </button>
            <p className={styles['detail']}>{detailText(each)}</p>
            {each === current && moving?.key !== each.key && (
              <div className={styles['moves']}>
                {moves.map((move) => (
                  <Button key={move.name} kind="quiet" onClick={() => begin(each.key, move)}>
                    {move.label} <Key>{move.key.toUpperCase()}</Key>
                  </Button>
                ))}
              </div>
            )}
            {moving?.key === each.key && (
              <MoveForm
                key={moving.move.name}
                room={room}
                reading={each}
                move={moving.move}
                onClose={() => setMoving(null)}
              />
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

const keepInSight = (item: HTMLElement | null): void => item?.scrollIntoView({ block: 'nearest' });

function detailText(each: ActionReading): string {
  const from = `${each.review.toUpperCase()}, ${each.service}`;
  if (each.kind === 'idea') return `idea of ${codeText(each.author)} · ${from}`;
  const moved = each.life.earlierDues.length;
  return [
    codeText(each.owner),
    `done when ${criterionText(each.criterion)}`,
    ...(moved === 0 ? [] : [`moved ${moved === 1 ? 'once' : `${moved} times`}`]),
    from,
  ].join(' · ');
}

function Due({ reading }: { readonly reading: ActionReading }) {
  if (reading.kind === 'idea') return <span className={styles['idea']}>··· look again</span>;
  return reading.daysLeft < 0 ? (
    <span className={styles['late']}>! {countOf(-reading.daysLeft, 'day')} over</span>
  ) : (
    <span className={styles['time']}>{formatDayText(reading.due)}</span>
  );
}
