import { useState } from 'react';
import type { Asking, Said } from '../../../shared/domain/packet/packet.ts';
import { newId } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatShortDay, toDayText } from '../../ui/format-time.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './answer.module.css';

type Props = { readonly asking: Asking; readonly said: readonly Said[]; readonly onSay: (said: Said) => void };
type Item = { readonly id: string; readonly text: string };

/** What stands in the review: facts with what carries them, causes, actions. Those of the phase can be reworded. */
export function Asked({ asking, said, onSay }: Props) {
  const { phase, facts, causes, actions, zone, day } = asking;
  const row = { said, onSay };
  return (
    <>
      <Section title="Facts" note={`times of ${zone}`}>
        {facts.length === 0 && <Empty title="No fact yet. Say below what happened." />}
        <ol>
          {facts.map((fact) => (
            <AskedItem key={fact.id} item={fact} mayReword={phase === 'facts'} {...row}>
              <span className={styles['clock']}>
                {fact.happenedAt === null
                  ? 'no time'
                  : `${toDayText(fact.happenedAt, zone) === day ? '' : `${formatShortDay(fact.happenedAt, zone)} `}${timeInZone(fact.happenedAt, zone)}`}
              </span>
              <span>
                <bdi>{fact.text}</bdi>
                <span className={styles['evidence']}>
                  {fact.evidence.length === 0 ? (
                    <Mark tone="warn">no evidence</Mark>
                  ) : (
                    <bdi>{fact.evidence.join(' · ')}</bdi>
                  )}
                </span>
              </span>
            </AskedItem>
          ))}
        </ol>
      </Section>
      {(phase !== 'facts' || causes.length > 0) && (
        <Section title="Causes">
          {causes.length === 0 && <Empty title="No cause yet. Say below what made it possible." />}
          <ol>
            {causes.map((cause) => (
              <AskedItem key={cause.id} item={cause} mayReword={phase === 'causes'} {...row}>
                <span className={styles['clock']}>{cause.state}</span>
                <bdi>{cause.text}</bdi>
              </AskedItem>
            ))}
          </ol>
        </Section>
      )}
      {(phase === 'actions' || actions.length > 0) && (
        <Section title="Actions">
          {actions.length === 0 && <Empty title="No action yet. Say below what could be done." />}
          <ol>
            {actions.map((action) => (
              <AskedItem key={action.id} item={action} mayReword={phase === 'actions'} {...row}>
                <span />
                <bdi>{action.text}</bdi>
              </AskedItem>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}

type ItemProps = Omit<Props, 'asking'> & {
  readonly item: Item;
  readonly mayReword: boolean;
  readonly children: React.ReactNode;
};

type Writing = 'reword' | 'comment';

/** One thing of the review, with the ways to say something of it. */
function AskedItem({ item, mayReword, said, onSay, children }: ItemProps) {
  const [writing, setWriting] = useState<Writing | null>(null);
  const reworded = said.find((each) => each.kind === 'reword' && each.of === item.id);
  const reword = reworded === undefined ? 'Reword' : 'Reword again';
  const comments = said.filter((each) => each.kind === 'comment' && each.on === item.id).length;
  const say = (text: string) => {
    onSay(
      writing === 'reword'
        ? { kind: 'reword', of: item.id, text }
        : { kind: 'comment', id: newId(), on: item.id, text },
    );
    setWriting(null);
  };
  return (
    <li className={styles['asked']}>
      <div className={styles['item']}>{children}</div>
      <p className={styles['ways']}>
        {mayReword && (
          <Button kind="quiet" onClick={() => setWriting('reword')} aria-label={`${reword}: ${item.text}`}>
            {reword}
          </Button>
        )}
        <Button kind="quiet" onClick={() => setWriting('comment')} aria-label={`Comment: ${item.text}`}>
          Comment
        </Button>
        {reworded !== undefined && <span className={styles['small']}>reworded below</span>}
        {comments > 0 && <span className={styles['small']}>commented below</span>}
      </p>
      {writing !== null && (
        <Words
          key={writing}
          label={writing === 'reword' ? 'In other words' : 'Your comment; everybody reads it, it decides nothing'}
          initial={writing === 'reword' ? item.text : ''}
          onSay={say}
          onLeave={() => setWriting(null)}
        />
      )}
    </li>
  );
}

type WordsProps = {
  readonly label: string;
  readonly initial: string;
  readonly onSay: (text: string) => void;
  readonly onLeave: () => void;
};

/** One line of words: Enter says them, Escape leaves them. */
function Words({ label, initial, onSay, onLeave }: WordsProps) {
  const [text, setText] = useState(initial);
  const isReady = text.trim() !== '' && text.trim() !== initial;
  return (
    <form
      className={styles['words']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onSay(text.trim());
      }}
    >
      <TextField
        label={label}
        value={text}
        maxLength={2000}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the press just made
        autoFocus
        onKeyDown={(event) => event.key === 'Escape' && onLeave()}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={!isReady}>
        Say it
      </Button>
      <Button kind="quiet" onClick={onLeave}>
        Leave it
      </Button>
    </form>
  );
}
