import { useState } from 'react';
import { KeyWords } from '../../canvas/key-words.tsx';
import { Button } from '../../ui/button.tsx';
import { DialogFoot } from '../../ui/dialog.tsx';
import { askWhatWasHeard, isHeard, ordinalOf } from './heard-words.ts';
import styles from './keys.module.css';

type Props = {
  readonly name: string;
  readonly words: readonly string[];
  readonly fingerprint: string;
  readonly onHeard: () => void;
};

const draw = (below: number): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below;

/** The eight words, read aloud by one person and checked by another who does not look. */
export function HearWords({ name, words, fingerprint, onHeard }: Props) {
  const [isRead, setIsRead] = useState(false);
  const [questions, setQuestions] = useState(() => askWhatWasHeard(words, draw));
  const [answers, setAnswers] = useState<readonly (string | null)[]>([null, null]);
  const [isWrong, setIsWrong] = useState(false);
  if (!isRead)
    return (
      <>
        <p>
          {name} reads these aloud. Somebody else writes them down: whoever keeps the roster, or an auditor on the
          telephone.
        </p>
        <KeyWords fingerprint={fingerprint} words={words} size="large" />
        <DialogFoot>
          <Button kind="primary" onClick={() => setIsRead(true)}>
            They were read aloud
          </Button>
        </DialogFoot>
      </>
    );
  const check = () => {
    if (isHeard(words, questions, answers)) onHeard();
    else setIsWrong(true);
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <p>Whoever listened answers now:</p>
      {questions.map(({ place, choices }, index) => (
        <fieldset key={place} className={styles['choices']}>
          <legend>What was the {ordinalOf(place)} word?</legend>
          {choices.map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name={`word-${place}`}
                checked={answers[index] === choice}
                onChange={() => setAnswers(answers.map((each, at) => (at === index ? choice : each)))}
              />{' '}
              {choice}
            </label>
          ))}
        </fieldset>
      ))}
      {isWrong && (
        <p role="alert" className={styles['wrong']}>
          That is not what stood there. Read the words aloud once more.
        </p>
      )}
      <DialogFoot>
        <Button
          onClick={() => {
            // Other questions, so that nobody comes through by trying.
            setQuestions(askWhatWasHeard(words, draw));
            setAnswers([null, null]);
            setIsRead(false);
            setIsWrong(false);
          }}
        >
          Read them again
        </Button>
        <Button kind="primary" type="submit" disabled={isWrong || answers.includes(null)}>
          That is what was heard
        </Button>
      </DialogFoot>
    </form>
  );
}
