import { defaultSettings } from '../formats/webvtt/vtt-cue.ts';
import { escapeCueText } from '../formats/webvtt/write-cue-text.ts';
import { writeVtt } from '../formats/webvtt/write-vtt.ts';
import type { Chapter } from './recording-markers.ts';

/** The JSON chapters of the Podcast namespace, version 1.2.0; times in seconds. */
export const chaptersToJson = (chapters: readonly Chapter[]): string =>
  `${JSON.stringify(
    { version: '1.2.0', chapters: chapters.map(({ startMs, title }) => ({ startTime: startMs / 1000, title })) },
    null,
    2,
  )}\n`;

/** Chapters as cues, each until the next begins; the last until `endMs`, at least a second. */
export const chaptersToVtt = (chapters: readonly Chapter[], endMs: number): string =>
  writeVtt({
    cues: chapters.map(({ startMs, title }, at) => ({
      ...defaultSettings,
      id: String(at + 1),
      startTime: startMs / 1000,
      endTime: Math.max(chapters[at + 1]?.startMs ?? endMs, startMs + (at + 1 < chapters.length ? 1 : 1000)) / 1000,
      text: escapeCueText(title),
    })),
  });
