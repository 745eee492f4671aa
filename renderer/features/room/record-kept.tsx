import { useState } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Recording } from '../../../shared/domain/recording/recording.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { call } from '../../host/client.ts';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { splitRecording } from '../../state/recorder.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { formatClock } from '../../ui/format-time.ts';
import { formOfFields } from '../../ui/use-keys.ts';
import { keptText, readRecordingTime } from './record-words.ts';
import panel from './side-panel.module.css';
import styles from './record.module.css';

/** What was recorded in this review, and the way to take a part out of it on objection. */
export function KeptRecordings({ room }: { readonly room: RoomView }) {
  const { recordings, zone } = room.review;
  const [cutting, setCutting] = useState<string | null>(null);
  if (recordings.length === 0) return null;
  return (
    <section className={styles['form']} aria-label="Recordings of this review">
      <h3 className={panel['eyebrow']}>Recorded so far</h3>
      <ul className={styles['facts']}>
        {recordings.map((recording) => (
          <li key={recording.id}>
            from {formatClock(recording.startedAt, zone)}:{' '}
            {recording.state.name === 'stopped'
              ? `${keptText(recording)}${recording.state.why === 'recovered' ? ', recovered' : ''}`
              : 'not stopped yet'}
          </li>
        ))}
      </ul>
      {cutting === null ? (
        <p>
          <Button kind="quiet" onClick={() => setCutting(recordings.at(-1)?.id ?? null)}>
            Somebody objects: take a part out
          </Button>
        </p>
      ) : (
        <CutForm room={room} chosen={cutting} onDone={() => setCutting(null)} />
      )}
    </section>
  );
}

type Range = 'last' | 'from-to' | 'whole';

/** The range that somebody objects to goes for good; that it went, at whose word and why stays in the record. */
function CutForm({
  room,
  chosen,
  onDone,
}: {
  readonly room: RoomView;
  readonly chosen: string;
  readonly onDone: () => void;
}) {
  const { review } = room;
  const [id, setId] = useState(chosen);
  const [range, setRange] = useState<Range>('last');
  const [minutes, setMinutes] = useState('5');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [member, setMember] = useState<string>(review.present[0] ?? '');
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const [busy, setBusy] = useState(false);
  const recording = review.recordings.find((each) => each.id === id);
  const cut = async (): Promise<void> => {
    if (recording === undefined) return;
    setBusy(true);
    const problem = await cutOut({ review: room.id as ReviewId, recording, range, minutes, from, to, member, reason });
    setBusy(false);
    setFault(problem);
    if (problem === null) onDone();
  };
  return (
    <div className={styles['form']} {...formOfFields}>
      {review.recordings.length > 1 && (
        <SelectField label="Which recording" value={id} onChange={(event) => setId(event.target.value)}>
          {review.recordings.map((each) => (
            <option key={each.id} value={each.id}>
              from {formatClock(each.startedAt, review.zone)}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField label="What is taken out" value={range} onChange={(event) => setRange(event.target.value as Range)}>
        <option value="last">the last minutes</option>
        <option value="from-to">from a time to a time</option>
        <option value="whole">all of it</option>
      </SelectField>
      {range === 'last' && (
        <TextField
          label="How many minutes"
          inputMode="decimal"
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
        />
      )}
      {range === 'from-to' && (
        <div className={styles['pair']}>
          <TextField label="From" hint="as 41:07" value={from} onChange={(event) => setFrom(event.target.value)} />
          <TextField label="To" hint="as 43:30" value={to} onChange={(event) => setTo(event.target.value)} />
        </div>
      )}
      <SelectField label="Who objects" value={member} onChange={(event) => setMember(event.target.value)}>
        {review.present.map((each) => (
          <option key={each} value={each}>
            {codeText(each)}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Why, in a few words"
        hint="The sound goes for good. That it went, at whose word and why, stays in the record."
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {fault !== null && <Refusal fault={fault} />}
      <div className={styles['buttons']}>
        <Button kind="primary" disabled={busy || reason.trim() === '' || member === ''} onClick={() => void cut()}>
          {busy ? 'Taking it out' : 'Take it out'}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Leave it in
        </Button>
      </div>
    </div>
  );
}

type Cut = {
  readonly review: ReviewId;
  readonly recording: Recording;
  readonly range: Range;
  readonly minutes: string;
  readonly from: string;
  readonly to: string;
  readonly member: string;
  readonly reason: string;
};

/** Ends the running part first, since a part that is being written is not cut. Null when it is done. */
async function cutOut({ review, recording, member, reason, ...typed }: Cut): Promise<CallFault | null> {
  const splitAt = await splitRecording(recording.id);
  const at = { review, recording: recording.id };
  const state = await call('recording.state', at);
  if (!state.ok) return state.error;
  const range = rangeOf(typed, splitAt ?? Math.ceil(state.value.durationMs));
  if (range === null || range.toMs <= range.fromMs)
    return {
      code: 'input',
      message: 'That is no range of this recording. Write times like 41:07, the first one earlier.',
    };
  const done = await call('recording.cut', { ...at, ...range, member, reason: reason.trim() });
  return done.ok ? null : done.error;
}

function rangeOf({ range, minutes, from, to }: Pick<Cut, 'range' | 'minutes' | 'from' | 'to'>, lengthMs: number) {
  if (range === 'whole') return { fromMs: 0, toMs: lengthMs };
  if (range === 'last') {
    const count = Number(minutes.replace(',', '.'));
    if (!(count > 0)) return null;
    return { fromMs: Math.max(0, Math.floor(lengthMs - count * 60_000)), toMs: lengthMs };
  }
  const [fromMs, toMs] = [readRecordingTime(from), readRecordingTime(to)];
  return fromMs === null || toMs === null ? null : { fromMs, toMs: Math.min(toMs, lengthMs) };
}
