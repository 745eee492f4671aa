import { useMemo, useState } from 'react';
import type { Cause } from '../../../shared/domain/cause/cause.ts';
import { classText } from '../../../shared/domain/cause/classes.ts';
import { carriedEnds } from '../../../shared/domain/cause/cause-graph.ts';
import { recurrenceOf, type Recurrence } from '../../../shared/domain/cause/recurrence.ts';
import { sendAt } from '../../state/room-send.ts';
import { useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { useFindingIndex } from '../../store/past-findings.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { formOfFields, useKeys } from '../../ui/use-keys.ts';
import { ClassForm } from './class-form.tsx';
import { SeenList } from './recurrence.tsx';
import styles from './findings.module.css';

type Props = {
  readonly room: RoomView;
  /** Left out, it is the selected one. */
  readonly cause?: Cause;
  /** Whether D opens the class; off where several stand below each other. */
  readonly keys?: boolean;
};

/** The class of one cause (M4.2), where something like it was found before, and whether it is systemic (M4.3). */
export function ClassPart({ room, cause: given, keys = true }: Props) {
  const { review, state } = room;
  const cause = given ?? review.causes.find((each) => each.id === state.cause);
  const [open, setOpen] = useState<string | null>(null);
  useKeys(keys && cause !== undefined ? [{ key: 'd', label: 'class', run: () => setOpen(cause.id) }] : []);
  if (cause === undefined || cause.state.name === 'rejected') return null;
  const leave = () => {
    setOpen(null);
    // Back to where the keys of causes are.
    requestAnimationFrame(() => document.getElementById(`cause-${cause.id}`)?.focus());
  };
  const text = classText(cause, review.governance.taxonomy);
  const isOwed =
    text === null &&
    review.governance.causes !== undefined &&
    carriedEnds(review.causes).some(({ id }) => id === cause.id);
  return (
    <section className={styles['part']} aria-label="Class and recurrence">
      {open === cause.id ? (
        <ClassForm room={room} cause={cause} onClose={leave} />
      ) : (
        <p className={styles['line']}>
          <span className={styles['eyebrow']}>Class</span>
          {text === null ? (
            <span className={isOwed ? styles['owed'] : styles['quiet']}>
              {isOwed ? '··· it needs one before closing' : 'not classed'}
            </span>
          ) : (
            <span dir="auto">{text}</span>
          )}
          <Button kind="quiet" onClick={() => setOpen(cause.id)}>
            {text === null ? 'Class it' : 'Change'} {keys && <Key>D</Key>}
          </Button>
        </p>
      )}
      <ScopePart key={cause.id} room={room} cause={cause} />
    </section>
  );
}

/** Where it was found before, and what that presets. */
function ScopePart({ room, cause }: { readonly room: RoomView; readonly cause: Cause }) {
  const { id, review } = room;
  const index = useFindingIndex(id);
  const [now] = useState(Date.now);
  const recurrence = useMemo(
    () => (index === undefined ? undefined : recurrenceOf(cause, review, index, now)),
    [index, cause, review, now],
  );
  if (recurrence === undefined) return <p className={styles['quiet']}>Looking at earlier reviews …</p>;
  const isSpecific = recurrence.preset === 'specific' && cause.scope === null;
  return (
    <>
      {recurrence.similar.length === 0 ? (
        <p className={styles['quiet']}>Not found before.</p>
      ) : (
        <SeenList found={recurrence.similar} zone={review.zone} now={now} />
      )}
      {!(isSpecific && recurrence.similar.length === 0) && (
        <ScopeChoice room={room} cause={cause} recurrence={recurrence} />
      )}
    </>
  );
}

type ChoiceProps = { readonly room: RoomView; readonly cause: Cause; readonly recurrence: Recurrence };

function ScopeChoice({ room, cause, recurrence: { count, preset } }: ChoiceProps) {
  const rules = room.review.governance.causes;
  const [against, setAgainst] = useState(false);
  const [reason, setReason] = useState('');
  const place = `scope ${cause.id}`;
  const fault = useFault(place);
  const other = preset === 'systemic' ? 'specific' : 'systemic';
  const send = async (scope: 'specific' | 'systemic'): Promise<void> => {
    const why = scope === preset || reason.trim() === '' ? null : reason.trim();
    const sent = await sendAt(room.id, place, { type: 'cause.scope', cause: cause.id, scope, reason: why });
    if (sent) setAgainst(false);
  };
  const is = cause.scope?.is ?? null;
  return (
    <div className={styles['part']}>
      <p className={styles['line']}>
        <span className={styles['eyebrow']}>{is === null ? 'Specific or systemic?' : is}</span>
        <span className={styles['quiet']}>
          {rules === undefined
            ? 'this review is not asked'
            : preset === 'systemic'
              ? `${countOf(count, 'time')} in ${rules.systemic.withinDays} days, this one included: systemic, and asks for a long-term action`
              : `${countOf(count, 'time')}, this one included; systemic from ${rules.systemic.count} in ${rules.systemic.withinDays} days`}
        </span>
      </p>
      {(cause.scope?.reason ?? null) !== null && (
        <p className={styles['quiet']}>against the count: “{cause.scope?.reason}”</p>
      )}
      {against ? (
        // Escape leaves it; Enter is the form's own.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <form
          {...formOfFields}
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            void send(other);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            setAgainst(false);
          }}
        >
          <TextField
            label={`Why it is ${other} all the same`}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className={styles['buttons']}>
            <Button kind="primary" type="submit">
              It is {other}
            </Button>
            <Button kind="quiet" onClick={() => setAgainst(false)}>
              Leave it
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles['buttons']}>
          {is !== preset && (
            <Button onClick={() => void send(preset)}>
              {preset === 'systemic' ? 'It is systemic' : 'It is specific'}
            </Button>
          )}
          {is !== other && (
            <Button kind="quiet" onClick={() => (rules === undefined ? void send(other) : setAgainst(true))}>
              It is {other} all the same …
            </Button>
          )}
        </div>
      )}
      {fault !== undefined && <Refusal fault={fault} />}
    </div>
  );
}
