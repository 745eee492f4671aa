import { checkedWords, timesOfPaper, type TranscriptPaper } from './transcript-paper.ts';
import { transcriptSections } from './transcript-sections.ts';
import { dayTimeText } from './zone-text.ts';

/** A transcript as Markdown: chapters are headings, each segment a paragraph with its time and speaker. */
export function transcriptToMarkdown(paper: TranscriptPaper): string {
  const { title, startedAt, zone, source, segments } = paper;
  const about = [
    ...(startedAt === null ? [] : [`From ${dayTimeText(Date.parse(startedAt), zone)} (${zone}).`]),
    `Transcript ${source}. ${checkedWords(segments)}`,
    ...(paper.isAnonymous ? ['Names were replaced.'] : []),
  ];
  const timeOf = timesOfPaper(paper);
  const parts = transcriptSections(paper).map(({ heading, segments: spoken }) =>
    [
      ...(heading === null ? [] : [`## ${plain(heading)}`]),
      ...spoken.map((segment) => {
        const [time, { speaker, text }] = [timeOf(segment), segment];
        return `${time === null ? '' : `\`${time}\` `}${speaker === null ? '' : `**${plain(speaker)}:** `}${plain(text)}`;
      }),
    ].join('\n\n'),
  );
  return `${[`# ${plain(title)}`, ...about.map(plain), ...parts].join('\n\n')}\n`;
}

/** What people said stays what it is: nothing in it becomes markup, and no line of it begins one. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!$]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^([+=-])/, '\\$1')
    .replace(/:\/\//g, ':\u200b//');
