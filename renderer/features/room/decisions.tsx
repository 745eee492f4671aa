import type { MemberId } from '../../../shared/domain/ids.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { keepDraft, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './actions-pane.module.css';

type Draft = {
  readonly question: string;
  readonly options: readonly string[];
  readonly choice: number | null;
  readonly rationale: string;
  readonly dissent: string;
};
const blank: Draft = { question: '', options: ['', ''], choice: null, rationale: '', dissent: '' };

const readDraft = (kept: string | undefined): Draft => {
  try {
    return { ...blank, ...(JSON.parse(kept ?? '{}') as Partial<Draft>) };
  } catch {
    return blank;
  }
};

/** What was decided, and the form for the next decision: at least two options, a choice, and why (M1.5). */
export function Decisions({ room }: { readonly room: RoomView }) {
  const { decisions } = room.review;
  const open = room.state.drafts['deciding'] === 'open';
  return (
    <section className={styles['decisions']} aria-label="Decisions">
      <div className={styles['head']}>
        <h3 className={styles['eyebrow']}>Decisions</h3>
        {!open && (
          <Button kind="quiet" onClick={() => keepDraft(room.id, 'deciding', 'open')}>
            Decide something <Key>D</Key>
          </Button>
        )}
      </div>
      {decisions.map((decision) => (
        <div key={decision.id} className={styles['decision']}>
          <p className={styles['question']}>{decision.question}</p>
          <ul>
            {decision.options.map((option, index) => (
              <li key={option} className={index === decision.choice ? styles['chosen'] : styles['other']}>
                {index === decision.choice ? '✓ ' : '– '}
                {option}
              </li>
            ))}
          </ul>
          <p className={styles['why']}>
            because {decision.rationale}
            {decision.dissent.map(({ by, words }) => ` · dissent${by === null ? '' : ` by ${by}`}: ${words}`)} ·{' '}
            {codeText(decision.decider)}
          </p>
        </div>
      ))}
      {open && <DecisionForm room={room} />}
    </section>
  );
}

function DecisionForm({ room }: { readonly room: RoomView }) {
  const draft = readDraft(room.state.drafts['decision']);
  const fault = useFault('decision');
  const set = (change: Partial<Draft>) => keepDraft(room.id, 'decision', JSON.stringify({ ...draft, ...change }));
  const close = () => keepDraft(room.id, 'deciding', '');
  const submit = async (): Promise<void> => {
    const { question, options, choice, rationale, dissent } = draft;
    const decider = (room.author ?? '') as MemberId;
    const sent = await sendAt(room.id, 'decision', {
      type: 'decision.make',
      id: newId(),
      question,
      options: [...options],
      choice,
      rationale,
      evidence: [],
      dissent: dissent.trim() === '' ? [] : [{ by: 'one of the room', words: dissent }],
      decider,
      vote: null,
    });
    if (!sent) return;
    keepDraft(room.id, 'decision', '');
    close();
  };
  return (
    // Escape closes the form and keeps the text.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles['form']} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <div className={styles['full']}>
        <TextField
          label="What is to be decided?"
          autoFocus
          value={draft.question}
          onChange={(event) => set({ question: event.target.value })}
        />
      </div>
      <fieldset className={styles['options']}>
        <legend>Options, and the one chosen</legend>
        {draft.options.map((option, index) => (
          // Options have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles['option']}>
            <input
              type="radio"
              name="choice"
              aria-label={`Choose option ${index + 1}`}
              checked={draft.choice === index}
              onChange={() => set({ choice: index })}
            />
            <input
              className={styles['input']}
              aria-label={`Option ${index + 1}`}
              value={option}
              onChange={(event) => set({ options: draft.options.with(index, event.target.value) })}
            />
          </div>
        ))}
        <Button kind="quiet" onClick={() => set({ options: [...draft.options, ''] })}>
          One more option
        </Button>
      </fieldset>
      <div className={styles['full']}>
        <TextArea
          label="Why this one"
          rows={2}
          value={draft.rationale}
          onChange={(event) => set({ rationale: event.target.value })}
        />
      </div>
      <div className={styles['full']}>
        <TextField
          label="Who saw it otherwise, and why (by code; may stay empty)"
          value={draft.dissent}
          onChange={(event) => set({ dissent: event.target.value })}
        />
      </div>
      <div className={styles['full']}>
        {fault !== undefined && <Refusal fault={fault} />}
        <div className={styles['buttons']}>
          <Button kind="primary" onClick={() => void submit()}>
            Record the decision
          </Button>
          <Button kind="quiet" onClick={close}>
            Later
          </Button>
        </div>
      </div>
    </div>
  );
}
