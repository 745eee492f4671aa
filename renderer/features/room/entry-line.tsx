import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, draftKey, keepDraft, readRoom, setFault, useFault, type Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { WordingHint, wordingHintId } from '../../canvas/wording-hint.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { CausePlace, placeBelow, placeOnNextBone, placeOut } from './cause-place.tsx';
import { questionFor } from './entry-questions.ts';
import { keptAsWritten, refusesBlame } from '../../state/kept-as-written.ts';
import { FacilitatorWarning, isFacilitatorsClaim } from './facilitator-warning.tsx';
import type { CausesParts } from './room-console.tsx';
import { SuggestedEvidence, useSuggested } from './suggested-evidence.tsx';
import { useCauseEntry, type Going } from './use-cause-entry.ts';
import styles from './entry-line.module.css';

type Props = {
  readonly room: RoomView;
  /** What the line asks for when nothing else was asked. */
  readonly rest: Asking;
  /** What tells of earlier findings while a cause is typed. */
  readonly SeenBefore?: CausesParts['SeenBefore'];
};

export const entryLineId = 'entry-line';
export const focusEntryLine = (): void => document.getElementById(entryLineId)?.focus();

/** Back to the chosen row where a tree stands beside the line, so that its own keys hold at once. */
function leaveLine(line: HTMLInputElement | null): void {
  const row = document.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]');
  if (row === null) line?.blur();
  else row.focus();
}

