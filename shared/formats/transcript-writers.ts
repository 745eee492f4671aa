import type { FileSegment } from './transcript-segment.ts';
import { flowing } from './transcript-segment.ts';
import { defaultSettings, type VttCue } from './webvtt/vtt-cue.ts';
import { escapeCueText, fitCueText } from './webvtt/write-cue-text.ts';
import { writeTimestamp } from './webvtt/vtt-timestamp.ts';
import { writeVtt } from './webvtt/write-vtt.ts';

/** What is written of a segment; its id names the cue. */
export type WrittenSegment = Pick<FileSegment, 'start' | 'end' | 'speaker' | 'text'> & { readonly id?: string };

/** Segments as WebVTT cues, the speaker as a voice. */
export const segmentsToCues = (segments: readonly WrittenSegment[]): readonly VttCue[] =>
  segments.map(({ id, start, end, speaker, text }) => ({
    ...defaultSettings,
    id: id ?? '',
    startTime: start / 1000,
    endTime: end / 1000,
    text: fitCueText(`${voice(speaker)}${escapeCueText(flowing(text))}`),
  }));

const voice = (speaker: string | null): string =>
  speaker === null || flowing(speaker) === '' ? '' : `<v ${escapeCueText(flowing(speaker))}>`;

/** A WebVTT file that reads back as these segments; `head` is one line for people, beside the format's name. */
export const segmentsToVtt = (segments: readonly WrittenSegment[], head = ''): string =>
  writeVtt({ head, cues: segmentsToCues(segments) });

/** A SubRip file; it has no voices, so that a speaker stands before the text: `Name: text`. */
export const segmentsToSrt = (segments: readonly WrittenSegment[]): string =>
  segments
    .map(({ start, end, speaker, text }, index) => {
      const times = `${writeTimestamp(start / 1000, ',')} --> ${writeTimestamp(end / 1000, ',')}`;
      return `${index + 1}\n${times}\n${spoken(speaker, text)}\n`;
    })
    .join('\n');

const spoken = (speaker: string | null, text: string): string =>
  speaker === null ? flowing(text) : `${flowing(speaker)}: ${flowing(text)}`;

/** Lines `[00:01:23] Name: text`; without times, `Name: text`. */
export const segmentsToTxt = (segments: readonly WrittenSegment[], options: { readonly times: boolean }): string =>
  segments
    .map(({ start, speaker, text }) => {
      const time = options.times ? `[${writeTimestamp(Math.floor(start / 1000)).slice(0, -4)}] ` : '';
      return `${time}${spoken(speaker, text)}\n`;
    })
    .join('');

/** A JSON transcript of the Podcast namespace, times in seconds. */
export const segmentsToPodcastJson = (segments: readonly WrittenSegment[]): string =>
  `${JSON.stringify(
    {
      version: '1.0.0',
      segments: segments.map(({ start, end, speaker, text }) => ({
        ...(speaker === null ? {} : { speaker }),
        startTime: start / 1000,
        endTime: end / 1000,
        body: flowing(text),
      })),
    },
    null,
    2,
  )}\n`;
