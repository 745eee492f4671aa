import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import { checkedWords, timesOfPaper, type TranscriptPaper } from '../../shared/projections/transcript-paper.ts';
import { transcriptSections } from '../../shared/projections/transcript-sections.ts';

/** A transcript as a Word document: chapters are headings, so that they stand in its outline. */
export async function transcriptToDocx(paper: TranscriptPaper): Promise<Uint8Array> {
  const { title, source, segments, isAnonymous } = paper;
  const timeOf = timesOfPaper(paper);
  const about = `Transcript ${source}. ${checkedWords(segments)}${isAnonymous ? ' Names were replaced.' : ''}`;
  const children = [
    new Paragraph({ text: readable(title), heading: HeadingLevel.TITLE }),
    new Paragraph({ children: [new TextRun({ text: readable(about), italics: true })] }),
    ...transcriptSections(paper).flatMap(({ heading, segments: spoken }) => [
      ...(heading === null ? [] : [new Paragraph({ text: readable(heading), heading: HeadingLevel.HEADING_1 })]),
      ...spoken.map((segment) => {
        const [time, { speaker, text }] = [timeOf(segment), segment];
        return new Paragraph({
          spacing: { after: 120 },
          children: [
            ...(time === null ? [] : [new TextRun({ text: `${time}  `, color: '666666' })]),
            ...(speaker === null ? [] : [new TextRun({ text: `${readable(speaker)}: `, bold: true })]),
            new TextRun(readable(text)),
          ],
        });
      }),
    ]),
  ];
  // The library would write who is logged in here and when.
  const document = new Document({
    creator: 'Hotwash',
    lastModifiedBy: 'Hotwash',
    title: readable(title),
    sections: [{ children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** XML 1.0 has no place for control characters, and a reader refuses a file that holds one. */
const readable = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
