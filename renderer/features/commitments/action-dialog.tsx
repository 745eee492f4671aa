import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import type { ActionReading } from '../../../shared/projections/actions-board.ts';
import { criterionText } from '../../../shared/projections/actions-csv.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { blankMove, movesOf, type Move } from '../../state/action-moves.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { formatDay, formatDayText } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { personText } from './board-words.ts';
import { VerifyForm } from './verify-form.tsx';
import styles from './commitments.module.css';

type Props = { readonly reading: ActionReading; readonly workspace: Workspace; readonly onClose: () => void };

/** One item: what was promised, how it changed since, and what becomes of it now. */
export function ActionDialog({ reading, workspace, onClose }: Props) {
  const moves = movesOf(reading, null);
  const canVerify = reading.kind === 'commitment' && (reading.column === 'done' || reading.column === 'verified');
  const [chosen, setChosen] = useState<Move['name'] | 'verify'>(canVerify ? 'verify' : (moves[0]?.name ?? 'verify'));
  const move = moves.find((each) => each.name === chosen);
  return (
    <Dialog open onClose={onClose} title={reading.text} description={`${reading.service}, ${reading.reviewTitle}`}>
      <div className={styles['form']}>
        <Story reading={reading} workspace={workspace} />
        {moves.length + (canVerify ? 1 : 0) > 1 && (
          <SelectField
            label="What becomes of it"
            value={chosen}
            onChange={(event) => {
              const { value } = event.target;
              setChosen(moves.find((each) => each.name === value)?.name ?? 'verify');
            }}
          >
            {canVerify && <option value="verify">verify</option>}
            {moves.map((each) => (
              <option key={each.name} value={each.name}>
                {each.label}
              </option>
            ))}
          </SelectField>
        )}
        {chosen === 'verify' && canVerify && <VerifyForm reading={reading} onClose={onClose} />}
        {move !== undefined && (
          <MoveFields key={move.name} move={move} reading={reading} workspace={workspace} onClose={onClose} />
        )}
        {move === undefined && !canVerify && (
          <DialogFoot>
            <Button onClick={onClose}>Close</Button>
          </DialogFoot>
        )}
      </div>
    </Dialog>
  );
}

/** How it was promised, and every date and owner it had before. */
function Story({ reading, workspace }: { readonly reading: ActionReading; readonly workspace: Workspace }) {
  if (reading.kind === 'idea')
    return <p className={styles['small']}>An idea of {personText(workspace, reading.author)}.</p>;
  const { owner, due, criterion, life, zone } = reading;
  return (
    <div className={styles['small']}>
      <p>
        {personText(workspace, owner)}, by {formatDayText(due)}. It is done when {criterionText(criterion)}.
      </p>
      {life.earlierDues.map((each) => (
        <p key={`${each.due} ${each.at}`}>
          Was due on {formatDayText(each.due)}; changed on {formatDay(each.at, zone)}: {each.reason}
        </p>
      ))}
      {life.earlierOwners.map((each) => (
        <p key={`${each.owner} ${each.at}`}>
          Was of {personText(workspace, each.owner)} until {formatDay(each.at, zone)}: {each.reason}
        </p>
      ))}
      {life.state.name === 'open' && life.state.reopened !== null && (
        <p>
          Reopened on {formatDay(life.state.reopened.at, zone)}: {life.state.reopened.reason}
        </p>
      )}
    </div>
  );
}

type MoveProps = Props & { readonly move: Move };

function MoveFields({ move, reading, workspace, onClose }: MoveProps) {
  const [draft, setDraft] = useState(blankMove);
  const [fault, setFault] = useState<CallFault | null>(null);
  const submit = async () => {
    const sent = await move.send(draft);
    if (sent.ok) onClose();
    else setFault(sent.error);
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {move.needsOwner && (
        <SelectField
          label="New owner"
          value={draft.owner}
          onChange={(event) => setDraft({ ...draft, owner: event.target.value })}
        >
          <option value="">choose from the roster</option>
          <MemberOptions members={workspace.members} except={reading.kind === 'idea' ? null : reading.owner} />
        </SelectField>
      )}
      {move.day !== null && (
        <TextField
          label={move.day}
          type="date"
          value={draft.day}
          onChange={(event) => setDraft({ ...draft, day: event.target.value })}
        />
      )}
      <TextArea
        label={move.words}
        value={draft.words}
        required
        maxLength={2000}
        onChange={(event) => setDraft({ ...draft, words: event.target.value })}
      />
      {fault !== null && <Refusal fault={fault} />}
      <DialogFoot>
        <Button onClick={onClose}>Leave it as it is</Button>
        <Button kind="primary" type="submit">
          {move.label.charAt(0).toUpperCase() + move.label.slice(1)}
        </Button>
      </DialogFoot>
    </form>
  );
}
