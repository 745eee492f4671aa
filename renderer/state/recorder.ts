import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { call } from '../host/client.ts';
import { sendChunk } from '../host/recording-client.ts';
import { partLengthMs } from '../../shared/contract/recording-procedures.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { runningRecording, type Recording } from '../../shared/domain/recording/recording.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { ok } from '../../shared/lib/result.ts';
import { newId, sendCommand } from './commands.ts';
import { createEngine, type EnginePorts, type RecorderEngine, type RecorderView } from './recorder-engine.ts';
import { publishSignal, type RecorderSignal } from './recorder-signal.ts';
import { openSource } from './recorder-source.ts';
import { setFault } from './room-store.ts';

/** The recording that this window makes. One window records, whatever place of Hotwash it shows. */
export type RecorderState = {
  readonly review: string | null;
  readonly recording: string | null;
  readonly view: RecorderView | null;
  /** The microphone is being opened, or the last sound is on its way. */
  readonly busy: boolean;
  /** Another window holds this review's recording. */
  readonly elsewhere: boolean;
  /** A microphone is there again after one was lost. */
  readonly deviceBack: boolean;
};

const nothing: RecorderState = {
  review: null,
  recording: null,
  view: null,
  busy: false,
  elsewhere: false,
  deviceBack: false,
};
const store = createStore<RecorderState>(() => nothing);

export const useRecorder = (): RecorderState => useStore(store);

/** Where a refusal of the recorder stands in the room. */
export const recorderPlace = 'recorder';

const tickMs = 250;
const signalEveryMs = 500;

type Held = {
  readonly review: string;
  readonly recording: string;
  readonly engine: RecorderEngine;
  readonly release: () => void;
  /** When sound was last begun, epoch ms: a pause before that is over. */
  begunAt: number;
};
let held: Held | null = null;
let toldAt = 0;
let toldTrouble = '';

/** One thing after the other: a pause that is pressed while the microphone opens comes after it. */
let queue: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  const next = queue.then(async () => {
    store.setState({ busy: true });
    await work();
    store.setState({ busy: false });
  });
  queue = next.catch(() => store.setState({ busy: false }));
  return next;
}

function hostOf(review: string, recording: string): EnginePorts['host'] {
  const at = { review: review as ReviewId, recording };
  return {
    begin: (mime, startedAt) => call('recording.begin-part', { ...at, mime, startedAt }),
    chunk: (place, bytes) => sendChunk({ review, recording, ...place }, bytes),
    end: (part, why) => call('recording.end-part', { ...at, part, why }),
    expected: async () => {
      const state = await call('recording.state', at);
      return state.ok ? ok(state.value.next) : state;
    },
    note: (what, atMs, forMs) => call('recording.note', { ...at, what, atMs, forMs }),
  };
}

/** Takes this review's recording for this window; null where another one has it. */
function hold(review: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    void navigator.locks.request(`hotwash.recorder.${review}`, { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((release) => resolve(() => release()));
    });
  });
}

