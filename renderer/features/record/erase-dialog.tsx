import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { countOf } from '../../ui/format-number.ts';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './history-head.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace; readonly onClose: () => void };
type Erasable = Output<'erasure.events'>;

/** Choosing what is erased, why, and who decides it with their key. Says what it reaches and what it does not. */
export function EraseDialog({ review, workspace, onClose }: Props) {
  const [found, setFound] = useState<Erasable | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [done, setDone] = useState<Output<'erasure.carry-out'> | null>(null);
  useEffect(() => {
    void call('erasure.events', { review: reviewIdSchema.parse(review.id) }).then((answer) =>
      answer.ok ? setFound(answer.value) : setFault(answer.error),
    );
  }, [review.id]);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Erase what was said"
      description="The words go from the journal and from every window of this workspace. That something was said, when and by whom stays, and the history still verifies."
    >
      {fault !== null && <Refusal fault={fault} />}
      {done !== null ? (
        <Erased done={done} onClose={onClose} />
      ) : found === null ? (
        fault === null && <p className={styles['note']}>One moment</p>
      ) : (
        <EraseForm review={review} workspace={workspace} found={found} onDone={setDone} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Erased({ done, onClose }: { readonly done: Output<'erasure.carry-out'>; readonly onClose: () => void }) {
  return (
    <>
      <p>
        {countOf(done.erased, 'event')} erased.{' '}
        {done.record === 'kept' &&
          'The signed record still holds the words: it cannot be changed without breaking it. '}
        {done.record === 'thrown-away' && 'The unsigned record was thrown away; put it together again. '}
        Exported copies, printed minutes and backups are not reached.
      </p>
      <DialogFoot>
        <Button onClick={onClose}>Close</Button>
      </DialogFoot>
    </>
  );
}

type FormProps = Props & { readonly found: Erasable; readonly onDone: (done: Output<'erasure.carry-out'>) => void };

function EraseForm({ review, workspace, found, onDone, onClose }: FormProps) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [filter, setFilter] = useState('');
  const [reason, setReason] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const able = [...new Set(workspace.keys.map(({ member }) => member))].filter((id) =>
    workspace.members.some((each) => each.id === id && each.active),
  );
  const [member, setMember] = useState(able.find((id) => id === workspace.me) ?? able[0] ?? '');
  const sought = filter.trim().toLowerCase();
  const shown = found.events.filter(
    ({ seq, texts }) => chosen.has(seq) || texts.some((text) => text.toLowerCase().includes(sought)),
  );
  const toggle = (seq: number): void =>
    setChosen(new Set(chosen.has(seq) ? [...chosen].filter((each) => each !== seq) : [...chosen, seq]));
  const erase = async () => {
    const answer = await call('erasure.carry-out', {
      review: reviewIdSchema.parse(review.id),
      seqs: [...chosen].toSorted((a, b) => a - b),
      reason,
      member: memberIdSchema.parse(member),
      passphrase,
    });
    if (answer.ok) onDone(answer.value);
    return answer;
  };
  if (found.events.length === 0)
    return <p className={styles['note']}>No event of this review holds words of a person any more.</p>;
  return (
    <AskingForm
      verb={chosen.size === 0 ? 'Erase' : `Erase ${countOf(chosen.size, 'event')}`}
      busyVerb="Erasing…"
      isReady={chosen.size > 0 && reason.trim() !== '' && member !== '' && passphrase !== ''}
      onSend={erase}
      onClose={onClose}
    >
      <TextField
        label="Find the words"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        hint={`${shown.length} of ${countOf(found.events.length, 'event')} with words`}
      />
      <ul className={styles['events']} aria-label="Events with words">
        {shown.map(({ seq, at, actor, texts }) => (
          <li key={seq}>
            <label htmlFor={`erase-${seq}`}>
              <input id={`erase-${seq}`} type="checkbox" checked={chosen.has(seq)} onChange={() => toggle(seq)} />
              <span className={styles['text']} dir="auto">
                {texts.join('\n')}
              </span>
            </label>
            <p className={styles['about']}>
              event {seq} · {actor} · {formatDayTime(Date.parse(at), review.zone)}
            </p>
          </li>
        ))}
      </ul>
      <TextArea
        label="Why"
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        hint="stands in the journal for good, so without the words themselves"
      />
      <SelectField label="Who decides it" value={member} onChange={(event) => setMember(event.target.value)}>
        {able.map((id) => (
          <option key={id} value={id}>
            {workspace.members.find((each) => each.id === id)?.display ?? id}
          </option>
        ))}
      </SelectField>
      <PassphraseField value={passphrase} onChange={setPassphrase} isSample={workspace.sample} />
      {found.record === 'signed' && (
        <p className={styles['note']}>
          A signed record of this review is kept as it is; it holds the words until somebody deletes it.
        </p>
      )}
    </AskingForm>
  );
}
