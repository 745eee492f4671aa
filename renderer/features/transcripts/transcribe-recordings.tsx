import { useState } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Recording } from '../../../shared/domain/recording/recording.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Engine } from '../../../shared/domain/speech/engine.ts';
import { routeToHash } from '../../state/route.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { SelectField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Section } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { TranscribeEngines } from './transcribe-engines.tsx';
import { cancelTranscribing, startTranscribing, useSpeechDesk, type SpeechJob } from './transcribe-jobs.ts';
import {
  clockOf,
  engineInWords,
  etaInWords,
  notTranscribed,
  roughDraft,
  usableEngines,
  waitingInWords,
} from './transcribe-words.ts';
import styles from './transcribe.module.css';

/** Speech to text of a review's recordings: by what, how far it is, and what is missing where it cannot be done. */
export function TranscribeRecordings({ review }: { readonly review: Review }) {
  const { engines, jobs, fault } = useSpeechDesk();
  const [chosen, setChosen] = useState<string | null>(null);
  const deleted = useWorkspace()?.retention.tombstones ?? [];
  if (review.recordings.length === 0) return null;
  const usable = usableEngines(engines ?? []);
  const engine = usable.find(({ id }) => id === chosen) ?? usable[0];
  return (
    <Section title="Speech to text" note="on this machine">
      {fault !== null && <Refusal fault={fault} />}
      {engines === undefined ? (
        fault === null && <Loading what="the speech models" />
      ) : (
        <>
          {engine !== undefined && <EngineChoice engine={engine} engines={usable} onChoose={setChosen} />}
          <ul className={styles['list']}>
            {review.recordings.map((recording) => (
              <RecordingLine
                key={recording.id}
                review={review}
                recording={recording}
                engine={engine}
                isDeleted={deleted.some(({ kind, id }) => kind === 'recording' && id === recording.id)}
                job={jobs.findLast((job) => job.recording === recording.id)}
                modelOf={(id) => engines.find((each) => each.id === id)?.model ?? id}
              />
            ))}
          </ul>
          <TranscribeEngines engines={engines} />
        </>
      )}
    </Section>
  );
}

type ChoiceProps = {
  readonly engine: Engine;
  readonly engines: readonly Engine[];
  readonly onChoose: (id: string) => void;
};

/** By what recordings are transcribed, with a warning where that is good for little. */
function EngineChoice({ engine, engines, onChoose }: ChoiceProps) {
  return (
    <div className={styles['choice']}>
      <SelectField
        label="Transcribe by"
        value={engine.id}
        onChange={(event) => onChoose(event.target.value)}
        {...(engine.isRough && { hint: `What it writes is ${roughDraft}. Good for finding a place, not for reading.` })}
      >
        {engines.map((each) => (
          <option key={each.id} value={each.id}>
            {engineInWords(each)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

type LineProps = {
  readonly review: Review;
  readonly recording: Recording;
  /** What is chosen; undefined where nothing can be used. */
  readonly engine: Engine | undefined;
  /** Its sound is gone for good; there is nothing to hear. */
  readonly isDeleted: boolean;
  readonly job: SpeechJob | undefined;
  readonly modelOf: (engine: string) => string;
};

function RecordingLine({ review, recording, engine, isDeleted, job, modelOf }: LineProps) {
  const { state } = recording;
  const day = formatDayTime(recording.startedAt, review.zone);
  const isBusy = job?.now.state === 'waiting' || job?.now.state === 'running';
  const isDone = job?.now.state === 'done' && job.engine === engine?.id;
  return (
    <li className={styles['line']}>
      <div className={styles['said']}>
        <p>
          Recording of {day}
          {state.name === 'stopped' && <span className={styles['under']}> · {clockOf(state.durationMs)} long</span>}
        </p>
        {job !== undefined && <JobState job={job} model={modelOf(job.engine)} />}
        {isDeleted && (
          <p className={styles['why']}>Its sound was deleted, so that nothing can be transcribed any more.</p>
        )}
        {!isDeleted && job === undefined && engine === undefined && (
          <p className={styles['why']}>{notTranscribed}. What to do stands with the models below.</p>
        )}
      </div>
      {!isDeleted && !isBusy && !isDone && engine !== undefined && (
        <Button
          aria-label={`Transcribe the recording of ${day}`}
          onClick={() => {
            const key = { review: review.id as ReviewId, recording: recording.id, engine: engine.id };
            void startTranscribing(key, false);
          }}
        >
          Transcribe
        </Button>
      )}
    </li>
  );
}

function JobState({ job, model }: { readonly job: SpeechJob; readonly model: string }) {
  const { now } = job;
  const cancel = (
    <Button kind="quiet" onClick={() => void cancelTranscribing(keyOf(job))}>
      Cancel
    </Button>
  );
  switch (now.state) {
    case 'waiting':
      return (
        <div className={styles['job']} role="status">
          <p>{waitingInWords[now.why]}</p>
          {now.why === 'meeting' && (
            <Button kind="quiet" onClick={() => void startTranscribing(keyOf(job), true)}>
              Begin now
            </Button>
          )}
          {cancel}
        </div>
      );
    case 'running': {
      const eta = etaInWords(now.etaMs);
      const detail = `${clockOf(now.doneMs)} of ${clockOf(now.totalMs)}${eta === '' ? '' : `, ${eta}`},`;
      return (
        <div className={styles['job']}>
          <Progress label={`Transcribing by ${model}`} done={now.doneMs} total={now.totalMs} detail={detail} />
          {cancel}
        </div>
      );
    }
    case 'done':
      return (
        <p role="status">
          {now.segments === 0 ? 'No speech was found in it.' : `Transcribed by ${model}.`}{' '}
          <a href={routeToHash({ place: 'transcript', transcript: now.transcript, at: null })}>Open the transcript</a>
          {now.damaged > 0 && (
            <span className={styles['under']}> {now.damaged} pieces of its sound could not be read.</span>
          )}
        </p>
      );
    case 'cancelled':
      return (
        <p className={styles['under']} role="status">
          Cancelled. What was transcribed so far is kept; Transcribe goes on after it.
        </p>
      );
    case 'failed':
      return <Refusal fault={now.error} />;
  }
}

const keyOf = ({ review, recording, engine }: SpeechJob) => ({ review, recording, engine });
