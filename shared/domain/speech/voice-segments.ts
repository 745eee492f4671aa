/** Samples per second of all sound that engines hear. */
export const soundRate = 16_000;

/** Samples that the voice detector judges at once: 32 ms. */
export const frameSamples = 512;

export const frameMs = (frameSamples / soundRate) * 1000;

export type VoiceOptions = {
  /** A frame at least this likely to be voice begins a segment. */
  readonly begin: number;
  /** A segment goes on while frames are at least this likely. Lower than `begin`, so that it does not flicker. */
  readonly goOn: number;
  /** What is shorter is a click or a cough. Ms. */
  readonly minVoiceMs: number;
  /** A shorter silence is a breath within a sentence. Ms. */
  readonly minSilenceMs: number;
  /** Kept before and after, since a word begins more softly than it is detected. Ms. */
  readonly padMs: number;
  /** A longer segment is cut at its quietest place; engines slow down or give up on long ones. Ms. */
  readonly maxMs: number;
};

export const voiceOptions: VoiceOptions = {
  begin: 0.5,
  goOn: 0.35,
  minVoiceMs: 200,
  minSilenceMs: 400,
  padMs: 64,
  maxMs: 30_000,
};

/** A stretch of voice, in samples from the sound's beginning; `end` is the first that is no longer in it. */
export type VoiceSegment = { readonly start: number; readonly end: number };

export interface VoiceSegmenter {
  /** Takes the likelihood that the next frame is voice and answers with the segments that are settled by it. */
  push(likelihood: number): readonly VoiceSegment[];
  /** The sound is over. */
  end(): readonly VoiceSegment[];
  /** Samples before this one will be in no segment any more. */
  neededFrom(): number;
}

type Open = { start: number; quietSince: number | null; readonly likelihoods: number[] };

/** Turns likelihoods of frames of {@link frameSamples} into segments in order, which never overlap. */
export function createVoiceSegmenter(options: VoiceOptions = voiceOptions): VoiceSegmenter {
  const frames = (ms: number): number => Math.max(1, Math.round(ms / frameMs));
  const [minVoice, minSilence, pad, most] = [
    frames(options.minVoiceMs),
    frames(options.minSilenceMs),
    Math.round(options.padMs / frameMs),
    frames(options.maxMs),
  ];
  let at = 0;
  let free = 0;
  let open: Open | null = null;

  const segment = (start: number, end: number): VoiceSegment => {
    free = end;
    return { start: start * frameSamples, end: end * frameSamples };
  };
  /** Ends what is open where voice was heard last. */
  const settle = (voiceEnd: number, now: number): readonly VoiceSegment[] => {
    if (open === null) return [];
    const { start } = open;
    open = null;
    if (voiceEnd - start < minVoice && start !== free) return [];
    return [segment(Math.max(free, start - pad), Math.min(voiceEnd + pad, now))];
  };
  /** Cuts a segment that grew too long where it was quietest in its last third, and goes on with the rest. */
  const cut = (long: Open): readonly VoiceSegment[] => {
    const from = Math.floor((long.likelihoods.length * 2) / 3);
    const quietest = long.likelihoods.slice(from).reduce((best, likelihood, index, all) => {
      return likelihood <= (all[best] ?? Infinity) ? index : best;
    }, 0);
    const first = Math.max(free, long.start - pad);
    const place = long.start + from + quietest + 1;
    open = { start: place, quietSince: null, likelihoods: long.likelihoods.slice(place - long.start) };
    return [segment(first, place)];
  };

  return {
    push: (likelihood) => {
      const now = at;
      at += 1;
      if (open === null) {
        if (likelihood >= options.begin) open = { start: now, quietSince: null, likelihoods: [likelihood] };
        return [];
      }
      open.likelihoods.push(likelihood);
      if (likelihood >= options.goOn) open.quietSince = null;
      else open.quietSince ??= now;
      if (open.quietSince !== null && at - open.quietSince >= minSilence) return settle(open.quietSince, at);
      return at - Math.max(free, open.start - pad) >= most ? cut(open) : [];
    },
    end: () => settle(open?.quietSince ?? at, at),
    neededFrom: () => Math.max(free, (open?.start ?? at) - pad) * frameSamples,
  };
}
