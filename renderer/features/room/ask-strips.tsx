import { openElmo } from '../../../shared/domain/agenda/evolve-hands.ts';
import { openVote } from '../../../shared/domain/vote/vote.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { RoomKey } from './room-key.tsx';
import styles from './over-strip.module.css';

/** What the room is asked by show of hands and nobody has counted yet: whether it had enough, or a vote. */
export function AskStrips({ room }: { readonly room: RoomView }) {
  const { review } = room;
  const vote = openVote(review.votes);
  return (
    <>
      {openElmo(review.agenda) !== undefined && (
        <section className={styles['gap']} aria-label="Enough, let’s move on?">
          <p className={styles['ask']}>The room is asked: enough, let’s move on?</p>
          <Button onClick={() => changeRoom(room.id, { asking: { kind: 'elmo-hands' } })}>
            <RoomKey review={review} letter="l" /> Enter the hands
          </Button>
          <p className={styles['why']}>
            more than half of those here, and the room moves on; nobody is named as asking
          </p>
        </section>
      )}
      {vote !== undefined && (
        <section className={styles['gap']} aria-label="Vote">
          <p className={styles['ask']}>
            The room is asked: <bdi>{vote.question}</bdi>
          </p>
          <Button onClick={() => changeRoom(room.id, { asking: { kind: 'vote-hands', vote: vote.id } })}>
            <RoomKey review={review} letter="v" /> Enter the hands
          </Button>
          <Button
            kind="quiet"
            onClick={() => void sendAt(room.id, 'meeting', { type: 'vote.withdraw', vote: vote.id })}
          >
            Take it back
          </Button>
          <p className={styles['why']}>
            {vote.options.map((option, index) => (
              <span key={option}>
                {index > 0 && ' · '}
                <bdi>{option}</bdi>
              </span>
            ))}
          </p>
        </section>
      )}
    </>
  );
}
