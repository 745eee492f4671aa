import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { codeText } from '../../../shared/meeting/people.ts';
import {
  askToSpeak,
  findPeople,
  inTurn,
  nextSpeaker,
  withdraw,
  type Person,
} from '../../../shared/meeting/speaking-queue.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { changeQueue, readQueue, useQueue } from '../../state/speaking-store.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import styles from './side-panel.module.css';

/** Gives the word to the next one, who then is the author of what is written. */
export function giveTheWord(room: RoomView): void {
  changeQueue(room.id, nextSpeaker);
  const { speaking } = readQueue(room.id);
  if (speaking !== null) changeRoom(room.id, { author: speaking });
}

/** The speaking queue: a number or a few letters add somebody; who spoke least often comes first. */
export function SpeakingPanel({ room }: { readonly room: RoomView }) {
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const queue = useQueue(room.id);
  const people = peopleOf(room);
  const found = findPeople(people, typed);
  const waiting = inTurn(queue);
  useEffect(() => input.current?.focus(), []);
  const add = (member: string) => {
    changeQueue(room.id, (each) => askToSpeak(each, member));
    setTyped('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const [first] = found;
    if (event.key === 'Escape') changeRoom(room.id, { panel: null });
    else if (event.key === 'Enter' && typed.trim() === '') giveTheWord(room);
    else if (event.key === 'Enter' && first !== undefined) add(first.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={styles['panel']} aria-label="Speaking queue">
      <header className={styles['head']}>
        <h2 className={styles['eyebrow']}>Speaking queue</h2>
        <Key does="next speaker">Y</Key>
      </header>
      <p className={styles['now']} aria-live="polite">
        {queue.speaking === null ? 'Nobody has the word.' : `${codeText(queue.speaking)} has the word.`}
      </p>
      <ol className={styles['waiting']} aria-label="Waiting">
        {waiting.map((member, index) => (
          <li key={member}>
            <span>
              {codeText(member)}
              {index === 0 && <span className={styles['small']}> next</span>}
            </span>
            <Button kind="quiet" onClick={() => changeQueue(room.id, (each) => withdraw(each, member))}>
              not any more
            </Button>
          </li>
        ))}
      </ol>
      <label className={styles['field']}>
        Who asks for the word? A number or a few letters, Enter
        <input
          ref={input}
          className={styles['input']}
          value={typed}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      {found.length === 0 && <p className={styles['small']}>Nobody in the room is called that.</p>}
      <ul className={styles['people']} aria-label="In the room">
        {found.map((person, index) => (
          <li key={person.id}>
            <button
              type="button"
              className={typed.trim() !== '' && index === 0 ? styles['first'] : styles['person']}
              disabled={queue.waiting.includes(person.id)}
              onClick={() => add(person.id)}
            >
              <span className={styles['number']}>{people.indexOf(person) + 1}</span>
              <span>{codeText(person.id)}</span>
              <bdi className={styles['name']}>{person.display === codeText(person.id) ? '' : person.display}</bdi>
            </button>
          </li>
        ))}
      </ul>
      <p className={styles['small']}>
        Who had the word least often comes first. Kept on this machine until the review closes; no record says how often
        anybody spoke.
      </p>
    </section>
  );
}

const peopleOf = ({ review, workspace }: RoomView): readonly Person[] =>
  review.present.map((id) => ({ id, display: workspace.members.find((member) => member.id === id)?.display ?? id }));
