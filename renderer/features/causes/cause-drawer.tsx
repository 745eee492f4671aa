import { carryingEvidence, type Cause } from '../../../shared/domain/cause/cause.ts';
import type { Evidence } from '../../../shared/domain/claim/claim.ts';
import { codeText, seatsOf } from '../../../shared/meeting/people.ts';
import { outlineRows } from '../../../shared/meeting/outline.ts';
import { EvidenceList, NoEvidence } from '../../canvas/evidence-list.tsx';
import { StateGlyph } from '../../canvas/state-glyph.tsx';
import { WindowChart } from '../../canvas/window-chart.tsx';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './cause-drawer.module.css';

const unfolded: ReadonlySet<string> = new Set();

/** Why the selected cause stands where it stands: its evidence, what is missing, and what a rule said last. */
export function CauseDrawer({ room }: { readonly room: RoomView }) {
  const { review, state } = room;
  const cause = review.causes.find((each) => each.id === state.cause) ?? outlineRows(review.causes, unfolded)[0]?.cause;
  const fault = useFault('causes');
  if (cause === undefined)
    return (
      <p className={styles['none']}>
        Choose a cause to see what carries it. A cause is a hypothesis until evidence that is more than memory supports
        it.
      </p>
    );
  const window = cause.evidence.find((piece) => piece.locator.type === 'metric-window');
  const { name } = cause.state;
  return (
    <section className={styles['drawer']} aria-label="The selected cause">
      <p className={styles['eyebrow']}>
        <StateGlyph state={name} silent /> {cause.category} · {name}
      </p>
      <h2 className={styles['title']}>{cause.text}</h2>
      <p className={styles['meta']}>{originText(cause, room)}</p>
      {cause.state.name === 'rejected' && <p className={styles['reason']}>Rejected: {cause.state.reason}</p>}
      <Checks cause={cause} />
      {cause.evidence.length > 0 && (
        <EvidenceList
          evidence={cause.evidence}
          onDetach={(evidence) =>
            void sendAt(room.id, 'causes', {
              type: 'evidence.detach',
              target: { kind: 'cause', id: cause.id },
              evidence,
            })
          }
        />
      )}
      {window !== undefined && <EvidenceWindow room={room} piece={window} />}
      {fault !== undefined && <Refusal fault={fault} />}
      <div className={styles['buttons']}>
        <Button onClick={() => changeRoom(room.id, { picking: { kind: 'cause', id: cause.id } })}>
          <Key>E</Key> Evidence
        </Button>
        {name !== 'hypothesis' && (
          <Button onClick={() => void sendAt(room.id, 'causes', { type: 'cause.reopen', cause: cause.id })}>
            <Key>1</Key> Reopen
          </Button>
        )}
        {name !== 'supported' && (
          <Button onClick={() => void sendAt(room.id, 'causes', { type: 'cause.support', cause: cause.id })}>
            <Key>2</Key> Support
          </Button>
        )}
        {name !== 'rejected' && (
          <Button onClick={() => changeRoom(room.id, { asking: { kind: 'reject', cause: cause.id } })}>
            <Key>3</Key> Reject
          </Button>
        )}
      </div>
    </section>
  );
}

/** What M4.6 asks of a cause, line by line. */
function Checks({ cause }: { readonly cause: Cause }) {
  const carrying = carryingEvidence(cause).length;
  const against = cause.evidence.filter((piece) => piece.bearing === 'contradicts').length;
  if (carrying === 0)
    return (
      <NoEvidence>
        {cause.evidence.some((piece) => piece.bearing === 'supports')
          ? 'testimony alone; needs a piece that shows it'
          : 'needs at least one piece that shows it'}
      </NoEvidence>
    );
  return (
    <ul className={styles['checks']}>
      <li>
        <span className={styles['yes']}>✓</span> {carrying === 1 ? 'One piece shows it' : `${carrying} pieces show it`}
        <span className={styles['meta']}>each found in the data when it was attached, and hashed</span>
      </li>
      {against > 0 && (
        <li>
          <span className={styles['no']}>!</span>{' '}
          {against === 1 ? 'One piece contradicts it' : `${against} pieces contradict it`}
        </li>
      )}
    </ul>
  );
}

function EvidenceWindow({ room, piece }: { readonly room: RoomView; readonly piece: Evidence }) {
  if (piece.locator.type !== 'metric-window') return null;
  const { series, from, to } = piece.locator;
  const { zone } = room.review;
  const unit = room.rows.series.find((row) => row.series === series)?.unit ?? '';
  return (
    <WindowChart
      series={series}
      from={from}
      to={to}
      zone={zone}
      unit={unit}
      usual={null}
      marks={[]}
      caption={series}
      room={false}
    />
  );
}

const originText = ({ origin, author }: Cause, { review }: RoomView): string => {
  const seats = seatsOf(review, author);
  const who = seats.length > 0 ? seats.join(', ') : codeText(author);
  return origin.kind === 'idea'
    ? `held idea of the ${who}`
    : origin.kind === 'claim'
      ? 'taken from the facts'
      : `offered by the ${who}`;
};
