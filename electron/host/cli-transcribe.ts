import type { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { SpeechState } from '../../shared/contract/speech-procedures.ts';
import { engineIdSchema, type EngineId } from '../../shared/domain/speech/engine.ts';
import { segmentsToVtt, type WrittenSegment } from '../../shared/formats/transcript-writers.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { exists } from '../export/bag-files.ts';
import { startNodeChild } from '../platform/child.ts';
import { createEngines, noWorker, speechModels, type Engines } from '../speech/engines.ts';
import { askWorker } from '../speech/run-worker.ts';
import { findSpeechWorker } from '../speech/speech-assets.ts';
import { exitHelp, readIds, settle, writeOut, type WithWorkspace } from './cli-seal.ts';
import { fail } from './fault.ts';
import type { Services } from './services.ts';
import { workspaceFolder } from './with-workspace.ts';

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

type Options = WithWorkspace & { readonly engine?: string; readonly recording?: string };

const noModel =
  'No speech model is installed. Put a model folder into speech-models of the workspace (docs/speech.md), or install ' +
  'pocketsphinx and pocketsphinx-en-us for rough drafts.';

/** Adds `hotwash transcript transcribe` to the command `transcript`; comes after whoever makes that command. */
export function registerTranscribe(program: Command): void {
  const transcript =
    program.commands.find((each) => each.name() === 'transcript') ??
    program.command('transcript').description('transcripts of what was said');
  transcript
    .command('transcribe')
    .description('transcribe a review’s recording, or a WebM file, into WebVTT by an engine on this machine')
    .argument('<subject>', 'a review’s id, whose last recording is taken, or FILE.webm')
    .argument('<out>', 'a WebVTT file that is not there yet')
    .option('--engine <id>', 'pocketsphinx, or model:NAME for a folder in speech-models (default: a model, if any)')
    .option('--recording <id>', 'another recording of the review than its last')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .addHelpText('after', exitHelp)
    .action(async (subject: string, out: string, options: Options) => {
      const engine = engineIdSchema.optional().safeParse(options.engine);
      if (!engine.success) return wrong('An engine is pocketsphinx or model:NAME.', 2);
      if (await exists(resolve(out)))
        return wrong('OUT exists already; nothing was overwritten. Choose another name.', 1);
      if (!/\.webm$/i.test(subject)) return transcribeReview(subject, out, engine.data, options);
      const heard = await transcribeFile(resolve(subject), engine.data, workspaceFolder(options.workspace));
      const written = heard.ok ? await writeOut(out, segmentsToVtt(heard.value)) : heard;
      if (!written.ok) wrong(written.error.message, 1);
    });
}

function wrong(message: string, exit: 1 | 2): void {
  tell(message);
  process.exitCode = exit;
}

async function transcribeReview(
  review: string,
  out: string,
  engine: EngineId | undefined,
  { workspace, recording }: Options,
): Promise<void> {
  const ids = readIds(review, undefined);
  if (ids === undefined) return;
  await settle(workspace, async (services) => {
    const read = services.reviews.read(ids.review);
    if (!read.ok) return read;
    const known = read.value.review.recordings.findLast(({ id }) => recording === undefined || id === recording);
    if (known === undefined) return fail('no-recording', 'This review has no such recording.');
    const chosen = engine ?? bestOf(await services.speech.engines());
    if (chosen === undefined) return fail('no-engine', noModel);
    const key = { review: ids.review, recording: known.id, engine: chosen, atOnce: true };
    let last: SpeechState = { state: 'cancelled' };
    await services.speech.transcribe(key, new AbortController().signal, (state) => {
      last = state;
      sayProgress(state);
    });
    return writeTranscript(services, last, out);
  });
}

async function writeTranscript(
  { transcripts }: Services,
  last: SpeechState,
  out: string,
): Promise<Result<unknown, CallFault>> {
  if (last.state === 'failed') return err(last.error);
  if (last.state !== 'done') return fail('cancelled', 'Cancelled. What was transcribed so far is kept.');
  const read = await transcripts.read(last.transcript);
  return read.ok ? writeOut(out, segmentsToVtt(read.value.folded.transcript.segments)) : read;
}

function sayProgress(state: SpeechState): void {
  if (state.state === 'waiting') tell(state.why === 'recording' ? 'The recording still runs.' : 'Waiting.');
  if (state.state === 'running' && state.segments > 0) tell(`${clock(state.doneMs)} of ${clock(state.totalMs)}`);
}

/** A model before rough drafts. */
const bestOf = (list: Awaited<ReturnType<Engines['list']>>): EngineId | undefined =>
  list.find(({ state }) => state.kind === 'available')?.id;

/** Transcribes a file that belongs to no review; nothing of it is kept but what is answered. */
async function transcribeFile(
  path: string,
  engine: EngineId | undefined,
  workspace: string,
): Promise<Result<readonly WrittenSegment[], CallFault>> {
  const worker = await findSpeechWorker(startNodeChild);
  if (worker === null) return fail('no-worker', `${noWorker.why} ${noWorker.todo}`);
  const engines = createEngines(speechModels(workspace), worker);
  const id = engine ?? bestOf(await engines.list());
  if (id === undefined) return fail('no-engine', noModel);
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-transcribe-'));
  try {
    const chosen = await engines.choose(id, folder);
    if (!chosen.ok) return fail('no-engine', `${chosen.error.why} ${chosen.error.todo}`);
    const { version, modelSha256 } = chosen.value.engine.state;
    tell(`${chosen.value.engine.engine} ${version}, model ${chosen.value.engine.model} ${modelSha256}`);
    const parts = [{ path, offsetMs: 0 }];
    const ask = { ask: 'transcribe', assets: worker.assets, parts, fromMs: 0, engine: chosen.value.choice } as const;
    const segments: WrittenSegment[] = [];
    let isWhole = false;
    for await (const said of askWorker(worker, ask, new AbortController().signal)) {
      if (said.say === 'failed') return fail(said.code, said.message);
      if (said.say === 'heard') tell(`${clock(said.start)} ${said.text}`);
      if (said.say === 'heard' && said.text !== '')
        segments.push({ start: said.start, end: said.end, speaker: null, text: said.text });
      if (said.say === 'ended') isWhole = true;
      if (said.say === 'ended' && said.damaged > 0) tell(`${said.damaged} packets of sound could not be read.`);
    }
    return isWhole ? ok(segments) : fail('engine-broke', 'The engine broke. Nothing was written.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 0:41:07 */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
