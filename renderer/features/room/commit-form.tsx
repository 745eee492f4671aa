import { useEffect, type KeyboardEvent } from 'react';
import type { ActionItem, Criterion } from '../../../shared/domain/action/action.ts';
import { readWindow } from '../../../shared/domain/action/criterion-window.ts';
import type { MemberId } from '../../../shared/domain/ids.ts';
import { readCommitLine, type CommitLine } from '../../../shared/meeting/commit-line.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { readDraft } from '../../state/read-draft.ts';
import { sendAt } from '../../state/room-send.ts';
import { keepDraft, setFault, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { toDayText } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { formOfFields } from '../../ui/use-keys.ts';
import styles from './actions-pane.module.css';

const blank = {
  line: '',
  owner: '',
  due: '',
  kind: 'metric',
  metric: '',
  comparator: '<',
  value: '',
  unit: '',
  window: '7 days',
  windowKind: 'length',
  windowFrom: '',
  windowTo: '',
  artefact: '',
};
type Draft = typeof blank;

/** The window as the criterion keeps it; empty while its days are not both chosen. */
const windowOf = ({ windowKind, window, windowFrom, windowTo }: Draft): string =>
  windowKind === 'length' ? window : windowFrom === '' || windowTo === '' ? '' : `${windowFrom}..${windowTo}`;

/** Incomplete criteria are sent as none: the refusal then names them beside everything else that is missing. */
function criterionOf(draft: Draft): Criterion | null {
  const { metric, unit, artefact } = draft;
  const window = windowOf(draft);
  if (draft.kind === 'artefact') return artefact.trim() === '' ? null : { kind: 'artefact', artefact };
  const comparator = (['<', '<=', '>', '>=', '='] as const).find((each) => each === draft.comparator);
  const value = Number(draft.value.replace(',', '.'));
  if (metric.trim() === '' || window.trim() === '' || draft.value.trim() === '' || comparator === undefined)
    return null;
  return Number.isFinite(value) ? { kind: 'metric', metric, comparator, value, unit, window } : null;
}

/** What was said in one line, over the fields that were filled before; the line is free for what is missing still. */
function heard(draft: Draft, { owner, due, criterion }: CommitLine): Draft {
  const said = { ...draft, line: '', ...(owner !== undefined && { owner }), ...(due !== undefined && { due }) };
  if (criterion === undefined) return said;
  if (criterion.kind === 'artefact') return { ...said, kind: 'artefact', artefact: criterion.artefact };
  const [from, to] = criterion.window.split('..');
  return {
    ...said,
    ...criterion,
    value: String(criterion.value),
    windowKind: to === undefined ? 'length' : 'days',
    ...(to !== undefined && { windowFrom: from?.trim() ?? '', windowTo: to.trim() }),
  };
}

const withLine = (kept: Draft, { workspace, review }: RoomView): Draft =>
  heard(kept, readCommitLine(kept.line, workspace.members, toDayText(Date.now(), review.zone)));

type Props = { readonly room: RoomView; readonly action: ActionItem; readonly onClose: () => void };

/** Owner, date and criterion: what turns an idea into a commitment (M3.4). Typed text survives a reload. */
export function CommitForm({ room, action, onClose }: Props) {
  const field = `commit ${action.id}`;
  const kept = readDraft(blank, room.state.drafts[field]);
  const place = `action ${action.id}`;
  const fault = useFault(place);
  const set = (change: Partial<Draft>) => keepDraft(room.id, field, JSON.stringify({ ...kept, ...change }));
  const bind = (name: keyof Draft) => ({
    value: kept[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  useEffect(() => () => setFault(place, null), [place]);
  const submit = async (): Promise<void> => {
    const draft = withLine(kept, room);
    set(draft);
    const sent = await sendAt(room.id, place, {
      type: 'action.commit',
      action: action.id,
      owner: draft.owner === '' ? null : (draft.owner as MemberId),
      due: draft.due === '' ? null : draft.due,
      criterion: criterionOf(draft),
    });
    if (!sent) return;
    keepDraft(room.id, field, '');
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) void submit();
    else return;
    event.preventDefault();
  };
  return (
    // Keys of the form's own fields: Enter commits, Escape closes and keeps the text.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div {...formOfFields} className={styles['form']} onKeyDown={onKeyDown}>
      <div className={styles['full']}>
        <TextField
          label="In one line"
          placeholder="Ops 04, 15 Dec, p95_latency < 300 ms over 7 days"
          autoFocus
          {...bind('line')}
        />
      </div>
      <SelectField label="Owner" {...bind('owner')}>
        <option value="">choose from the roster</option>
        {room.workspace.members
          .filter((member) => member.active)
          .map((member) => (
            <option key={member.id} value={member.id}>
              {codeText(member.id)} ({member.role})
            </option>
          ))}
      </SelectField>
      <TextField label="Due" type="date" {...bind('due')} />
      <SelectField label="Done when" {...bind('kind')}>
        <option value="metric">a metric shows it</option>
        <option value="artefact">something exists</option>
      </SelectField>
      {kept.kind === 'artefact' ? (
        <div className={styles['wide']}>
          <TextField label="What exists then" placeholder="the alert rule in the repository" {...bind('artefact')} />
        </div>
      ) : (
        <>
          <TextField label="Metric" placeholder="latency p95" list={`${field} metrics`} {...bind('metric')} />
          <datalist id={`${field} metrics`}>
            {[...new Set(room.rows.series.map((row) => row.metric))].map((metric) => (
              <option key={metric} value={metric}>
                {metric}
              </option>
            ))}
          </datalist>
          <SelectField label="Is" {...bind('comparator')}>
            {['<', '<=', '>', '>=', '='].map((each) => (
              <option key={each}>{each}</option>
            ))}
          </SelectField>
          <TextField label="Value" inputMode="decimal" placeholder="300" {...bind('value')} />
          <TextField label="Unit" placeholder="ms" {...bind('unit')} />
          <SelectField label="Measured" {...bind('windowKind')}>
            <option value="length">for a time after it is done</option>
            <option value="days">on calendar days</option>
          </SelectField>
          <WindowFields draft={kept} bind={bind} />
        </>
      )}
      <div className={styles['full']}>
        {fault !== undefined && <Refusal fault={fault} />}
        <div className={styles['buttons']}>
          <Button kind="primary" onClick={() => void submit()}>
            Commit
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not yet
          </Button>
        </div>
      </div>
    </div>
  );
}

type Bind = (name: keyof Draft) => {
  readonly value: string;
  readonly onChange: (event: { target: { value: string } }) => void;
};

/** What is typed is read as it will be measured; what cannot be is said at once. */
function WindowFields({ draft, bind }: { readonly draft: Draft; readonly bind: Bind }) {
  const read = readWindow(windowOf(draft));
  if (draft.windowKind === 'days')
    return (
      <>
        <TextField label="From" type="date" {...bind('windowFrom')} />
        <TextField
          label="To"
          type="date"
          {...bind('windowTo')}
          fault={draft.windowFrom === '' || draft.windowTo === '' || read.ok ? undefined : read.error}
        />
      </>
    );
  return (
    <TextField
      label="Over"
      placeholder="7 days"
      {...bind('window')}
      fault={draft.window.trim() === '' || read.ok ? undefined : read.error}
    />
  );
}
