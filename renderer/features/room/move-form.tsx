import { useState, type KeyboardEvent } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import type { ActionReading } from '../../../shared/projections/actions-board.ts';
import { blankMove, type Move, type MoveDraft } from '../../state/action-moves.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './last-commitments.module.css';

type Props = {
  readonly room: RoomView;
  readonly reading: ActionReading;
  readonly move: Move;
  readonly onClose: () => void;
};

/** One line for one move: Enter carries it out, Escape leaves the item as it is. */
export function MoveForm({ room, reading, move, onClose }: Props) {
  const [draft, setDraft] = useState<MoveDraft>(blankMove);
  const [fault, setFault] = useState<CallFault | null>(null);
  const set = (change: Partial<MoveDraft>) => setDraft({ ...draft, ...change });
  const submit = async () => {
    const sent = await move.send(move.name === 'take-up' ? { ...draft, owner: room.author ?? '' } : draft);
    if (sent.ok) onClose();
    else setFault(sent.error);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void submit();
    else return;
    event.preventDefault();
  };
  return (
    // Keys of the form's own fields: Enter carries the move out, Escape closes.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles['form']} onKeyDown={onKeyDown}>
      {move.needsOwner && (
        <SelectField
          label="New owner"
          value={draft.owner}
          autoFocus
          onChange={(event) => set({ owner: event.target.value })}
        >
          <option value="">choose from the roster</option>
          {room.workspace.members
            .filter((member) => member.active && (reading.kind === 'idea' || member.id !== reading.owner))
            .map((member) => (
              <option key={member.id} value={member.id}>
                {codeText(member.id)} ({member.role})
              </option>
            ))}
        </SelectField>
      )}
      {move.day !== null && (
        <TextField
          label={move.day}
          type="date"
          value={draft.day}
          autoFocus
          onChange={(event) => set({ day: event.target.value })}
        />
      )}
      <div className={styles['wide']}>
        <TextField
          label={move.words}
          value={draft.words}
          autoFocus={move.day === null && !move.needsOwner}
          maxLength={2000}
          onChange={(event) => set({ words: event.target.value })}
        />
      </div>
      {fault !== null && (
        <div className={styles['full']}>
          <Refusal fault={fault} />
        </div>
      )}
      <div className={styles['buttons']}>
        <Button kind="primary" onClick={() => void submit()}>
          {move.label.charAt(0).toUpperCase() + move.label.slice(1)}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          Leave it
        </Button>
      </div>
    </div>
  );
}
