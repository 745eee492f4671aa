import type { CallFault } from '../../shared/contract/procedures.ts';
import type { PartEnd } from '../../shared/domain/recording/entry.ts';
import type { RecordingNotice } from '../../shared/domain/recording/recording.ts';
import type { Result } from '../../shared/lib/result.ts';
import { createOutbox, type Lane, type RecorderHost } from './recorder-outbox.ts';
import { beginWatch, endWatch, isSilence, watchOn, type Watch, type WatchFinding } from './recorder-watch.ts';

/** An open microphone, with the screen beside it where that was asked for. */
export type Source = {
  readonly label: string;
  /** Begins a file of its own: everything from now on, in order. Two may run at once. */
  readonly record: (hear: (bytes: Blob) => void) => { readonly mime: string; readonly stop: () => Promise<void> };
  /** The loudest since it was last asked, dBFS; null where it cannot be told. */
  readonly level: () => number | null;
  readonly isMuted: () => boolean;
  readonly isLost: () => boolean;
  readonly close: () => void;
};

/** What an engine does now. `why` of a rest is that of the part's end. */
export type RecorderStage =
  | { readonly name: 'rest'; readonly why: PartEnd | null }
  | { readonly name: 'recording' }
  /** The main process takes nothing more, or the microphone is gone. */
  | { readonly name: 'broken'; readonly why: 'device-lost' | 'refused'; readonly fault: CallFault | null };

export type RecorderView = {
  readonly stage: RecorderStage;
  readonly label: string;
  /** How much was recorded, ms; pauses are not in it. */
  readonly elapsedMs: number;
  /** Sound that is not on the disk yet, ms. */
  readonly waitingMs: number;
  readonly level: number | null;
  readonly isMuted: boolean;
  /** For how long nothing was heard, ms; null while something is. */
  readonly silentMs: number | null;
  /** For how long the recorder has given nothing, ms. */
  readonly gapMs: number | null;
  readonly hoursLeft: number | null;
};

export type EnginePorts = {
  readonly host: RecorderHost & {
    note(what: RecordingNotice, atMs: number, forMs: number | null): Promise<unknown>;
  };
  readonly clock: {
    readonly wall: () => number;
    readonly mono: () => number;
    readonly wait: (ms: number) => Promise<void>;
  };
  readonly onChange: (view: RecorderView) => void;
  /** A new part begins after this long, ms. */
  readonly partMs: number;
};

export type RecorderEngine = {
  /** Begins a part on an open source, which is the engine's from then on. */
  begin(source: Source): void;
  /** Ends the part: what was heard goes to the disk, nothing more is heard. Resolves when it is there. */
  rest(why: PartEnd): Promise<void>;
  /** Begins a new part now. Resolves with where it stands in the recording once the former is on the disk; null at rest. */
  split(): Promise<number | null>;
  /** Looks at the clocks and the microphone; to be called four times a second. */
  tick(): void;
  view(): RecorderView;
};

type Take = {
  readonly lane: Lane;
  readonly stop: () => Promise<void>;
  readonly begunAt: number;
  offsetMs: number;
  heardAt: number;
  ms: number;
};

/**
 * Both recorders run for so long at a change of parts, ms. Chromium throws away the Opus frame of 60 ms that it is in when
 * it is told to stop: without this, 3 to 53 ms were lost in eight changes that were measured; with it none, and the same
 * moment stands in both parts.
 */
const overlapMs = 80;
/** Longest a recorder is waited for when it is told to stop, ms. */
const stopPatience = 2000;

/**
 * One recording as this window makes it: parts one after the other, each chunk to the disk at once, a watch on gaps,
 * silence, sleep and the microphone. What the review says of it is the caller's business.
 */
