import { useState } from 'react';
import { quorumLacks } from '../../../shared/domain/agenda/quorum.ts';
import { plannedMs } from '../../../shared/domain/agenda/clock.ts';
import { findMember } from '../../../shared/domain/workspace/workspace.ts';
import { minutesText } from '../../../shared/meeting/clock-text.ts';
import { codeText, expectedMembers, seatsOf } from '../../../shared/meeting/people.ts';
import { useNow } from '../../state/room-now.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { EntryLine } from './entry-line.tsx';
import { useGuidePanel } from './guide-panel.tsx';
import { RoomKeyHelp } from './room-key-help.tsx';
import { openAudience } from './open-audience.ts';
import { RoomHead } from './room-head.tsx';
import { PackageAside } from './package-aside.tsx';
import { recordPanelKey } from './record-keys.ts';
import { RecordPanel } from './record-panel.tsx';
import styles from './check-in.module.css';
import layout from './room-console.module.css';

/** Before the start: who is here, what the quorum lacks, and the start itself. */
export function CheckIn({ room, keptAt }: { readonly room: RoomView; readonly keptAt: number }) {
  const now = useNow();
  const [help, setHelp] = useState(false);
  const { review, state } = room;
  const lacks = quorumLacks(review, room.workspace);
  const fault = useFault('meeting');
  const begin = () => {
    if (lacks.length > 0) changeRoom(room.id, { asking: { kind: 'inquorate' } });
    else void sendAt(room.id, 'meeting', { type: 'meeting.start', inquorateReason: null });
  };
  const guide = useGuidePanel('opening');
  useKeys(
    [
      { key: 's', label: 'start the meeting', run: begin },
      { key: 'a', label: 'audience window', run: () => openAudience(room.id) },
      recordPanelKey(room),
      { key: '?', label: 'all keys', run: () => setHelp(true) },
    ],
    0,
  );
  return (
    <div className={layout['room']}>
      <RoomHead room={room} keptAt={keptAt} now={now} />
      <div className={layout['body']}>
        <main className={layout['main']}>
          <h2 className={styles['title']}>Who is here?</h2>
          <p className={styles['prompt']}>
            {minutesText(plannedMs(review.agenda))} minutes. Facts come before causes; nobody is blamed; what is said is
            kept.
          </p>
          <div className={layout['work']}>
            <Roll room={room} />
          </div>
          <div className={layout['below']}>
            {lacks.length > 0 ? (
              <p className={styles['lacks']}>! No quorum yet: {lacks.join('; ')}.</p>
            ) : (
              <p className={styles['quorate']}>✓ Quorate.</p>
            )}
            {fault !== undefined && <Refusal fault={fault} />}
            {state.asking?.kind === 'inquorate' && <EntryLine room={room} rest={state.asking} />}
            <p>
              <Button kind="primary" onClick={begin}>
                {lacks.length > 0 ? 'Start inquorate, with a reason' : 'Start the meeting'}
              </Button>
            </p>
          </div>
        </main>
        <aside className={layout['aside']}>
          {guide ?? (state.panel === 'recording' ? <RecordPanel room={room} /> : <PackageAside room={room} />)}
        </aside>
      </div>
      <footer className={styles['foot']}>
        <Key does="next person">Tab</Key>
        <Key does="here or not">Space</Key>
        <Key does="start">S</Key>
        <Key does="audience window">A</Key>
        <Key does="recording">Shift R</Key>
        <Key does="guide">F1</Key>
        <Key does="all keys">?</Key>
      </footer>
      {help && <RoomKeyHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

/** The roll: who is expected first, then the rest of the roster. A tick is a line in the journal at once. */
export function Roll({ room }: { readonly room: RoomView }) {
  const { review, workspace } = room;
  const expected = expectedMembers(review);
  const others = workspace.members.filter(
    (member) => (member.active || review.present.includes(member.id)) && !expected.includes(member.id),
  );
  const came = others.filter((member) => review.present.includes(member.id)).map((member) => member.id);
  const [more, setMore] = useState(false);
  const fault = useFault('roll');
  const rest = more ? others.map((member) => member.id) : came;
  const toggle = (member: string, here: boolean) =>
    void sendAt(room.id, 'roll', { type: here ? 'attendee.arrive' : 'attendee.leave', member: member });
  return (
    <div className={styles['roll']}>
      <ul>
        {[...expected, ...rest].map((member) => (
          <li key={member}>
            <label className={styles['person']}>
              <input
                type="checkbox"
                checked={review.present.includes(member)}
                onChange={(event) => toggle(member, event.target.checked)}
              />
              <span className={styles['code']}>{codeText(member)}</span>
              <span className={styles['seat']}>
                {findMember(workspace, member) === undefined && '! no longer in the roster '}
                {seatsOf(review, member).join(', ') || findMember(workspace, member)?.role}
              </span>
              <span className={review.present.includes(member) ? styles['here'] : styles['away']}>
                {review.present.includes(member) ? '✓ here' : 'not here'}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {fault !== undefined && <Refusal fault={fault} />}
      {others.length > came.length && (
        <Button kind="quiet" onClick={() => setMore(!more)}>
          {more ? 'Only those expected' : `Somebody else of the roster (${others.length - came.length})`}
        </Button>
      )}
    </div>
  );
}