async function take(review: string, recording: string): Promise<Held | null> {
  if (held !== null && held.recording === recording) return held;
  if (held !== null) return null;
  const release = await hold(review);
  store.setState({ elsewhere: release === null });
  if (release === null) return null;
  const clock = {
    wall: () => Date.now(),
    mono: () => performance.now(),
    wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const engine = createEngine({
    host: hostOf(review, recording),
    clock,
    partMs: partLengthMs,
    onChange: (view) => tell(review, recording, view),
  });
  const timer = setInterval(() => engine.tick(), tickMs);
  const unwatch = watchDevices();
  held = {
    review,
    recording,
    engine,
    begunAt: 0,
    release: () => {
      clearInterval(timer);
      unwatch();
      release();
    },
  };
  store.setState({ review, recording, view: engine.view() });
  return held;
}

function letGo(): void {
  if (held === null) return;
  publishSignal(held.review, null);
  held.release();
  held = null;
  store.setState(nothing);
}

function tell(review: string, recording: string, view: RecorderView): void {
  store.setState({ view });
  const trouble = troubleOf(view);
  const at = Date.now();
  if (at - toldAt < signalEveryMs && trouble === toldTrouble) return;
  [toldAt, toldTrouble] = [at, trouble];
  publishSignal(review, { recording, elapsedMs: view.elapsedMs, trouble, at });
}

/** Sound that waits for longer than this is told, ms. */
export const behindMs = 1500;

function troubleOf({ stage, gapMs, waitingMs }: RecorderView): RecorderSignal['trouble'] {
  if (stage.name === 'broken') return stage.why;
  if (gapMs !== null) return 'no-sound';
  return waitingMs > behindMs ? 'behind' : 'none';
}

/** A refusal or a microphone that cannot be opened stands where recording is asked for. */
const fail = (fault: CallFault | null): void => setFault(recorderPlace, fault);

async function command(review: string, asked: ReviewCommand): Promise<boolean> {
  const answer = await sendCommand(review as ReviewId, asked);
  fail(answer.ok ? null : answer.error);
  return answer.ok;
}

/** Opens the microphone, asks for the recording, and begins with the first sound after the answer. */
async function record(
  review: string,
  recording: string,
  withScreen: boolean,
  asks: ReviewCommand | null,
  isByHand = true,
): Promise<void> {
  const mine = await take(review, recording);
  if (mine === null)
    return isByHand
      ? fail({ code: 'elsewhere', message: 'Another window records this review. Go on there, or close it.' })
      : undefined;
  const source = await openSource(withScreen, () => mine.engine.tick());
  if (!source.ok) {
    if (asks?.type === 'recording.start') letGo();
    return fail(source.error);
  }
  const isAllowed = asks === null || (await command(review, asks));
  // It may have been stopped from elsewhere while the microphone opened.
  if (!isAllowed || held !== mine) {
    source.value.close();
    if (held === mine && asks?.type === 'recording.start') letGo();
    return;
  }
  fail(null);
  store.setState({ deviceBack: false });
  mine.begunAt = Date.now();
  mine.engine.begin(source.value);
}

export function startRecording(review: string, withScreen: boolean): Promise<void> {
  const recording = newId();
  const sources = withScreen ? (['microphone', 'screen'] as const) : (['microphone'] as const);
  return inTurn(() =>
    record(review, recording, withScreen, { type: 'recording.start', recording, sources: [...sources] }),
  );
}

/** Ends the part at once, then says so in the review: nothing that is said after the key is heard. */
export function pauseRecording(review: string, recording: string, why: 'pause' | 'off-the-record'): Promise<void> {
  const mine = held?.recording === recording ? held : null;
  const rested = mine?.engine.rest(why === 'pause' ? 'paused' : 'off-the-record');
  return inTurn(async () => {
    await rested;
    await command(review, { type: 'recording.pause', recording, why });
  });
}

export function resumeRecording(review: string, recording: Recording): Promise<void> {
  const withScreen = recording.sources.includes('screen');
  return inTurn(() => record(review, recording.id, withScreen, { type: 'recording.resume', recording: recording.id }));
}

/** Whether this window holds the recording, but hears nothing any more. */
export const isInterrupted = (recording: string): boolean =>
  held?.recording === recording && held.engine.view().stage.name === 'broken';

/** Begins a new part where this window records; null where it does not. */
export const splitRecording = async (recording: string): Promise<number | null> =>
  held?.recording === recording ? held.engine.split() : null;

/** Asks nothing. What was heard is kept. */
export function stopRecording(review: string, recording: string): Promise<void> {
  const mine = held?.recording === recording ? held : null;
  const rested = mine?.engine.rest('stopped');
  return inTurn(async () => {
    await rested;
    const answer = await call('recording.stop', { review, recording });
    fail(answer.ok ? null : answer.error);
    if (answer.ok && mine !== null) letGo();
  });
}

/** Goes on with a recording whose window was lost or loaded anew, or whose microphone is back. */
export function goOnRecording(review: string, recording: Recording): Promise<void> {
  return inTurn(async () => {
    const stage = held?.engine.view().stage;
    const wasLost = stage?.name === 'broken' && stage.why === 'device-lost';
    await record(review, recording.id, recording.sources.includes('screen'), null);
    if (wasLost && held?.engine.view().stage.name === 'recording')
      await call('recording.note', {
        review,
        recording: recording.id,
        what: 'device-back',
        atMs: Math.round(held.engine.view().elapsedMs),
        forMs: null,
      });
  });
}

/**
 * Keeps what this window does in step with what the review says; called whenever the review changed. `isLive`: what the
 * page knows is what the main process knows, so that a recording that runs there is not one that was stopped long ago.
 */
export function followRecordings(review: string, recordings: readonly Recording[], isLive: boolean): void {
  const running = runningRecording(recordings);
  if (held !== null && held.review === review) {
    const mine = recordings.find(({ id }) => id === held?.recording);
    if (mine === undefined) return;
    const isOn = held.engine.view().stage.name === 'recording';
    if (mine.state.name === 'stopped') {
      void held.engine.rest('stopped');
      letGo();
    } else if (mine.state.name === 'paused' && isOn && mine.state.at >= held.begunAt) void held.engine.rest('consent');
    return;
  }
  // The screen is picked by hand each time, so a recording of it is gone on with by hand as well.
  if (isLive && held === null && running?.state.name === 'recording' && !running.sources.includes('screen'))
    void goOnAlone(review, running);
}

let goingOn = '';

/** A page that was loaded anew goes on by itself: the room was told that it is recorded, and it is. */
async function goOnAlone(review: string, recording: Recording): Promise<void> {
  if (goingOn === recording.id || store.getState().busy) return;
  goingOn = recording.id;
  await inTurn(() => record(review, recording.id, false, null, false));
  goingOn = '';
}

/** A microphone that comes back is offered, never taken by itself: it may be another one. */
function watchDevices(): () => void {
  const look = async (): Promise<void> => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (held?.engine.view().stage.name !== 'broken') return;
    store.setState({ deviceBack: devices.some(({ kind }) => kind === 'audioinput') });
  };
  const onChange = () => void look();
  navigator.mediaDevices.addEventListener('devicechange', onChange);
  return () => navigator.mediaDevices.removeEventListener('devicechange', onChange);
}