export function createEngine({ host, clock, onChange, partMs }: EnginePorts): RecorderEngine {
  let stage: RecorderStage = { name: 'rest', why: null };
  let source: Source | null = null;
  let take: Take | null = null;
  let watch: Watch = beginWatch(clock.wall(), clock.mono());
  let reachedMs = 0;
  let level: number | null = null;
  let hoursLeft: number | null = null;
  let rolling = Promise.resolve();

  const outbox = createOutbox({
    host,
    wait: clock.wait,
    onChange: () => tell(),
    onBegun: (lane, offsetMs) => {
      if (take?.lane === lane) take.offsetMs = offsetMs;
    },
    onKept: (answer) => {
      hoursLeft = answer.freeHours;
      if (answer.stopped) fall({ name: 'rest', why: 'disk-full' });
    },
    onRefused: (fault) => fall({ name: 'broken', why: 'refused', fault }),
  });
  const view = (): RecorderView => {
    const mono = clock.mono();
    const { quietSince, gapSince } = watch;
    const isOn = take !== null;
    return {
      stage,
      label: source?.label ?? '',
      elapsedMs: take === null ? reachedMs : take.offsetMs + Math.max(0, mono - take.begunAt),
      waitingMs: outbox.waitingMs(),
      level: isOn ? level : null,
      isMuted: isOn && source?.isMuted() === true,
      silentMs: isOn && isSilence(quietSince, mono) ? mono - quietSince : null,
      gapMs: isOn && gapSince !== null ? mono - gapSince : null,
      hoursLeft,
    };
  };
  const tell = () => onChange(view());
  const note = (what: RecordingNotice, since: number, forMs: number | null) => {
    const atMs = take === null ? reachedMs : take.offsetMs + (since - take.begunAt);
    void host.note(what, Math.max(0, Math.round(atMs)), forMs === null ? null : Math.round(forMs));
  };
  const noteAll = (found: readonly WatchFinding[]) => {
    for (const each of found) if (each.kind !== 'slept') note(each.kind, each.since, each.forMs);
  };

  const beginPart = (from: Source) => {
    const begunAt = clock.mono();
    const next: { now: Take | null } = { now: null };
    const { mime, stop } = from.record((bytes) => {
      const { now } = next;
      if (now === null) return;
      now.heardAt = clock.mono();
      now.ms = Math.round(now.heardAt - begunAt);
      now.lane.chunk(bytes, now.ms);
    });
    const lane = outbox.part(mime, clock.wall());
    take = { lane, stop, begunAt, offsetMs: reachedMs, heardAt: begunAt, ms: 0 };
    next.now = take;
  };
  const endPart = async (ending: Take, why: PartEnd): Promise<void> => {
    if (take === ending) {
      reachedMs = reachedBy(ending);
      take = null;
    }
    await Promise.race([ending.stop(), clock.wait(stopPatience)]);
    ending.lane.end(why);
  };
  const reachedBy = (each: Take) => each.offsetMs + Math.max(0, clock.mono() - each.begunAt);
  /** Two recorders hear the one microphone for the moment of the change, so that no word falls between two parts. */
  const roll = (from: Source, why: 'rollover' | 'sleep'): Promise<void> => {
    const former = take;
    if (former === null) return Promise.resolve();
    reachedMs = reachedBy(former);
    beginPart(from);
    rolling = clock.wait(overlapMs).then(() => endPart(former, why));
    return rolling;
  };
  /** Nothing can be sent any more: the microphone is let go at once. */
  const fall = (to: RecorderStage) => {
    if (take !== null) {
      reachedMs = take.offsetMs + take.ms;
      void take.stop();
    }
    take = null;
    source?.close();
    source = null;
    stage = to;
    tell();
  };
  const rest = async (why: PartEnd, to: RecorderStage = { name: 'rest', why }): Promise<void> => {
    const ending = take;
    const open = source;
    if (ending !== null) noteAll(endWatch(watch, clock.mono()));
    source = null;
    stage = to;
    const closing = ending === null ? Promise.resolve() : endPart(ending, why);
    tell();
    await Promise.all([closing, rolling]);
    open?.close();
    await outbox.drained();
    tell();
  };

  return {
    view,
    begin: (open) => {
      source = open;
      stage = { name: 'recording' };
      watch = beginWatch(clock.wall(), clock.mono());
      beginPart(open);
      tell();
    },
    rest: (why) => rest(why),
    split: async () => {
      if (source === null || take === null) return null;
      await roll(source, 'rollover');
      await outbox.drained();
      return take === null ? null : take.offsetMs;
    },
    tick: () => {
      if (take === null || source === null) return;
      const mono = clock.mono();
      level = source.level();
      if (source.isLost()) {
        note('device-lost', mono, null);
        void rest('device-lost', { name: 'broken', why: 'device-lost', fault: null });
        return;
      }
      const looked = watchOn(watch, { wall: clock.wall(), mono, heardAt: take.heardAt, level });
      watch = looked.watch;
      noteAll(looked.ended);
      const slept = looked.ended.find((each) => each.kind === 'slept');
      if (slept !== undefined) {
        note('sleep', mono, slept.forMs);
        void roll(source, 'sleep');
      } else if (mono - take.begunAt >= partMs) void roll(source, 'rollover');
      tell();
    },
  };
}

/** A source that was opened, or why it was not. */
export type Opened = Result<Source, CallFault>;
