import type { CallFault } from '../../shared/contract/procedures.ts';
import type { SpeechJobKey, SpeechState } from '../../shared/contract/speech-procedures.ts';
import type { TranscriptSource } from '../../shared/domain/transcript/transcript.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { noWorker, type ChosenEngine, type Engines } from '../speech/engines.ts';
import { askWorker, type SpeechWorker } from '../speech/run-worker.ts';
import type { Said } from '../speech/worker-protocol.ts';
import { fail } from './fault.ts';
import type { RecordedSound } from './speech-sound.ts';
import type { TranscriptService } from './transcript-service.ts';

export type SpeechRunParts = {
  readonly engines: Engines;
  /** The bundled child process and its assets; null where the program was not built. */
  readonly worker: SpeechWorker | null;
  readonly transcripts: Pick<TranscriptService, 'list' | 'read' | 'open' | 'append' | 'fill'>;
  readonly sound: (recording: string) => Promise<Result<RecordedSound, CallFault>>;
  readonly clock: Clock;
};

type Running = Extract<SpeechState, { state: 'running' }>;
type Done = Extract<SpeechState, { state: 'done' }>;
type Tell = (state: Running) => void;

/** Where a transcript that an engine fills stands. */
type Reached = {
  readonly transcript: string;
  readonly isFilled: boolean;
  readonly segments: number;
  readonly ms: number;
};

/**
 * Transcribes a recording into a transcript of its own, each voice segment durable before the next is heard. A
 * transcript by the same engine and model is gone on with, or only found where it is complete. A child process that
 * breaks is started again after the last segment, unless it broke there before.
 *
 * @param folder the job's own
 */
export async function runTranscription(
  parts: SpeechRunParts,
  key: SpeechJobKey,
  folder: string,
  signal: AbortSignal,
  tell: Tell,
): Promise<Result<Done, CallFault>> {
  const { worker, clock } = parts;
  if (worker === null) return fail('no-worker', `${noWorker.why} ${noWorker.todo}`);
  const chosen = await parts.engines.choose(key.engine, folder);
  if (!chosen.ok) return fail('no-engine', `${chosen.error.why} ${chosen.error.todo}`);
  const first = await findOrOpen(parts, key, chosen.value);
  if (!first.ok) return first;
  let reached = first.value;
  if (reached.isFilled) return done(reached, 0, true);
  const begun = { at: clock.monotonic(), ms: reached.ms };
  for (let brokeAt = -1, isGone = false; ;) {
    const sound = await parts.sound(key.recording);
    if (!sound.ok) return sound;
    const { durationMs } = sound.value;
    const report = (): void =>
      tell({
        state: 'running',
        doneMs: Math.min(reached.ms, durationMs),
        totalMs: durationMs,
        etaMs: eta(clock.monotonic() - begun.at, reached.ms - begun.ms, durationMs - reached.ms),
        segments: reached.segments,
        transcript: reached.transcript,
      });
    report();
    let ended: Extract<Said, { say: 'ended' | 'failed' }> | undefined;
    let isOpen = false;
    const ask = {
      ask: 'transcribe',
      assets: worker.assets,
      parts: sound.value.parts,
      fromMs: reached.ms,
    } as const;
    for await (const said of askWorker(worker, { ...ask, engine: chosen.value.choice }, signal)) {
      if (said.say === 'opened') isOpen = true;
      if (said.say === 'ended' || said.say === 'failed') ended = said;
      if (said.say === 'heard') {
        const kept = await keep(parts, reached.transcript, said);
        if (!kept.ok) return kept;
        reached = { ...reached, segments: reached.segments + kept.value, ms: said.end };
      } else if (said.say === 'listened') reached = { ...reached, ms: Math.max(reached.ms, said.atMs) };
      if (said.say === 'heard' || said.say === 'listened') report();
    }
    if (signal.aborted) return fail('cancelled', 'Cancelled. What was transcribed so far is kept.');
    if (ended?.say === 'ended') {
      const filled = await parts.transcripts.fill(reached.transcript);
      return filled.ok ? done(reached, ended.damaged, false) : filled;
    }
    // The parts may just have been joined into one file: look once more where the sound is.
    if (ended?.code === 'gone' && !isGone) isGone = true;
    else if (ended !== undefined) return fail(ended.code, `${ended.message} ${keptUpTo(reached)}`);
    else if (!isOpen)
      return fail('engine-broke', 'The engine broke when it opened its model. Nothing was transcribed.');
    else if (reached.ms <= brokeAt)
      return fail('engine-broke', `The engine broke twice at the same place. ${keptUpTo(reached)}`);
    else brokeAt = reached.ms;
  }
}

const done = ({ transcript, segments }: Reached, damaged: number, isKnown: boolean): Result<Done, CallFault> =>
  ok({ state: 'done', transcript, segments, damaged, isKnown });

const keptUpTo = ({ segments }: Reached): string =>
  segments === 0
    ? 'Nothing was transcribed.'
    : `The ${segments} segments before it are kept, and trying again goes on after them.`;

/** How long it will still take, ms, once enough was heard to tell. */
function eta(tookMs: number, heardMs: number, leftMs: number): number | null {
  return tookMs < 2000 || heardMs <= 0 ? null : Math.max(0, Math.round((tookMs / heardMs) * leftMs));
}

/** Makes a voice segment durable and answers how many segments it became: none where no word was heard. */
async function keep(
  { transcripts }: SpeechRunParts,
  transcript: string,
  { start, end, text, words }: Extract<Said, { say: 'heard' }>,
): Promise<Result<number, CallFault>> {
  if (text === '') return ok(0);
  const timed = words.map((word) => ({ start: word.start, end: word.end, text: word.text }));
  const segment = { start, end, speaker: null, text, ...(timed.length > 0 && { words: timed }) };
  const appended = await transcripts.append(transcript, [segment]);
  return appended.ok ? ok(1) : appended;
}

async function findOrOpen(
  { transcripts, sound }: SpeechRunParts,
  { review, recording }: SpeechJobKey,
  { engine }: ChosenEngine,
): Promise<Result<Reached, CallFault>> {
  const recorded = await sound(recording);
  if (!recorded.ok) return recorded;
  const { startedAt } = recorded.value;
  if (recorded.value.review !== review) return fail('no-recording', 'This review has no such recording.');
  const { version, modelSha256 } = engine.state;
  const isSame = (source: TranscriptSource | null): boolean =>
    source?.kind === 'engine' && source.engine === engine.engine && source.modelSha256 === modelSha256;
  const known = transcripts.list(review).find((each) => each.recording === recording && isSame(each.source));
  if (known !== undefined) {
    const read = await transcripts.read(known.transcript);
    if (!read.ok) return read;
    const { segments, isFilled } = read.value.folded.transcript;
    const ms = segments.reduce((last, { end }) => Math.max(last, end), 0);
    return ok({ transcript: known.transcript, isFilled, segments: segments.length, ms });
  }
  const source = { kind: 'engine', engine: engine.engine, version, model: engine.model, modelSha256 } as const;
  const language = engine.languages.length === 1 ? (engine.languages[0] ?? 'und') : 'und';
  const opening = { review, recording, offsetMs: 0, startedAt, language, source };
  const opened = await transcripts.open(opening, 'hotwash');
  return opened.ok ? ok({ transcript: opened.value.transcript, isFilled: false, segments: 0, ms: 0 }) : opened;
}
