import type { Asking, Said } from '../../../shared/domain/packet/packet.ts';
import { wordedIn } from '../../../shared/domain/packet/said-fault.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { WordingHint, wordingHintId } from '../../canvas/wording-hint.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { placeOf, withText } from '../../../shared/domain/packet/draft.ts';
import styles from './answer.module.css';

type Props = {
  readonly asking: Asking;
  readonly said: readonly Said[];
  readonly onSay: (said: Said) => void;
  readonly onDrop: (said: Said) => void;
};

/** What will be signed, numbered as a refusal names it. Words can still be changed; blame is found here. */
export function SaidList({ asking, said, onSay, onDrop }: Props) {
  if (said.length === 0) return <Empty title="Nothing yet. Agree, reword, comment or say something new." />;
  return (
    <ol>
      {said.map((each, index) => (
        <li key={placeOf(each)} className={styles['said']}>
          <span className={styles['number']}>{index + 1}</span>
          <div>
            <p className={styles['small']}>{whatItIs(each, asking)}</p>
            {each.kind === 'agree' ? (
              <p>{each.agrees ? 'I agree on the facts as they stand.' : 'I do not agree on the facts.'}</p>
            ) : (
              <Statement said={each} number={index + 1} asking={asking} onSay={onSay} />
            )}
          </div>
          <Button kind="quiet" onClick={() => onDrop(each)} aria-label={`Take it out: statement ${index + 1}`}>
            Take it out
          </Button>
        </li>
      ))}
    </ol>
  );
}

type StatementProps = {
  readonly said: Exclude<Said, { kind: 'agree' }>;
  readonly number: number;
  readonly asking: Asking;
  readonly onSay: (said: Said) => void;
};

function Statement({ said, number, asking, onSay }: StatementProps) {
  const field = `said-${placeOf(said).replace(' ', '-')}`;
  return (
    <>
      <input
        id={field}
        className={styles['statement']}
        aria-label={`Statement ${number}`}
        aria-describedby={wordingHintId(field)}
        dir="auto"
        autoComplete="off"
        maxLength={2000}
        value={said.text}
        onChange={(event) => onSay(withText(said, event.target.value))}
      />
      <WordingHint
        field={field}
        text={wordedIn(said, asking.phase) ?? ''}
        review={{ governance: { wording: asking.wording } }}
        onText={(text) => onSay(withText(said, text))}
      />
    </>
  );
}

/** `fact, 14:05 on 12 Mar 2026`, `other words for “…”`. */
function whatItIs(said: Said, { facts, causes, actions, zone }: Asking): string {
  const textOf = (id: string | null) => [...facts, ...causes, ...actions].find((each) => each.id === id)?.text;
  switch (said.kind) {
    case 'fact':
      return said.happenedAt === null
        ? 'fact, no time'
        : `fact, ${timeInZone(said.happenedAt, zone)} on ${formatDay(said.happenedAt, zone)}`;
    case 'idea':
      return `cause or idea, ${said.category}`;
    case 'action':
      return 'action';
    case 'reword':
      return `other words for “${textOf(said.of) ?? said.of}”`;
    case 'agree':
      return 'agreement';
    case 'comment':
      return said.on === null ? 'comment' : `comment on “${textOf(said.on) ?? said.on}”`;
  }
}
