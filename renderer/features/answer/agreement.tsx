import type { Said } from '../../../shared/domain/packet/packet.ts';
import { Section } from '../../ui/page.tsx';
import styles from './answer.module.css';

type Props = { readonly said: readonly Said[]; readonly onSay: (said: Said) => void };

const choices = [
  { agrees: true, words: 'I agree on the facts as they stand above' },
  { agrees: false, words: 'I do not agree; a fact is missing or wrong' },
] as const;

/** The reviewer's hand on the facts. They are agreed on when more than half agree and nothing about them changed. */
export function Agreement({ said, onSay }: Props) {
  const hand = said.find((each) => each.kind === 'agree');
  return (
    <Section title="Do you agree?">
      <fieldset className={styles['hands']}>
        <legend className={styles['hidden']}>Do you agree on the facts?</legend>
        {choices.map(({ agrees, words }) => (
          <label key={words} className={styles['hand']}>
            <input
              type="radio"
              name="agree"
              checked={hand?.kind === 'agree' && hand.agrees === agrees}
              onChange={() => onSay({ kind: 'agree', agrees })}
            />
            {words}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
