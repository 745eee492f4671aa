import { html, type Html } from './html.ts';
import type { ReviewRecord } from './review-record.ts';

/** [M3.6] The transcripts that somebody chose to put into the record; nothing where nobody did. */
export function transcripts({ transcripts: files = [] }: ReviewRecord): Html | string {
  if (files.length === 0) return '';
  return html`<section>
    <h2>What was said</h2>
    ${files.map(
      ({ file, sha256 }) =>
        html`<p>
          Word for word in ${file} beside this report. <span class="quiet">sha256 <code>${sha256}</code></span>
        </p>`,
    )}
  </section>`;
}
