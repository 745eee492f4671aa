import { html, said } from './html.ts';
import { reportFrame } from './report-frame.ts';
import { checkedWords, timesOfPaper, type TranscriptPaper } from './transcript-paper.ts';
import { transcriptSections } from './transcript-sections.ts';
import { dayTimeText } from './zone-text.ts';

/** A transcript as one web page: no script, no network, and no sound. */
export function transcriptToHtml(paper: TranscriptPaper, fonts = ''): string {
  const { title, startedAt, zone, source, segments, isAnonymous } = paper;
  const timeOf = timesOfPaper(paper);
  return reportFrame({
    title,
    sampleOf: null,
    pageFoot: isAnonymous ? 'Transcript, names replaced' : 'Transcript',
    fonts,
    heading: html`<header>
      <h1>${said(title)}</h1>
      <p class="quiet">
        ${startedAt === null ? '' : `From ${dayTimeText(Date.parse(startedAt), zone)} (${zone}). `}Transcript ${source}.
        ${checkedWords(segments)}${isAnonymous ? ' Names were replaced.' : ''}
      </p>
    </header>`,
    body: html`${transcriptSections(paper).map(
      ({ heading, segments: spoken }) =>
        html`<section>
          ${heading === null ? '' : html`<h2>${said(heading)}</h2>`}
          ${spoken.map((segment) => {
            const [time, { speaker, text, state }] = [timeOf(segment), segment];
            return html`<p>
              ${time === null ? '' : html`<code>${time}</code> `}${speaker === null ? '' : html`<b>${said(speaker)}:</b> `}${said(text)}${state === 'machine-draft' ? html` <span class="quiet">(draft)</span>` : ''}
            </p>`;
          })}
        </section>`,
    )}`,
    footer: html`Written by Hotwash.`,
  });
}
