import { useRef, useState, type KeyboardEvent } from 'react';
import type { MemberId } from '../../../shared/domain/ids.ts';
import { withoutConsent } from '../../../shared/domain/recording/consent.ts';
import type { Consent, ConsentAnswer } from '../../../shared/domain/recording/recording.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { findPeople, type Person } from '../../../shared/meeting/speaking-queue.ts';
import { sendAt } from '../../state/room-send.ts';
import { recorderPlace } from '../../state/recorder.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { missingText } from './record-words.ts';
import panel from './side-panel.module.css';
import styles from './record.module.css';

type Props = { readonly room: RoomView; readonly consent: Consent };

/** Everybody's own answer. Enter takes the next who is missing; a number or a few letters find somebody else. */
export function ConsentAnswers({ room, consent }: Props) {
  const { present } = room.review;
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const people = peopleOf(room);
  const answers = new Map(consent.answers.map(({ member, answer }) => [member, answer]));
  const missing = withoutConsent(room.review);
  const unasked = missing.filter((member) => !answers.has(member));
  const found = typed.trim() === '' ? people : findPeople(people, typed);
  const next = typed.trim() === '' ? unasked[0] : found[0]?.id;
  const say = async (member: string, answer: ConsentAnswer): Promise<void> => {
    await sendAt(room.id, recorderPlace, { type: 'consent.answer', member: member as MemberId, answer });
    setTyped('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') changeRoom(room.id, { panel: null });
    else if (event.key === 'Enter' && next !== undefined) void say(next, event.shiftKey ? 'objects' : 'agrees');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={styles['form']} aria-label="Who agrees">
      <p className={missing.length === 0 ? undefined : styles['warn']} role="status">
        {present.length === 0
          ? '! Nobody is in the room yet. Check people in first.'
          : missing.length === 0
            ? `✓ All ${present.length} in the room agree.`
            : `! ${missing.length} of ${present.length} ${missing.length === 1 ? 'has' : 'have'} not agreed: ${missingText(missing)}.`}
      </p>
      <label className={panel['field']}>
        {next === undefined
          ? 'Who answers? A number or a few letters'
          : `${codeText(next)}: Enter agrees, Shift Enter objects`}
        <input
          ref={input}
          className={panel['input']}
          value={typed}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          placeholder="a number or a few letters for somebody else"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      {found.length === 0 && people.length > 0 && <p className={panel['small']}>Nobody in the room is called that.</p>}
      {/* Focusable, so that a long list scrolls by key. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={styles['people']} aria-label="Answers" tabIndex={0}>
        {found.map((person) => (
          <li key={person.id} className={person.id === next ? styles['next'] : undefined}>
            <span className={styles['number']}>{people.indexOf(person) + 1}</span>
            <span>{codeText(person.id)}</span>
            <bdi className={styles['person']} title={person.display}>
              {person.display === codeText(person.id) ? '' : person.display}
            </bdi>
            <Answers person={person} answer={answers.get(person.id)} onSay={(answer) => void say(person.id, answer)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answers({
  person,
  answer,
  onSay,
}: {
  readonly person: Person;
  readonly answer: ConsentAnswer | undefined;
  readonly onSay: (answer: ConsentAnswer) => void;
}) {
  return (
    <span className={styles['answers']} role="group" aria-label={`${codeText(person.id)} answers`}>
      <button
        type="button"
        className={styles['answer']}
        aria-pressed={answer === 'agrees'}
        onClick={() => onSay('agrees')}
      >
        {answer === 'agrees' && '✓ '}agrees
      </button>
      <button
        type="button"
        className={`${styles['answer']} ${styles['objects']}`}
        aria-pressed={answer === 'objects'}
        onClick={() => onSay('objects')}
      >
        {answer === 'objects' && '× '}objects
      </button>
    </span>
  );
}

const peopleOf = ({ review, workspace }: RoomView): readonly Person[] =>
  review.present.map((id) => ({ id, display: workspace.members.find((member) => member.id === id)?.display ?? id }));
