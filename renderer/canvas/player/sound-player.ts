import type { SoundPiece } from '../../store/recording-source.ts';
import { afterCut, toMs, toPlace, type Cut } from './play-places.ts';

export type PlayerState = {
  /** Where it stands, ms of the recording. */
  readonly ms: number;
  readonly isPlaying: boolean;
  /** It is to sound and does not yet: the browser reads on. */
  readonly isWaiting: boolean;
  readonly fault: string | null;
  /** The piece that sounds; the one after it is read ahead. */
  readonly piece: number;
  readonly rate: number;
};

/** What of a media element is used. */
export type SoundElement = Pick<
  HTMLMediaElement,
  'currentTime' | 'playbackRate' | 'readyState' | 'paused' | 'seeking' | 'play' | 'pause'
> & {
  readonly addEventListener: (type: string, listener: () => void) => void;
  readonly removeEventListener: (type: string, listener: () => void) => void;
};

export type SoundPlayer = {
  readonly state: () => PlayerState;
  readonly subscribe: (listener: () => void) => () => void;
  /** What there is to play; the place stays. */
  readonly setSound: (pieces: readonly SoundPiece[], cuts: readonly Cut[]) => void;
  /** Ties an element to the piece with this address, and answers with what unties it. */
  readonly attach: (url: string, element: SoundElement) => () => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly toggle: () => void;
  readonly seek: (ms: number) => void;
  /** Plays from one place to another and pauses there. */
  readonly playRange: (fromMs: number, toMs: number) => void;
  readonly setRate: (rate: number) => void;
  /** Looks how far the sound is; called for every picture that is drawn while it plays. */
  readonly follow: () => void;
};

const unreadable =
  'The browser cannot play this sound. Its bytes are kept as they came; save the file and try another player.';

/** Nearer than this the element already stands there, ms: the browser rounds times. */
const sameMs = 20;

/**
 * Plays pieces one after the other as if they were one. Each has an element of its own; the next is read ahead, so that it
 * begins where the one before ends. What was taken out is passed over.
 */
export function createSoundPlayer(startMs: number): SoundPlayer {
  let state: PlayerState = { ms: startMs, isPlaying: false, isWaiting: false, fault: null, piece: 0, rate: 1 };
  let pieces: readonly SoundPiece[] = [];
  let cuts: readonly Cut[] = [];
  let until = Infinity;
  const elements = new Map<string, SoundElement>();
  const listeners = new Set<() => void>();

  const change = (to: Partial<PlayerState>): void => {
    const isSame = (Object.keys(to) as (keyof PlayerState)[]).every((key) => to[key] === state[key]);
    if (isSame) return;
    state = { ...state, ...to };
    for (const listener of listeners) listener();
  };
  const elementOf = (piece: number): SoundElement | undefined => elements.get(pieces[piece]?.url ?? '');

  /** Brings the elements to what is wanted: the right one at the right place, playing or not. */
  const settle = (): void => {
    const place = toPlace(pieces, state.ms);
    if (place === null) return;
    change({ piece: place.piece });
    const element = elementOf(place.piece);
    for (const other of elements.values()) if (other !== element) other.pause();
    // One that knows nothing of its sound yet comes back here when it does.
    if (element === undefined || element.readyState === 0) return;
    element.playbackRate = state.rate;
    if (Math.abs(element.currentTime * 1000 - place.withinMs) > sameMs) element.currentTime = place.withinMs / 1000;
    // A pause that comes before it sounds rejects it, and that is what was asked for.
    if (state.isPlaying && element.paused) void element.play().catch(() => undefined);
  };

  const pause = (): void => {
    until = Infinity;
    change({ isPlaying: false, isWaiting: false });
    for (const element of elements.values()) element.pause();
  };

  const seek = (ms: number): void => {
    until = Infinity;
    const wanted = Math.max(0, ms);
    change({ ms: afterCut(cuts, wanted) ?? wanted, fault: null });
    settle();
  };

  const play = (): void => {
    const last = pieces.at(-1);
    if (last === undefined) return;
    const isAtEnd = state.ms >= last.fromMs + last.durationMs - sameMs;
    change({ isPlaying: true, ...(isAtEnd ? { ms: 0 } : {}) });
    settle();
  };

  const follow = (): void => {
    const element = elementOf(state.piece);
    if (!state.isPlaying || element === undefined || element.paused || element.seeking) return;
    const now = toMs(pieces, { piece: state.piece, withinMs: element.currentTime * 1000 });
    const cut = afterCut(cuts, now);
    if (now >= until) {
      const end = until;
      pause();
      change({ ms: end });
    } else {
      change({ ms: cut ?? now });
      if (cut !== undefined) settle();
    }
  };

  /** The next piece sounds where this one ended, or it is over. */
  const goOn = (url: string): void => {
    const ended = pieces[state.piece];
    if (ended?.url !== url || !state.isPlaying) return;
    const next = pieces[state.piece + 1];
    const ms = next?.fromMs ?? ended.fromMs + ended.durationMs;
    if (next === undefined || next.fromMs >= until) pause();
    change({ ms });
    if (state.isPlaying) settle();
  };

  const fail = (url: string): void => {
    if (pieces[state.piece]?.url !== url) return;
    pause();
    change({ fault: unreadable });
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setSound: (givenPieces, givenCuts) => {
      pieces = givenPieces;
      cuts = givenCuts;
      settle();
    },
    attach: (url, element) => {
      elements.set(url, element);
      const isCurrent = (): boolean => pieces[state.piece]?.url === url;
      const heard: readonly (readonly [string, () => void])[] = [
        ['loadedmetadata', settle],
        ['timeupdate', follow],
        ['ended', () => goOn(url)],
        ['waiting', () => isCurrent() && change({ isWaiting: state.isPlaying })],
        ['playing', () => change({ isWaiting: false })],
        ['error', () => fail(url)],
      ];
      for (const [type, listener] of heard) element.addEventListener(type, listener);
      settle();
      return () => {
        for (const [type, listener] of heard) element.removeEventListener(type, listener);
        if (elements.get(url) === element) elements.delete(url);
      };
    },
    play,
    pause,
    toggle: () => (state.isPlaying ? pause() : play()),
    seek,
    playRange: (fromMs, toMs) => {
      seek(fromMs);
      until = toMs;
      play();
    },
    setRate: (rate) => {
      change({ rate });
      for (const element of elements.values()) element.playbackRate = rate;
    },
    follow,
  };
}
