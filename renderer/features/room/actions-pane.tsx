import { useState } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import type { ActionItem } from '../../../shared/domain/action/action.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { criterionText } from '../../../shared/projections/actions-csv.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, keepDraft } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatDayText } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { CommitForm } from './commit-form.tsx';
import { Decisions } from './decisions.tsx';
import styles from './actions-pane.module.css';

/** Ideas become commitments, one by one; what is missing is named where it is missing. */
export function ActionsPane({ room }: { readonly room: RoomView }) {
  const { actions } = room.review;
  const [chosen, setChosen] = useState<string | null>(null);
  const open = room.state.drafts['committing'] ?? null;
  const alive = actions.filter((action) => action.state.name !== 'dropped');
  const current =
    alive.find((action) => action.id === chosen) ?? alive.find((action) => action.state.name === 'idea') ?? alive[0];
  const step = (by: number) => {
    const index = current === undefined ? -1 : alive.indexOf(current);
    setChosen(alive[Math.max(0, Math.min(alive.length - 1, index + by))]?.id ?? null);
  };
  const commit = (action: ActionItem) => keepDraft(room.id, 'committing', action.id);
  useKeys([
    { key: 'ArrowDown', label: 'next action', run: () => step(1) },
    { key: 'ArrowUp', label: 'action before', run: () => step(-1) },
    { key: 'c', label: 'commit', run: () => current && commit(current) },
    { key: 't', label: 'long-term or short-term', run: () => current && turnTerm(room, current) },
    { key: 'd', label: 'decide', run: () => keepDraft(room.id, 'deciding', 'open') },
    {
      key: 'r',
      label: 'reword',
      run: () => current && changeRoom(room.id, { asking: { kind: 'reword-action', action: current.id } }),
    },
    {
      key: 'Delete',
      label: 'drop',
      run: () => current && changeRoom(room.id, { asking: { kind: 'drop-action', action: current.id } }),
    },
  ]);
  return (
    <div className={styles['pane']}>
      {actions.length === 0 && (
        <Empty title="No action yet.">
          <p>
            Write what could be done, beginning with a verb. It is an idea until it has an owner, a date and a
            criterion.
          </p>
        </Empty>
      )}
      <ol className={styles['list']} aria-label="Actions">
        {actions.map((action) => (
          <li
            key={action.id}
            className={action === current ? styles['current'] : styles['item']}
            aria-current={action === current}
          >
            <div className={styles['head']}>
              <button
                type="button"
                className={action.state.name === 'dropped' ? styles['dropped'] : styles['text']}
                onClick={() => setChosen(action.id)}
              >
                {action.text}
              </button>
              <ActionState action={action} />
              {action.term === 'long' && <p className={styles['term']}>long-term</p>}
              {action === current && action.state.name !== 'dropped' && (
                <Button kind="quiet" aria-pressed={action.term === 'long'} onClick={() => turnTerm(room, action)}>
                  Long-term <Key>T</Key>
                </Button>
              )}
              {action.state.name === 'idea' && open !== action.id && (
                <Button kind="quiet" onClick={() => commit(action)}>
                  Commit {action === current && <Key>C</Key>}
                </Button>
              )}
            </div>
            {open === action.id && (
              <CommitForm room={room} action={action} onClose={() => keepDraft(room.id, 'committing', '')} />
            )}
          </li>
        ))}
      </ol>
      <Decisions room={room} />
    </div>
  );
}

/** Whether it mends this release, or changes what keeps bringing the cause about: a systemic cause asks for one of those. */
const turnTerm = (room: RoomView, { id, term }: ActionItem): void =>
  void sendAt(room.id, 'entry', { type: 'action.term', action: id, term: term === 'long' ? 'short' : 'long' });

function ActionState({ action }: { readonly action: ActionItem }) {
  const { state } = action;
  switch (state.name) {
    case 'idea':
      return <p className={styles['idea']}>··· idea, looked at again on {formatDayText(state.soakUntil)}</p>;
    case 'committed':
      return (
        <p className={styles['committed']}>
          ✓ {codeText(state.owner)} by {formatDayText(state.due)} · done when {criterionText(state.criterion)}
        </p>
      );
    case 'dropped':
      return <p className={styles['why']}>dropped: {state.reason}</p>;
    default:
      return assertNever(state);
  }
}