/** The one line to write on, always there. What is typed is kept through Escape, a reload and a crash. */
export function EntryLine({ room, rest, SeenBefore }: Props) {
  const asking = room.state.asking ?? rest;
  const question = questionFor(room, asking);
  const field = draftKey(asking);
  const text = room.state.drafts[field] ?? question.initial;
  const input = useRef<HTMLInputElement>(null);
  const sending = useRef<string | null>(null);
  const [warned, setWarned] = useState<string | null>(null);
  const fault = useFault('entry');
  const suggestions = useSuggested(room, asking, text);
  const [chosen, setChosen] = useState(0);
  const suggested = suggestions[Math.min(chosen, suggestions.length - 1)];
  const asked = room.state.asking !== null;

  useEffect(() => {
    if (room.state.asking !== null) input.current?.focus();
  }, [room.state.asking]);

  const finish = () => {
    changeRoom(room.id, { asking: null });
    if (!question.again) input.current?.blur();
  };
  const isWarned = (said: string, command: ReviewCommand): boolean => {
    if (!isFacilitatorsClaim(room, command) || warned === said) return false;
    setWarned(said);
    return true;
  };
  const addCause = useCauseEntry(room);
  const sayCause = (going: Going, hasEvidence = false, kept?: string): void => {
    const said = text.trim();
    if (asking.kind !== 'cause') return;
    if (said === '') return setFault('entry', { code: 'empty', message: 'Write something first.' });
    const command = question.toCommand(said);
    if (typeof command === 'string' || isWarned(said, command)) return;
    setWarned(null);
    addCause({ text: said, asking, going, locator: hasEvidence ? (suggested?.locator ?? null) : null, kept });
  };
  const submit = async (as: Asking = asking, kept?: string): Promise<void> => {
    const said = text.trim();
    if (as.kind === 'cause') return sayCause('beside', false, kept);
    if (sending.current === said) return;
    if (said === '') return setFault('entry', { code: 'empty', message: 'Write something first.' });
    const command = questionFor(room, onWhatItReads(as)).toCommand(said);
    if (typeof command === 'string') return setFault('entry', { code: 'input', message: command });
    if (isWarned(said, command)) return;
    setWarned(null);
    sending.current = said;
    const sent = await sendAt(room.id, 'entry', kept === undefined ? command : keptAsWritten(command, kept));
    sending.current = null;
    if (!sent) return;
    // Whoever types fast is at the next one already.
    const typed = readRoom(room.id).drafts[field] ?? question.initial;
    if (typed.trim() === said) keepDraft(room.id, field, '');
    if (command.type === 'vote.open') return changeRoom(room.id, { asking: { kind: 'vote-hands', vote: command.id } });
    if (command.type === 'claim.add') changeRoom(room.id, { claim: command.id });
    if (!question.again) finish();
  };
  /** Once another window's words were shown beside what is typed, these are what is reworded. */
  const onWhatItReads = (as: Asking): Asking => {
    if (as.kind !== 'reword-cause' || fault?.rule !== 'M4.6') return as;
    return { ...as, was: room.review.causes.find((each) => each.id === as.cause)?.text ?? as.was };
  };
  const goOn = (as: Asking & { kind: 'cause' }, isOut: boolean): boolean => {
    if (text.trim() !== '') {
      sayCause(isOut ? 'out' : 'in');
      return true;
    }
    const next = isOut ? placeOut(room.review, as) : as.after !== null && placeBelow(room.review, as, as.after);
    // With nowhere to go Tab leaves the line, as it leaves any field.
    if (next === undefined || next === false) return false;
    changeRoom(room.id, { asking: next });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.altKey) {
      if (asking.kind === 'cause' && (event.ctrlKey || event.metaKey)) sayCause('beside', true);
      else void submit();
    } else if (event.key === 'Escape') {
      setFault('entry', null);
      setWarned(null);
      changeRoom(room.id, { asking: null });
      leaveLine(input.current);
    } else if (event.key === 'Tab' && asking.kind === 'cause') {
      if (!goOn(asking, event.shiftKey)) return;
    } else if (event.altKey && event.code === 'KeyC' && asking.kind === 'cause')
      changeRoom(room.id, { asking: placeOnNextBone(room.review, asking) });
    else if (event.altKey && /^Arrow(?:Up|Down)$/.test(event.key) && suggestions.length > 1)
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length);
    else if (event.altKey && event.code === 'KeyH' && asking.kind === 'fact' && text.trim() !== '')
      void submit({ kind: 'idea' });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles['entry']}>
      {fault !== undefined && <Refusal fault={fault} />}
      {warned !== null && warned === text.trim() && room.author === room.review.facilitator && <FacilitatorWarning />}
      <div className={styles['line']}>
        <span className={asked ? styles['asked'] : styles['caret']} aria-hidden="true">
          {asked ? question.label : ''}
        </span>
        <input
          id={entryLineId}
          ref={input}
          className={styles['input']}
          aria-label={question.label}
          aria-describedby={wordingHintId(entryLineId)}
          placeholder={question.hint}
          value={text}
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          inputMode={asking.kind.endsWith('hands') ? 'numeric' : 'text'}
          maxLength={2000}
          onChange={(event) => keepDraft(room.id, field, event.target.value)}
          onKeyDown={onKeyDown}
        />
        {asking.kind === 'cause' && <CausePlace review={room.review} asking={asking} />}
        <Author room={room} />
      </div>
      {asking.kind === 'cause' && <SuggestedEvidence room={room} piece={suggested} of={suggestions.length} />}
      {asking.kind === 'cause' && SeenBefore !== undefined && (
        <div className={styles['seen']}>
          <SeenBefore room={room} text={text} />
        </div>
      )}
      <WordingHint
        field={entryLineId}
        text={/hands|retime/.test(asking.kind) ? '' : text}
        review={room.review}
        onText={(worded) => keepDraft(room.id, field, worded)}
        {...(refusesBlame(asking) && { onKeep: (reason: string) => void submit(asking, reason) })}
      />
    </div>
  );
}

/** Who speaks, by code. U goes to the next person in the room. */
function Author({ room }: { readonly room: RoomView }) {
  const { review, author } = room;
  const isFacilitator = author !== null && author === review.facilitator;
  return (
    <label className={isFacilitator ? styles['warned'] : styles['author']}>
      {isFacilitator ? '! facilitator says' : 'says'}{' '}
      <select
        value={author ?? ''}
        aria-label="Who speaks"
        onChange={(event) => changeRoom(room.id, { author: event.target.value })}
      >
        {author === null && <option value="">nobody yet</option>}
        {[...new Set([...review.present, ...(author === null ? [] : [author])])].map((member) => (
          <option key={member} value={member}>
            {codeText(member)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The next person of the room as author. */
export function nextAuthor(room: RoomView): void {
  const { present } = room.review;
  const index = room.author === null ? -1 : present.indexOf(room.author);
  changeRoom(room.id, { author: present[(index + 1) % Math.max(1, present.length)] ?? null });
}
