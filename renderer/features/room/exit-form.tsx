import { firstAnswerDay, rungsOf } from '../../../shared/domain/escalation/decide-escalation.ts';
import { escalationTargets, type EscalationTarget } from '../../../shared/domain/policy/policy.ts';
import type { Exit } from '../../../shared/domain/review/review.ts';
import { readDraft } from '../../state/read-draft.ts';
import { sendAt } from '../../state/room-send.ts';
import { keepDraft, setFault, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { WordingHint } from '../../canvas/wording-hint.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { formOfFields } from '../../ui/use-keys.ts';
import styles from './sign-pane.module.css';

const blank = { kind: '', action: '', day: '', to: 'problem', reason: '' };
type Draft = typeof blank;

const targetOf = (draft: Draft): EscalationTarget => escalationTargets.find((each) => each === draft.to) ?? 'problem';

/** The exit as far as it is filled in; a string says what is missing. */
function exitOf(draft: Draft): Exit | string {
  const to = targetOf(draft);
  switch (draft.kind) {
    case 'action':
      return draft.action === '' ? 'Choose the action it becomes.' : { kind: 'action', action: draft.action };
    case 'park':
      return draft.day === '' ? 'Choose the day it is parked until.' : { kind: 'park', until: draft.day };
    case 'escalate':
      if (draft.day === '' || draft.reason.trim() === '') return 'Say to whom, by when, and why.';
      return { kind: 'escalate', to, answerBy: draft.day, reason: draft.reason };
    default:
      return 'Choose an exit.';
  }
}

/** One exit for one parked topic: an action, a day, or somebody else's desk (M1.6). */
export function ExitForm({
  room,
  topic,
  now,
}: {
  readonly room: RoomView;
  readonly topic: string;
  readonly now: number;
}) {
  const field = `exit ${topic}`;
  const kept = readDraft(blank, room.state.drafts[field]);
  const { escalation } = room.review.governance;
  const ladderDay = firstAnswerDay(escalation, targetOf(kept), now, room.review.zone);
  // What the ladder asks for stands there until somebody chooses another day.
  const draft = { ...kept, day: kept.day === '' && kept.kind === 'escalate' ? ladderDay : kept.day };
  const rungs = rungsOf(escalation, targetOf(draft));
  const fault = useFault(field);
  const bind = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) =>
      keepDraft(room.id, field, JSON.stringify({ ...draft, [name]: event.target.value })),
  });
  const submit = async (): Promise<void> => {
    const exit = exitOf(draft);
    if (typeof exit === 'string') return setFault(field, { code: 'input', message: exit });
    if (await sendAt(room.id, field, { type: 'topic.exit', topic, exit })) keepDraft(room.id, field, '');
  };
  const actions = room.review.actions.filter((action) => action.state.name !== 'dropped');
  return (
    <div {...formOfFields} className={styles['exit']}>
      <SelectField label="Exit" {...bind('kind')}>
        <option value="">choose</option>
        <option value="action">becomes an action</option>
        <option value="park">parked until a day</option>
        <option value="escalate">escalated</option>
      </SelectField>
      {draft.kind === 'action' && (
        <SelectField label="Which action" {...bind('action')}>
          <option value="">{actions.length === 0 ? 'note it under Actions first' : 'choose'}</option>
          {actions.map((action) => (
            <option key={action.id} value={action.id}>
              {action.text}
            </option>
          ))}
        </SelectField>
      )}
      {draft.kind === 'escalate' && (
        <SelectField label="To" {...bind('to')}>
          {escalationTargets.map((target) => (
            <option key={target} value={target}>
              {target.replaceAll('-', ' ')}
            </option>
          ))}
        </SelectField>
      )}
      {(draft.kind === 'park' || draft.kind === 'escalate') && (
        <TextField label={draft.kind === 'park' ? 'Until' : 'Answer by'} type="date" {...bind('day')} />
      )}
      {draft.kind === 'escalate' && (
        <TextField
          id={`why-${topic}`}
          label="Why"
          hint={
            <WordingHint
              field={`why-${topic}`}
              text={draft.reason}
              review={room.review}
              onText={(reason) => keepDraft(room.id, field, JSON.stringify({ ...draft, reason }))}
            />
          }
          {...bind('reason')}
        />
      )}
      {draft.kind === 'escalate' && rungs.length > 0 && (
        <p className={styles['full']}>
          <span className={styles['note']}>
            Asked in turn: {rungs.map(({ to, withinHours }) => `${to} (${withinHours} h)`).join(', then ')}.
          </span>
        </p>
      )}
      <Button onClick={() => void submit()}>Give it this exit</Button>
      {fault !== undefined && (
        <div className={styles['full']}>
          <Refusal fault={fault} />
        </div>
      )}
    </div>
  );
}
