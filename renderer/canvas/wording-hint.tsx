import { useState, type KeyboardEvent } from 'react';
import { withRewrites, wordingRules, type WordingFinding } from '../../shared/domain/wording/finding.ts';
import { useWordingFindings, type WordedBy } from '../state/wording-check.ts';
import { Key } from '../ui/key.tsx';
import { useKeys } from '../ui/use-keys.ts';
import styles from './wording-hint.module.css';

type Props = {
  /** The field that the text is typed in; its keys are Alt W and Alt Y while something is found. */
  readonly field: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** By its policy the text is checked. */
  readonly review?: WordedBy;
  /** Where blame is refused: sends the text as it is, with the reason. Without it the hint only warns. */
  readonly onKeep?: (reason: string) => void;
};

/** So much of a long text is shown round the words that were found. */
const around = 48;

/** Id of what describes a field whose words are checked. */
export const wordingHintId = (field: string): string => `${field}-wording`;

/**
 * Below a text field: words that lay blame or name somebody, the rule, and what could stand there, which Alt W puts into
 * the field. Nothing is drawn while nothing is found.
 */
export function WordingHint({ field, text, onText, review, onKeep }: Props) {
  const findings = useWordingFindings(text, review);
  const [asked, setAsked] = useState('');
  const proposed = withRewrites(text, findings);
  const found = findings.length > 0;
  const asksWhy = asked !== '' && asked === text && onKeep !== undefined;
  const reword = () => {
    onText(proposed);
    document.getElementById(field)?.focus();
  };
  const keys = [
    { key: 'w', alt: true, label: 'put the proposed wording in', within: `#${field}`, run: reword },
    { key: 'y', alt: true, label: 'keep it as written, and say why', within: `#${field}`, run: () => setAsked(text) },
  ];
  useKeys(found ? keys.slice(proposed === text ? 1 : 0, onKeep === undefined ? 1 : 2) : [], 2);
  return (
    <span className={found ? styles['hint'] : styles['idle']} id={wordingHintId(field)}>
      <span className={styles['said']} role="status">
        {findings.slice(0, 3).map((finding) => (
          <Found key={finding.start} text={text} finding={finding} />
        ))}
        {findings.length > 3 && <span className={styles['quiet']}>and {findings.length - 3} more</span>}
        {found && proposed !== text && (
          <span className={styles['proposed']} dir="auto">
            <span className={styles['quiet']}>Rather: </span>
            {proposed}
          </span>
        )}
      </span>
      {found && !asksWhy && (
        <span className={styles['ways']}>
          {proposed !== text && (
            <button type="button" className={styles['way']} onClick={reword}>
              <Key does="write this">Alt W</Key>
            </button>
          )}
          {onKeep !== undefined && (
            <button type="button" className={styles['way']} onClick={() => setAsked(text)}>
              <Key does="keep it as written, and say why">Alt Y</Key>
            </button>
          )}
        </span>
      )}
      {found && asksWhy && <Why field={field} onKeep={onKeep} onBack={() => setAsked('')} />}
    </span>
  );
}

function Found({ text, finding }: { readonly text: string; readonly finding: WordingFinding }) {
  const { start, end, rule } = finding;
  const before = text.slice(Math.max(0, start - around), start);
  const after = text.slice(end, end + around);
  return (
    <span className={styles['found']} dir="auto">
      <span className={styles['rule']}>! {rule}</span>
      <span className={styles['quiet']}>
        {start > around && '…'}
        {before}
        <span className={styles['words']}>{finding.text}</span>
        {after}
        {end + around < text.length && '…'}
      </span>{' '}
      <span className={styles['what']}>{wordingRules[rule]}</span>
    </span>
  );
}

type WhyProps = {
  readonly field: string;
  readonly onKeep: (reason: string) => void;
  readonly onBack: () => void;
};

/** Why the words are kept as they are: Enter sends both, Escape goes back to the field. */
function Why({ field, onKeep, onBack }: WhyProps) {
  const [reason, setReason] = useState('');
  const back = () => {
    onBack();
    document.getElementById(field)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && reason.trim() !== '') onKeep(reason.trim());
    else if (event.key === 'Escape') back();
    else if (event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <label className={styles['why']}>
      <span className={styles['quiet']}>Why is it kept as written? The record says so.</span>
      <input
        className={styles['reason']}
        value={reason}
        dir="auto"
        autoComplete="off"
        maxLength={2000}
        // The field was asked for by its key or its button.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Key does="keep it">Enter</Key> <Key does="back">Esc</Key>
    </label>
  );
}
