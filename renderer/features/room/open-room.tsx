import { useEffect, useRef, useState } from 'react';
import type { ItemClock } from '../../../shared/domain/agenda/agenda.ts';
import { thisDisplay } from '../../state/room-channel.ts';
import { useNow } from '../../state/room-now.ts';
import { useRoomScreen } from '../../state/room-screen.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useQueueOfPresent } from '../../state/speaking-store.ts';
import { useWakeLock } from '../../state/wake-lock.ts';
import { guideOfItem } from '../../texts/guide-sections.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { isTextField, useAllKeys, useKeys } from '../../ui/use-keys.ts';
import { EntryLine } from './entry-line.tsx';
import { FoundStrip } from './found-strip.tsx';
import { useGuidePanel } from './guide-panel.tsx';
import { ItemHead } from './item-head.tsx';
import { RoomKeyHelp } from './room-key-help.tsx';
import { AskStrips } from './ask-strips.tsx';
import { OverStrip } from './over-strip.tsx';
import { GapStrip, RestStrip } from './rest-strips.tsx';
import type { CausesParts } from './room-console.tsx';
import { present, toggleBlank } from './presenter.ts';
import { RoomFoot } from './room-foot.tsx';
import { RoomHead } from './room-head.tsx';
import { RoomSizeDialog } from './room-size-dialog.tsx';
import { ScreenStrip } from './screen-strip.tsx';
import { RecordStrip } from './record-strip.tsx';
import { roomKeys } from './room-keys.ts';
import { Aside, isDrawing, restOf, Work } from './room-work.tsx';
import { PromptsAside } from './template-aside.tsx';
import styles from './room-console.module.css';

type Props = { readonly room: RoomView; readonly keptAt: number; readonly causes: CausesParts };

/** The room while the meeting is on. What is shown follows the agenda item; the clock, the line and the keys stay. */
export function OpenRoom({ room, keptAt, causes }: Props) {
  const now = useNow();
  const [help, setHelp] = useState(false);
  const [sizing, setSizing] = useState(false);
  const { screen, leave } = useRoomScreen(room.id, (does) =>
    does === 'blank' ? toggleBlank(room.id) : present(room, does === 'next' ? 1 : -1),
  );
  useWakeLock(room.review.agenda.pace.name === 'running');
  useNoReload();
  const { agenda } = room.review;
  const item = agenda.items.find((each) => each.id === agenda.current);
  const fault = useFault('meeting');
  const typing = useTyping();
  useKeys(
    roomKeys(room, now, restOf(room, item?.kind), {
      leave,
      onSize: () => setSizing(true),
      onHelp: () => setHelp(true),
    }),
    0,
  );
  useQueueOfPresent(room.id, room.review.present);
  useForgetQuestions(room);
  const kind = item?.kind ?? 'open';
  const guide = useGuidePanel(guideOfItem(kind), <PromptsAside room={room} kind={kind} />);
  const all = useAllKeys();
  if (item === undefined) return null;
  const shown = footKeys[item.kind].flatMap((key) => all.find((each) => each.key === key && each.shift !== true) ?? []);
  return (
    <div className={styles['room']}>
      <RoomHead room={room} keptAt={keptAt} now={now} />
      <div className={styles['body']} data-drawing={isDrawing(room, item.kind) ? '' : undefined}>
        <main className={styles['main']}>
          <ItemHead room={room} now={now} />
          <div className={styles['work']}>
            <Work room={room} kind={item.kind} causes={causes} now={now} />
          </div>
          <div className={styles['below']}>
            {room.state.blank && <BlankNote id={room.id} />}
            {fault !== undefined && <Refusal fault={fault} />}
            <ScreenStrip room={room} now={now} screen={screen} onSize={() => setSizing(true)} />
            <FoundStrip review={room.id} />
            <RecordStrip room={room} now={now} />
            <GapStrip room={room} />
            <RestStrip room={room} />
            <OverStrip room={room} now={now} />
            <AskStrips room={room} />
            <EntryLine room={room} rest={restOf(room, item?.kind)} SeenBefore={causes.SeenBefore} />
          </div>
        </main>
        <aside className={styles['aside']}>{guide ?? <Aside room={room} kind={item.kind} causes={causes} />}</aside>
      </div>
      <RoomFoot room={room} now={now} keys={shown} typing={typing} />
      {sizing && <RoomSizeDialog display={screen.display ?? thisDisplay()} onClose={() => setSizing(false)} />}
      {help && <RoomKeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

/** A clicker's F5 begins the presentation; in a text field it is left alone, and nowhere does it load the page anew. */
function useNoReload(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'F5' && isTextField(event.target)) event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

/** What one item asked for is not asked in the next; what was typed is kept. */
function useForgetQuestions({ id, review }: RoomView): void {
  const { current } = review.agenda;
  const shown = useRef(current);
  useEffect(() => {
    if (shown.current === current) return;
    shown.current = current;
    changeRoom(id, { asking: null });
  }, [id, current]);
}

const everywhere = ['x', '.', 'a', 'F1', '?'];
const footKeys: { readonly [K in ItemClock['kind']]: readonly string[] } = {
  open: ['n', 'p', 'h', 's', 'q', ...everywhere],
  commitments: ['n', 'd', 'c', 'o', 'w', 't', 'p', ...everywhere],
  facts: ['n', 'p', 'h', 'e', 's', 'q', ...everywhere],
  agree: ['n', 'p', 'o', ...everywhere],
  causes: ['Enter', 'Tab', 'e', '1', '2', '3', 'g', 'w', 'n', 'p', 'x', '?'],
  actions: ['n', 'c', 'd', 'r', 'p', 'u', ...everywhere],
  sign: ['r', 'p', 's', ...everywhere],
};

function useTyping(): boolean {
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    const read = () => setTyping(isTextField(document.activeElement));
    document.addEventListener('focusin', read);
    document.addEventListener('focusout', () => setTimeout(read));
    return () => document.removeEventListener('focusin', read);
  }, []);
  return typing;
}

function BlankNote({ id }: { readonly id: string }) {
  return (
    <button type="button" className={styles['blank']} onClick={() => changeRoom(id, { blank: false })}>
      The room’s screen is blank. Press . to show it again
    </button>
  );
}
