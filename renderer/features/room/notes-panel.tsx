import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { MemberId } from '../../../shared/domain/ids.ts';
import type { Note } from '../../../shared/domain/note/note.ts';
import { meetingTimeText } from '../../../shared/meeting/clock-text.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, keepDraft, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { WordingHint, wordingHintId } from '../../canvas/wording-hint.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatClockSeconds } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './side-panel.module.css';

const noteLineId = 'note-line';

/** The scribe's lines, each stamped with the meeting's time, with an entry of their own. */
export function NotesPanel({ room }: { readonly room: RoomView }) {
  const { review } = room;
  const [changing, setChanging] = useState<string | null>(null);
  const field = changing === null ? 'note' : `note ${changing}`;
  const [text, setText] = useNoteText(room, field);
  const input = useRef<HTMLInputElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const fault = useFault('notes');
  const author = scribeOf(room);
  useOnChange(changing, () => input.current?.focus());
  useOnChange(review.notes.length, () => end.current?.scrollIntoView({ block: 'end' }));
  const change = (note: Note | undefined) => {
    if (note === undefined) return;
    keepDraft(room.id, `note ${note.id}`, note.text);
    setChanging(note.id);
  };
  const submit = async (): Promise<void> => {
    const said = text.trim();
    if (said === '') return;
    setText('');
    const sent = await sendAt(
      room.id,
      'notes',
      changing === null
        ? { type: 'note.take', id: newId(), text: said, author: (author ?? '') as MemberId }
        : { type: 'note.reword', note: changing, text: said },
    );
    if (sent) setChanging(null);
    // What was refused comes back, unless the scribe went on typing.
    else if (input.current?.value === '') keepDraft(room.id, field, said);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') void submit();
    else if (event.key === 'Escape' && changing !== null) setChanging(null);
    else if (event.key === 'Escape') changeRoom(room.id, { panel: null });
    else if (event.key === 'ArrowUp' && text === '') change(review.notes.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className={styles['panel']} aria-label="Notes">
      <header className={styles['head']}>
        <h2 className={styles['eyebrow']}>Notes · {countOf(review.notes.length, 'line')}</h2>
        <Key does="back">Alt S</Key>
      </header>
      <div className={styles['lines']}>
        {review.notes.length === 0 && (
          <p className={styles['small']}>Nothing is noted yet. These lines go into the record.</p>
        )}
        <ol aria-label="Notes">
          {review.notes.map((note) => (
            <Line key={note.id} note={note} zone={review.zone} changing={changing === note.id} onChange={change} />
          ))}
        </ol>
        <div ref={end} />
      </div>
      {fault !== undefined && <Refusal fault={fault} />}
      <label className={styles['field']}>
        {changing === null
          ? `Note, by ${author === null ? 'nobody yet' : codeText(author)}`
          : 'The line in other words'}
        <input
          id={noteLineId}
          aria-describedby={wordingHintId(noteLineId)}
          ref={input}
          className={styles['input']}
          value={text}
          dir="auto"
          autoComplete="off"
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <WordingHint field={noteLineId} text={text} review={review} onText={setText} />
      <p className={styles['small']}>
        <Key does="keep">Enter</Key> <Key does="change the last line">↑</Key> <Key does="back">Esc</Key>
      </p>
    </section>
  );
}

/** Runs at first and whenever `value` is another one. */
function useOnChange(value: unknown, run: () => void): void {
  const seen = useRef<unknown>(undefined);
  useEffect(() => {
    const current = { value };
    if (seen.current !== undefined && (seen.current as typeof current).value === value) return;
    seen.current = current;
    run();
  });
}

/** What is being typed, kept through a reload like every other draft of the room. */
function useNoteText(room: RoomView, field: string): readonly [string, (text: string) => void] {
  return [room.state.drafts[field] ?? '', (text) => keepDraft(room.id, field, text)];
}

/** The named scribe, else who sits here, else whoever writes. */
const scribeOf = ({ review, workspace, author }: RoomView): string | null => review.scribe ?? workspace.me ?? author;

type LineProps = {
  readonly note: Note;
  readonly zone: string;
  readonly changing: boolean;
  readonly onChange: (note: Note) => void;
};

const Line = memo(
  function Line({ note, zone, changing, onChange }: LineProps) {
    return (
      <li className={styles['note']}>
        <span className={styles['stamp']} title={`${formatClockSeconds(note.at, zone)} (${zone})`}>
          {meetingTimeText(note.meetingMs)}
        </span>
        <button
          type="button"
          className={`${styles['words']} ${changing ? styles['changing'] : ''}`}
          dir="auto"
          title="Change this line"
          onClick={() => onChange(note)}
        >
          {note.text}
        </button>
      </li>
    );
  },
  (a, b) => a.note.id === b.note.id && a.note.text === b.note.text && a.changing === b.changing,
);
