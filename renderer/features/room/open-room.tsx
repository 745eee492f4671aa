import { useEffect, useRef, useState, type ReactNode } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import type { ItemClock } from '../../../shared/domain/agenda/agenda.ts';
import { EvidencePicker } from '../../canvas/evidence-picker.tsx';
import { thisDisplay } from '../../state/room-channel.ts';
import { useNow } from '../../state/room-now.ts';
import { useRoomScreen } from '../../state/room-screen.ts';
import { changeRoom, useFault, type Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useQueueOfPresent } from '../../state/speaking-store.ts';
import { useWakeLock } from '../../state/wake-lock.ts';
import { guideOfItem } from '../../texts/guide-sections.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { isTextField, useAllKeys, useKeys } from '../../ui/use-keys.ts';
import { ActionsPane } from './actions-pane.tsx';
import { AgreePane } from './agree-pane.tsx';
import { AsideNotes } from './aside-notes.tsx';
import { EntryLine } from './entry-line.tsx';
import { FactsPane } from './facts-pane.tsx';
import { FoundStrip } from './found-strip.tsx';
import { useGuidePanel } from './guide-panel.tsx';
import { ItemHead } from './item-head.tsx';
import { JointAside } from './joint-aside.tsx';
import { KeyHelp } from './key-help.tsx';
import { LastCommitments } from './last-commitments.tsx';
import { OpenPane } from './open-pane.tsx';
import { AskStrips } from './ask-strips.tsx';
import { OverStrip } from './over-strip.tsx';
import { GapStrip, RestStrip } from './rest-strips.tsx';
import { PackageAside } from './package-aside.tsx';
import type { CausesParts } from './room-console.tsx';
import { present, toggleBlank } from './presenter.ts';
import { RoomFoot } from './room-foot.tsx';
import { RoomHead } from './room-head.tsx';
import { RoomSizeDialog } from './room-size-dialog.tsx';
import { ScreenStrip } from './screen-strip.tsx';
import { roomKeys } from './room-keys.ts';
import { SidePanel } from './side-panel.tsx';
import { FieldsAside, PromptsAside } from './template-aside.tsx';
import { SignPane } from './sign-pane.tsx';
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
    roomKeys(room, now, restOf(room, item), { leave, onSize: () => setSizing(true), onHelp: () => setHelp(true) }),
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
      <div className={styles['body']}>
        <main className={styles['main']}>
          <ItemHead room={room} now={now} />
          <div className={styles['work']}>
            <Work room={room} item={item} causes={causes} now={now} />
          </div>
          <div className={styles['below']}>
            {fault !== undefined && <Refusal fault={fault} />}
            <ScreenStrip room={room} now={now} screen={screen} onSize={() => setSizing(true)} />
            <FoundStrip review={room.id} />
            <GapStrip room={room} />
            <RestStrip room={room} />
            <OverStrip room={room} now={now} />
            <AskStrips room={room} />
            <EntryLine room={room} rest={restOf(room, item)} />
          </div>
        </main>
        <aside className={styles['aside']}>{guide ?? <Aside room={room} item={item} causes={causes} />}</aside>
      </div>
      <RoomFoot room={room} now={now} keys={shown} typing={typing} />
      {room.state.blank && <BlankNote id={room.id} />}
      {sizing && <RoomSizeDialog display={screen.display ?? thisDisplay()} onClose={() => setSizing(false)} />}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
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

type WorkProps = { readonly room: RoomView; readonly item: ItemClock; readonly causes: CausesParts };

function Work({ room, item, causes, now }: WorkProps & { readonly now: number }): ReactNode {
  const { kind } = item;
  switch (kind) {
    case 'open':
      return <OpenPane room={room} />;
    case 'commitments':
      return <LastCommitments room={room} now={now} />;
    case 'facts':
      return <FactsPane room={room} />;
    case 'agree':
      return <AgreePane room={room} />;
    case 'causes':
      return <causes.Outline room={room} />;
    case 'actions':
      return <ActionsPane room={room} />;
    case 'sign':
      return <SignPane room={room} now={now} />;
    default:
      return assertNever(kind);
  }
}

function Aside({ room, item, causes }: WorkProps): ReactNode {
  const { picking, panel } = room.state;
  if (panel !== null) return <SidePanel room={room} panel={panel} />;
  const { review } = room;
  const now = item.kind === 'causes' ? 'cause' : item.kind === 'facts' ? 'claim' : null;
  if (picking !== null && picking.kind === now) {
    const claim = picking.kind === 'claim' ? review.claims.find((each) => each.id === picking.id) : undefined;
    const target = claim ?? review.causes.find((each) => each.id === picking.id);
    if (target !== undefined)
      return (
        <EvidencePicker
          key={picking.id}
          room={room}
          picking={picking}
          title={target.text}
          at={claim?.happenedAt ?? null}
        />
      );
  }
  if (item.kind === 'causes') return <causes.Drawer room={room} />;
  if (item.kind === 'sign')
    return (
      <>
        <JointAside room={room} shows="seats" />
        <FieldsAside room={room} />
        <AsideNotes room={room} />
      </>
    );
  if (item.kind === 'actions') return <AsideNotes room={room} />;
  return (
    <>
      <JointAside room={room} shows="timeline" />
      <PackageAside room={room} canAttach={item.kind === 'facts'} />
    </>
  );
}

/** What the line asks for when nothing else was asked. */
function restOf(room: RoomView, item: ItemClock | undefined): Asking {
  switch (item?.kind ?? 'facts') {
    case 'agree':
      return { kind: 'hands' };
    case 'causes': {
      const current = room.review.causes.find((each) => each.id === room.state.cause);
      return { kind: 'cause', parent: current?.parent ?? null, after: current?.id ?? null };
    }
    case 'actions':
      return { kind: 'action' };
    case 'sign':
      return { kind: 'summary' };
    case 'open':
    case 'commitments':
    case 'facts':
      return { kind: 'fact' };
    default:
      return { kind: 'fact' };
  }
}

const everywhere = ['x', '.', 'a', 'F1', '?'];
const footKeys: { readonly [K in ItemClock['kind']]: readonly string[] } = {
  open: ['n', 'p', 'h', 's', 'q', ...everywhere],
  commitments: ['n', 'd', 'c', 'o', 'w', 't', 'p', ...everywhere],
  facts: ['n', 'p', 'h', 'e', 's', 'q', ...everywhere],
  agree: ['n', 'p', 'o', ...everywhere],
  causes: ['Enter', 'Tab', 'e', 'n', '1', '2', '3', 'p', 'x', 'c', '?'],
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
