import { useState } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import { categories, type Cause } from '../../../shared/domain/cause/cause.ts';
import type { Asking, Said } from '../../../shared/domain/packet/packet.ts';
import { parseSaidTime } from '../../../shared/meeting/said-time.ts';
import { WordingHint } from '../../canvas/wording-hint.tsx';
import { newId } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { formatDayText } from '../../ui/format-time.ts';
import styles from './answer.module.css';

type New = 'fact' | 'idea' | 'action' | 'comment';

const offered: { readonly [P in Asking['phase']]: readonly New[] } = {
  facts: ['fact', 'idea', 'comment'],
  causes: ['idea', 'comment'],
  actions: ['action', 'comment'],
};

const kindLabels: { readonly [K in New]: string } = {
  fact: 'a fact',
  idea: 'a cause or an idea',
  action: 'an action',
  comment: 'a comment',
};

const prompts: { readonly [K in New]: string } = {
  fact: 'What happened',
  idea: 'What made it possible',
  action: 'What could be done, beginning with a verb',
  comment: 'Your comment; everybody reads it, it decides nothing',
};

const fieldId = 'answer-new';

type Props = { readonly asking: Asking; readonly onSay: (said: Said) => void };

/** One line for what is new: a fact with its time, a cause, an action, a comment. Enter adds it. */
export function Composer({ asking, onSay }: Props) {
  const may = offered[asking.phase];
  const [kind, setKind] = useState<New>(may[0] ?? 'comment');
  const [category, setCategory] = useState<Cause['category']>('process');
  const [text, setText] = useState('');
  const isReady = text.trim() !== '';
  const hint =
    kind === 'fact'
      ? `14:05 before it says when on ${formatDayText(asking.day)}, ${asking.zone}; another day as ${asking.day} 14:05`
      : kind === 'idea' && asking.phase === 'facts'
        ? 'Nobody reads it until Causes.'
        : undefined;
  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        onSay(toSaid(kind, text.trim(), category, asking));
        setText('');
      }}
    >
      <SelectField
        label="It is"
        value={kind}
        onChange={(event) => setKind(may.find((each) => each === event.target.value) ?? kind)}
      >
        {may.map((each) => (
          <option key={each} value={each}>
            {kindLabels[each]}
          </option>
        ))}
      </SelectField>
      {kind === 'idea' && (
        <SelectField
          label="About"
          value={category}
          onChange={(event) => setCategory(categories.find((each) => each === event.target.value) ?? category)}
        >
          {categories.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
      )}
      <TextField
        id={fieldId}
        label={prompts[kind]}
        hint={hint}
        value={text}
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={!isReady}>
        Add it
      </Button>
      {(kind === 'fact' || kind === 'idea') && (
        <div className={styles['hint']}>
          <WordingHint
            field={fieldId}
            text={text}
            review={{ governance: { wording: asking.wording } }}
            onText={setText}
          />
        </div>
      )}
    </form>
  );
}

function toSaid(kind: New, text: string, category: Cause['category'], { day, zone }: Asking): Said {
  const id = newId();
  switch (kind) {
    case 'fact':
      return { kind, id, ...parseSaidTime(text, day, zone) };
    case 'idea':
      return { kind, id, text, category };
    case 'action':
      return { kind, id, text };
    case 'comment':
      return { kind, id, on: null, text };
    default:
      return assertNever(kind);
  }
}
