import { isTimed } from '../domain/transcript/transcript-length.ts';
import { segmentsToPodcastJson, segmentsToSrt, segmentsToTxt, segmentsToVtt } from '../formats/transcript-writers.ts';
import { chaptersToJson, chaptersToVtt } from './transcript-chapters.ts';
import { transcriptToHtml } from './transcript-html.ts';
import { transcriptToMarkdown } from './transcript-markdown.ts';
import type { TranscriptPaper } from './transcript-paper.ts';

/** Formats that are text, with how their files end. `docx` is made by the main process. */
export const textExports = {
  vtt: { ending: 'vtt', mime: 'text/vtt', name: 'WebVTT' },
  srt: { ending: 'srt', mime: 'application/x-subrip', name: 'SubRip' },
  txt: { ending: 'txt', mime: 'text/plain', name: 'Text' },
  markdown: { ending: 'md', mime: 'text/markdown', name: 'Markdown' },
  html: { ending: 'html', mime: 'text/html', name: 'Web page' },
  podcast: { ending: 'json', mime: 'application/json', name: 'Podcast JSON' },
  chapters: { ending: 'chapters.json', mime: 'application/json+chapters', name: 'Podcast chapters' },
  'chapters-vtt': { ending: 'chapters.vtt', mime: 'text/vtt', name: 'Chapters as WebVTT' },
} as const;
export type TextExport = keyof typeof textExports;

/** Formats that say when each segment was said, and so cannot be written of a transcript without times. */
export const timedExports: readonly string[] = ['vtt', 'srt', 'podcast'] satisfies TextExport[];

export function paperToText(paper: TranscriptPaper, format: TextExport): string {
  switch (format) {
    case 'vtt':
      return segmentsToVtt(paper.segments);
    case 'srt':
      return segmentsToSrt(paper.segments);
    case 'txt':
      return segmentsToTxt(paper.segments, { times: isTimed(paper.segments) });
    case 'podcast':
      return segmentsToPodcastJson(paper.segments);
    case 'markdown':
      return transcriptToMarkdown(paper);
    case 'html':
      return transcriptToHtml(paper);
    case 'chapters':
      return chaptersToJson(paper.chapters);
    case 'chapters-vtt':
      return chaptersToVtt(paper.chapters, Math.max(0, ...paper.segments.map(({ end }) => end)));
  }
}
