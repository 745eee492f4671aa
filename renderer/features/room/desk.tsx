import { useState } from 'react';
import type { ItemKind } from '../../../shared/domain/agenda/agenda.ts';
import { openRound } from '../../../shared/domain/packet/round.ts';
import { useNow } from '../../state/room-now.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { routeToHash } from '../../state/route.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { EntryLine, focusEntryLine } from './entry-line.tsx';
import { FoundStrip } from './found-strip.tsx';
import { useGuidePanel } from './guide-panel.tsx';
import { RoomKeyHelp } from './room-key-help.tsx';
import type { CausesParts } from './room-console.tsx';
import { Aside, isDrawing, restOf, Work } from './room-work.tsx';
import styles from './desk.module.css';
import layout from './room-console.module.css';
import head from './room-head.module.css';

type Props = { readonly room: RoomView; readonly causes: CausesParts };
type DeskKind = Extract<ItemKind, 'facts' | 'causes' | 'actions' | 'sign'>;

const works: { readonly [P in 'facts' | 'causes' | 'actions']: readonly DeskKind[] } = {
  facts: ['facts'],
  causes: ['causes'],
  actions: ['causes', 'actions', 'sign'],
};
const titles: { readonly [K in DeskKind]: string } = {
  facts: 'Facts',
  causes: 'Causes',
  actions: 'Actions',
  sign: 'Close',
};

/**
 * The facilitator's desk of a review without a meeting: the same work as in the room, with no clock, nobody checked in
 * and no hands. What was answered gets its evidence here, ideas become commitments, and the review is closed.
 */
export function Desk({ room, causes }: Props) {
  const now = useNow();
  const { review } = room;
  const kinds = works[review.phase === 'causes' || review.phase === 'actions' ? review.phase : 'facts'];
  const [chosen, setChosen] = useState<DeskKind | null>(null);
  const [help, setHelp] = useState(false);
  const kind = kinds.find((each) => each === chosen) ?? kinds.find((each) => each === review.phase) ?? 'facts';
  const fault = useFault('meeting');
  const guide = useGuidePanel(kind === 'sign' ? 'closing' : kind);
  const choose = (next: DeskKind) => {
    setChosen(next);
    changeRoom(room.id, { asking: null });
  };
  useKeys(
    [
      { key: '/', label: 'write', run: focusEntryLine },
      ...(review.phase === 'facts'
        ? [{ key: 'h', label: 'hold', run: () => changeRoom(room.id, { asking: { kind: 'idea' } }) }]
        : []),
      { key: 'p', label: 'park', run: () => changeRoom(room.id, { asking: { kind: 'park' } }) },
      { key: 'z', mod: true, label: 'undo', run: () => void sendAt(room.id, 'meeting', { type: 'undo' }) },
      { key: 'z', mod: true, shift: true, label: 'redo', run: () => void sendAt(room.id, 'meeting', { type: 'redo' }) },
      { key: '?', label: 'all keys', run: () => setHelp(true) },
    ],
    0,
  );
  return (
    <div className={layout['room']}>
      <DeskHead room={room} />
      <div className={layout['body']} data-drawing={isDrawing(room, kind) ? '' : undefined}>
        <main className={layout['main']}>
          <div className={styles['works']}>
            {kinds.map((each) => (
              <button
                key={each}
                type="button"
                className={styles['work']}
                aria-current={each === kind}
                onClick={() => choose(each)}
              >
                {titles[each]}
              </button>
            ))}
          </div>
          <h2 className={styles['title']}>{titles[kind]}</h2>
          <div className={layout['work']}>
            <Work room={room} kind={kind} causes={causes} now={now} />
          </div>
          <div className={layout['below']}>
            {fault !== undefined && <Refusal fault={fault} />}
            <FoundStrip review={room.id} />
            <EntryLine room={room} rest={restOf(room, kind)} SeenBefore={causes.SeenBefore} />
          </div>
        </main>
        <aside className={layout['aside']}>{guide ?? <Aside room={room} kind={kind} causes={causes} />}</aside>
      </div>
      <footer className={styles['foot']}>
        <Key does="write">/</Key>
        <Key does="park">P</Key>
        <Key does="guide">F1</Key>
        <Key does="all keys">?</Key>
      </footer>
      {help && <RoomKeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

/** Which review this is, that nobody meets, and the way to the answers. */
function DeskHead({ room: { review, workspace } }: { readonly room: RoomView }) {
  const round = openRound(review.rounds);
  return (
    <header className={head['head']}>
      <div className={head['line']}>
        <h1 className={head['title']}>{review.title}</h1>
        <p className={head['id']}>
          {review.id.toUpperCase()} · {review.tier} tier
        </p>
        {workspace.sample && <p className={head['sample']}>Sample organisation, made-up data</p>}
        <p className={head['state']} role="status">
          {review.inquorateReason !== null && <span className={head['over']}>! settled inquorate</span>}
          <a className={head['leave']} href={routeToHash({ place: 'rounds', review: review.id })}>
            {round === undefined ? 'Answers' : 'Answers are being waited for'}
          </a>
          <a className={head['leave']} href="#/">
            Leave
          </a>
        </p>
      </div>
      <p className={styles['notice']}>
        Without meeting: no clock runs and nobody is checked in.{' '}
        {review.phase === 'facts'
          ? 'Give the facts their evidence here. A fact that is added or reworded needs another round to be agreed on.'
          : review.phase === 'causes'
            ? 'Give the causes their evidence here, and say what is supported.'
            : 'Ideas become commitments here, every open issue gets its exit, and the review is closed.'}
      </p>
    </header>
  );
}
