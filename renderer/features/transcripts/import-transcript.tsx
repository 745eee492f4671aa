import { useRef, useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { TranscriptImport } from '../../../shared/contract/transcript-procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Recording } from '../../../shared/domain/recording/recording.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { spanText } from '../../../shared/meeting/clock-text.ts';
import { call } from '../../host/client.ts';
import { importTranscript } from '../../host/transcript-client.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { recordingInWords } from './recording-in-words.ts';
import styles from './import-transcript.module.css';

type Doing =
  | { readonly state: 'idle' }
  | { readonly state: 'busy'; readonly words: string }
  | { readonly state: 'done'; readonly words: string; readonly faults: readonly string[] }
  | { readonly state: 'refused'; readonly fault: CallFault };

const mostShown = 20;

/** Takes a transcript file in, or makes one of the scribe's lines. */
export function ImportTranscript({ review }: { readonly review: Review }) {
  const input = useRef<HTMLInputElement>(null);
  const [recording, setRecording] = useState(longestOf(review.recordings)?.id ?? '');
  const [doing, setDoing] = useState<Doing>({ state: 'idle' });
  const isBusy = doing.state === 'busy';

  const take = async (file: File) => {
    setDoing({ state: 'busy', words: `Reading ${file.name}.` });
    const answer = await importTranscript(file, review.id, recording === '' ? null : recording);
    setDoing(
      answer.ok
        ? { state: 'done', words: takenWords(answer.value), faults: faultsOf(answer.value) }
        : { state: 'refused', fault: answer.error },
    );
  };
  const fromNotes = async () => {
    setDoing({ state: 'busy', words: 'Reading the scribe’s lines.' });
    const asked = { review: review.id as ReviewId, recording: recording === '' ? null : recording };
    const answer = await call('transcript.from-notes', asked);
    setDoing(
      answer.ok
        ? { state: 'done', words: `${countOf(answer.value.segments, 'line')} taken.`, faults: [] }
        : { state: 'refused', fault: answer.error },
    );
  };
  return (
    <div className={styles['import']}>
      {review.recordings.length > 0 && (
        <SelectField
          label="It follows the sound of"
          value={recording}
          onChange={(event) => setRecording(event.target.value)}
        >
          {review.recordings.map((each) => (
            <option key={each.id} value={each.id}>
              {recordingInWords(each, review.zone)}
            </option>
          ))}
          <option value="">no recording that is here</option>
        </SelectField>
      )}
      <p className={styles['actions']}>
        <Button disabled={isBusy} onClick={() => input.current?.click()}>
          Import a transcript
        </Button>
        {review.notes.length > 0 && (
          <Button kind="quiet" disabled={isBusy} onClick={() => void fromNotes()}>
            Make one of the scribe’s lines
          </Button>
        )}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Transcript file"
        accept=".vtt,.srt,.txt,.json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) void take(file);
        }}
      />
      <p role="status" className={styles['status']} dir="auto">
        {(doing.state === 'busy' || doing.state === 'done') && doing.words}
      </p>
      {doing.state === 'done' && doing.faults.length > 0 && (
        <ul className={styles['faults']} aria-label="What could not be taken as it stands">
          {doing.faults.map((fault) => (
            <li key={fault} dir="auto">
              {fault}
            </li>
          ))}
        </ul>
      )}
      {doing.state === 'refused' && <Refusal fault={doing.fault} />}
    </div>
  );
}

/** The one that a transcript is most likely of: a try before the meeting is short. */
const longestOf = (recordings: readonly Recording[]): Recording | undefined =>
  recordings.toSorted((a, b) => lengthKnown(b) - lengthKnown(a))[0];

const lengthKnown = ({ state }: Recording): number => (state.name === 'stopped' ? state.durationMs : Infinity);

function takenWords(taken: TranscriptImport): string {
  if (taken.state === 'known') return 'This file was taken in here before; nothing was changed. Open it above.';
  const longer = taken.longerBy > 0 ? ` It goes on ${spanText(taken.longerBy)} after the recording ends.` : '';
  return `${countOf(taken.segments, 'segment')} taken, as a draft that nobody has checked.${longer}`;
}

function faultsOf(taken: TranscriptImport): readonly string[] {
  if (taken.state === 'known') return [];
  const shown = taken.faults
    .slice(0, mostShown)
    .map(({ line, message }) => (line === 0 ? message : `Line ${line}: ${message}`));
  const more = taken.faultsTotal - shown.length;
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}
