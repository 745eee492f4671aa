import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SpeechState } from '../../shared/contract/speech-procedures.ts';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { buildSpeechWorker, hasCommands } from '../../test/support/speech-worker.ts';
import {
  openSpeechWorkspace,
  putRecording,
  spokenReview,
  type SpeechWorkspace,
} from '../../test/support/speech-workspace.ts';
import { speak, type Spoken } from '../../test/support/spoken.ts';
import { spokenWords, wordErrorRate } from '../../test/support/word-errors.ts';
import { purgeFiles } from '../recordings/keep-media.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

const sentences = [
  { text: 'The meeting is open and everybody is here.', pauseMs: 900 },
  { text: 'We will look at the timeline of the release.', pauseMs: 1200 },
  { text: 'The first change was made on Monday morning.', pauseMs: 900 },
  { text: 'Next time we want to test the new version first.', pauseMs: 1000 },
];
const job = { review: spokenReview, recording: 'mtalk', engine: 'pocketsphinx', atOnce: false };

describe.runIf(hasCommands('flite', 'ffmpeg', 'pocketsphinx_continuous'))('speech to text of a recording', () => {
  let made = '';
  let worker: Awaited<ReturnType<typeof buildSpeechWorker>>;
  let spoken: Spoken;
  const open: SpeechWorkspace[] = [];
  beforeAll(async () => {
    made = await temporaryFolder('speech-made');
    worker = await buildSpeechWorker(made);
    spoken = speak(made, 'talk', sentences);
  }, 60_000);
  afterAll(removeTemporaryFolders);
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  async function workspace(says: Parameters<typeof openSpeechWorkspace>[2] = {}) {
    const folder = await temporaryFolder('speech');
    const opened = await openSpeechWorkspace(folder, worker, says);
    open.push(opened);
    await putRecording(opened.recordings, 'mtalk', [spoken]);
    return { folder, ...opened };
  }
  async function follow({ speech }: Pick<SpeechWorkspace, 'speech'>, asked = job): Promise<readonly SpeechState[]> {
    const states: SpeechState[] = [];
    await speech.transcribe(asked, new AbortController().signal, (state) => states.push(state));
    return states;
  }
  const transcriptOf = async ({ transcripts }: Pick<SpeechWorkspace, 'transcripts'>, id: string) => {
    const read = await transcripts.read(id);
    if (!read.ok) throw new Error(read.error.message);
    return read.value.folded.transcript;
  };

  it('[E6] keeps each segment with the engine, its version and the hash of its model, and makes no second transcript', async () => {
    const here = await workspace();
    const states = await follow(here);
    const end = states.at(-1);
    if (end?.state !== 'done') throw new Error(JSON.stringify(end));
    const { segments, source, isFilled } = await transcriptOf(here, end.transcript);
    expect(isFilled).toBe(true);
    expect(source).toMatchObject({ kind: 'engine', engine: 'pocketsphinx', model: 'pocketsphinx en-us' });
    expect(source.kind === 'engine' && source.modelSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(segments.map(({ state, speaker }) => ({ state, speaker }))).toEqual(
      sentences.map(() => ({ state: 'machine-draft', speaker: null })),
    );
    expect(states.some((state) => state.state === 'running' && state.etaMs !== null && state.doneMs > 0)).toBe(true);
    expect(await follow(here)).toContainEqual({ ...end, isKnown: true });
    expect(here.transcripts.list()).toHaveLength(1);
    expect(await readdir(join(here.folder, 'speech-jobs'))).toEqual([]);
  });

  it('[E7] goes on after the last segment when everything is killed, and leaves no process behind', async () => {
    const here = await workspace();
    await here.close();
    open.pop();
    const entry = await bundleEntry('test/support/speech-entry.ts', made);
    for (const segments of [1, 2]) await runUntil(entry, here.folder, segments);
    await expect.poll(() => processesOf(here.folder), { timeout: 5000 }).toEqual([]);
    const again = await openSpeechWorkspace(here.folder, worker);
    open.push(again);
    await again.speech.start();
    const [waiting] = again.speech.jobs();
    expect(waiting).toMatchObject({ recording: 'mtalk', engine: 'pocketsphinx' });
    const end = (await follow(again)).at(-1);
    if (end?.state !== 'done') throw new Error(JSON.stringify(end));
    const { segments } = await transcriptOf(again, end.transcript);
    expect(segments).toHaveLength(sentences.length);
    for (const [index, { start, end: last }] of segments.entries()) {
      expect(Math.abs(start - (spoken.sentences[index]?.start ?? 0))).toBeLessThan(250);
      expect(Math.abs(last - (spoken.sentences[index]?.end ?? 0))).toBeLessThan(250);
    }
    const said = sentences.map(({ text }) => text).join(' ');
    expect(wordErrorRate(said, segments.map(({ text }) => text).join(' '))).toBeLessThan(0.4);
    expect(again.transcripts.list()).toHaveLength(1);
  });

  async function runUntil(entry: string, folder: string, segments: number): Promise<void> {
    const args = [entry, folder, worker.entry, worker.assets, 'mtalk'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      const state = JSON.parse(line) as SpeechState;
      if (state.state === 'running' && state.segments >= segments) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  it('[E8] waits for the meeting unless it is wanted at once, and for the recording in any case', async () => {
    let isMeeting = true;
    let isRecording = true;
    const here = await workspace({ isMeeting: () => isMeeting, isRecording: () => isRecording });
    const following = follow(here);
    await expect.poll(() => here.speech.jobs()[0]?.now).toEqual({ state: 'waiting', why: 'recording' });
    isRecording = false;
    here.speech.look();
    expect(here.speech.jobs()[0]?.now).toEqual({ state: 'waiting', why: 'meeting' });
    const pushing = follow(here, { ...job, atOnce: true });
    expect((await following).at(-1)?.state).toBe('done');
    expect((await pushing).at(-1)?.state).toBe('done');
    isMeeting = false;
  });

  it('[E8] does one job after the other, and ends one that is cancelled', async () => {
    const here = await workspace();
    await putRecording(here.recordings, 'mtwo', [spoken, spoken]);
    const first = follow(here);
    const second = follow(here, { ...job, recording: 'mtwo' });
    await expect
      .poll(() => here.speech.jobs().map(({ now }) => now.state), { timeout: 20_000 })
      .toEqual(['running', 'waiting']);
    expect((await here.speech.cancel(job)).ok).toBe(true);
    expect((await first).at(-1)).toEqual({ state: 'cancelled' });
    const end = (await second).at(-1);
    if (end?.state !== 'done') throw new Error(JSON.stringify(end));
    const { segments } = await transcriptOf(here, end.transcript);
    expect(segments).toHaveLength(2 * sentences.length);
    const [again] = segments.slice(sentences.length);
    expect(Math.abs((again?.start ?? 0) - spoken.durationMs - (spoken.sentences[0]?.start ?? 0))).toBeLessThan(250);
    expect((await here.speech.cancel(job)).ok).toBe(false);
  });

  it('[E8] hears nothing more of a recording that was deleted, and keeps no piece of it', async () => {
    const here = await workspace();
    const following = follow(here);
    await expect.poll(() => here.speech.jobs()[0]?.now.state, { timeout: 20_000 }).toBe('running');
    const recording = await here.recordings.open(spokenReview, 'mtalk');
    if (!recording.ok) throw new Error(recording.error.message);
    const files = here.recordings.files('mtalk');
    if (files === undefined) throw new Error('no files');
    expect((await purgeFiles(files, recording.value.recording, 'order', 1_767_225_700_000)).ok).toBe(true);
    expect((await following).at(-1)).toEqual({ state: 'cancelled' });
    expect(await readdir(join(here.folder, 'speech-jobs'))).toEqual([]);
  });

  it('[E9] makes an empty transcript of a recording without speech', async () => {
    const here = await workspace();
    const silent = speak(made, 'silent', [], { endMs: 4000 });
    await putRecording(here.recordings, 'msilent', [silent]);
    const end = (await follow(here, { ...job, recording: 'msilent' })).at(-1);
    expect(end).toMatchObject({ state: 'done', segments: 0, damaged: 0 });
  });

  it('[E9] transcribes what is left of a truncated recording, and refuses one that is no WebM in words', async () => {
    const here = await workspace();
    await putRecording(here.recordings, 'mcut', [spoken]);
    const cut = here.recordings.files('mcut')?.part(1) ?? '';
    await truncate(cut, Math.round((await readFile(cut)).length / 2));
    const end = (await follow(here, { ...job, recording: 'mcut' })).at(-1);
    if (end?.state !== 'done') throw new Error(JSON.stringify(end));
    const { segments } = await transcriptOf(here, end.transcript);
    expect(spokenWords(segments[0]?.text ?? '')).toContain('everybody');
    expect(segments.length).toBeLessThan(sentences.length);
    await putRecording(here.recordings, 'mbad', [{ path: join(made, 'talk-0.wav'), durationMs: 1000 }]);
    expect((await follow(here, { ...job, recording: 'mbad' })).at(-1)).toEqual({
      state: 'failed',
      error: {
        code: 'foreign',
        message: 'This is not a WebM file, or it is cut off before its sound begins. Nothing was transcribed.',
      },
    });
  });

  it('[E9] says what is wrong when engine or recording are not there', async () => {
    const here = await workspace();
    expect((await follow(here, { ...job, recording: 'mnone' })).at(-1)).toMatchObject({
      error: { code: 'no-recording' },
    });
    expect((await follow(here, { ...job, engine: 'model:none' })).at(-1)).toMatchObject({
      error: { code: 'no-engine', message: expect.stringContaining('not a folder') as string },
    });
  });
});

/** Processes that have a folder in their arguments. */
async function processesOf(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(folder)) found.push(line.replaceAll('\0', ' '));
  }
  return found;
}
