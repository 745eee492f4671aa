import type { SpeechState } from '../../../shared/contract/speech-procedures.ts';
import type { Engine } from '../../../shared/domain/speech/engine.ts';

/** What stands beside a recording that no engine can transcribe here. */
export const notTranscribed = 'Recorded; not transcribed: no speech model installed';

export const roughDraft = 'a rough draft: about one word in three or four is wrong';

/** `0:41:07` */
export function clockOf(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** How long it will still take, as a person says it; empty where nobody knows. */
export function etaInWords(etaMs: number | null): string {
  if (etaMs === null) return '';
  if (etaMs < 50_000) return 'less than a minute left';
  const minutes = Math.max(1, Math.round(etaMs / 60_000));
  if (minutes < 90) return `about ${minutes} min left`;
  return `about ${Math.round(minutes / 60)} h left`;
}

/** Why a job has not begun. */
export const waitingInWords: { readonly [W in Extract<SpeechState, { state: 'waiting' }>['why']]: string } = {
  meeting: 'Waits for the meeting to end, so that it does not slow it down.',
  recording: 'Waits for this recording to be stopped.',
  queue: 'Waits for another transcription to end.',
};

/** `pocketsphinx en-us, a rough draft: …`: an engine as it is chosen. */
export const engineInWords = ({ model, languages, isRough }: Engine): string =>
  [model, languages.join(', '), ...(isRough ? ['rough drafts'] : [])].filter(Boolean).join(' · ');

/** Engines that can be used, models before rough drafts. */
export const usableEngines = (engines: readonly Engine[]): readonly Engine[] =>
  engines.filter(({ state }) => state.kind === 'available').toSorted((a, b) => Number(a.isRough) - Number(b.isRough));
