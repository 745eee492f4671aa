import { factsInOrder } from '../../../shared/meeting/facts.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { keepDraft, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { WordingHint } from '../../canvas/wording-hint.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { formOfFields, useKeys } from '../../ui/use-keys.ts';
import { fromVote, readDecisionDraft, toDecision, type DecisionDraft } from '../../state/decision-draft.ts';
import styles from './actions-pane.module.css';

type Change = (change: Partial<DecisionDraft>) => void;
type Part = { readonly room: RoomView; readonly draft: DecisionDraft; readonly set: Change };

/** So many facts have a number to choose them by. */
const numbered = 9;

/** One decision: question, options with the chosen one, why, the facts it rests on, and who saw it otherwise. */
export function DecisionForm({ room }: { readonly room: RoomView }) {
  const draft = readDecisionDraft(room.state.drafts['decision']);
  const fault = useFault('decision');
  const set: Change = (change) => keepDraft(room.id, 'decision', JSON.stringify({ ...draft, ...change }));
  const close = () => keepDraft(room.id, 'deciding', '');
  const hint = (field: string, text: string, onText: (text: string) => void) => (
    <WordingHint field={field} text={text} onText={onText} review={room.review} />
  );
  const submit = async (): Promise<void> => {
    if (!(await sendAt(room.id, 'decision', toDecision(draft, newId(), room.author ?? '')))) return;
    keepDraft(room.id, 'decision', '');
    close();
  };
  return (
    // Escape closes the form and keeps the text.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div {...formOfFields} className={styles['form']} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <FromVote room={room} draft={draft} set={set} />
      <div className={styles['full']}>
        <TextField
          id="decision-question"
          label="What is to be decided?"
          hint={hint('decision-question', draft.question, (question) => set({ question }))}
          autoFocus
          value={draft.question}
          onChange={(event) => set({ question: event.target.value })}
        />
      </div>
      <Options room={room} draft={draft} set={set} />
      <div className={styles['full']}>
        <TextArea
          id="decision-rationale"
          label="Why this one"
          hint={hint('decision-rationale', draft.rationale, (rationale) => set({ rationale }))}
          rows={2}
          value={draft.rationale}
          onChange={(event) => set({ rationale: event.target.value })}
        />
      </div>
      <RestsOn room={room} draft={draft} set={set} />
      <Voices room={room} draft={draft} set={set} />
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

function FromVote({ room, draft, set }: Part) {
  const votes = room.review.votes.filter((vote) => vote.counted !== null);
  if (votes.length === 0) return null;
  const take = (id: string) => {
    const vote = votes.find((each) => each.id === id);
    set(vote === undefined ? { vote: null } : fromVote(draft, vote));
  };
  return (
    <div className={styles['full']}>
      <SelectField
        label="The show of hands it follows"
        value={draft.vote ?? ''}
        onChange={(event) => take(event.target.value)}
      >
        <option value="">none</option>
        {votes.map((vote) => (
          <option key={vote.id} value={vote.id}>
            {vote.question}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Options({ room, draft, set }: Part) {
  const vote = room.review.votes.find((each) => each.id === draft.vote)?.counted;
  return (
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
            dir="auto"
            value={option}
            onChange={(event) => set({ options: draft.options.with(index, event.target.value) })}
          />
          {vote != null && index < vote.hands.length && (
            <span className={styles['why']}>
              {vote.hands[index]} of {vote.present}
            </span>
          )}
        </div>
      ))}
      <Button kind="quiet" onClick={() => set({ options: [...draft.options, ''] })}>
        One more option
      </Button>
    </fieldset>
  );
}

/** The facts are at hand by number: Alt with it chooses one, and again lets go of it. */
function RestsOn({ room, draft, set }: Part) {
  const facts = factsInOrder(room.review.claims);
  const toggle = (id: string) =>
    set({ facts: draft.facts.includes(id) ? draft.facts.filter((each) => each !== id) : [...draft.facts, id] });
  useKeys(
    facts.slice(0, numbered).map((fact, index) => ({
      key: String(index + 1),
      alt: true,
      label: `decision rests on fact ${index + 1}`,
      run: () => toggle(fact.id),
    })),
    2,
  );
  if (facts.length === 0) return null;
  return (
    <fieldset className={styles['options']}>
      <legend>
        The facts it rests on <Key>Alt 1–{Math.min(numbered, facts.length)}</Key>
      </legend>
      <div className={styles['facts']}>
        {facts.map((fact, index) => (
          <label key={fact.id} className={styles['fact']}>
            <input type="checkbox" checked={draft.facts.includes(fact.id)} onChange={() => toggle(fact.id)} />
            <span>
              {index + 1} <bdi>{fact.text}</bdi>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Voices({ draft, set }: Part) {
  const change = (index: number, part: Partial<DecisionDraft['dissent'][number]>) =>
    set({ dissent: draft.dissent.map((voice, place) => (place === index ? { ...voice, ...part } : voice)) });
  return (
    <fieldset className={styles['options']}>
      <legend>Who saw it otherwise</legend>
      {draft.dissent.map((voice, index) => (
        // Voices have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles['voice']}>
          <input
            className={styles['input']}
            aria-label={`Dissent ${index + 1}: role or code`}
            placeholder="role or code"
            dir="auto"
            maxLength={80}
            value={voice.by}
            onChange={(event) => change(index, { by: event.target.value })}
          />
          <input
            className={styles['input']}
            aria-label={`Dissent ${index + 1}: in their words`}
            placeholder="in their words"
            dir="auto"
            value={voice.words}
            onChange={(event) => change(index, { words: event.target.value })}
          />
        </div>
      ))}
      <Button kind="quiet" onClick={() => set({ dissent: [...draft.dissent, { by: '', words: '' }] })}>
        {draft.dissent.length === 0 ? 'Somebody dissents' : 'One more voice'}
      </Button>
    </fieldset>
  );
}
