import type { HistoryHead } from '../journal/head-words.ts';
import { html, type Html } from './html.ts';
import { qrPicture } from './qr-picture.ts';
import type { ReviewRecord } from './review-record.ts';

/** What the record proves and what it does not, word for word as in the app and the docs. */
export const promise =
  'Anyone holding a checkpoint can show that everything up to it is unchanged. We do not prove that events after your last checkpoint were not removed, that the clock was right, or who sat at the keyboard; we prove which key signed.';

/** What to compare, how to check the record in three lines, what that proves and what it does not. */
export function integrity(record: ReviewRecord, head: HistoryHead): Html {
  return html`<section class="whole">
    <h2>Integrity</h2>
    <div class="sealed">
      ${qrPicture(head.qr, 'the head')}
      <div>
        <p class="words mono">${head.words.slice(0, 4).join(' ')}<br />${head.words.slice(4).join(' ')}</p>
        <p>
          The head of this review’s history, ${head.size} events, as the room saw it when the review was closed. Whoever
          wrote the words down, or kept the code, can tell by them that nothing before was changed.
        </p>
        <p class="quiet">Last event <code>${record.history.head}</code></p>
      </div>
    </div>
    <h3>How to check this record</h3>
    <ol>
      <li>Get the trust file from somebody you trust, by another way than this record.</li>
      <li>
        <code>hotwash verify hotwash-${record.reviewId} --trust FILE</code>, or open verify.html and drop record and
        trust file on it.
      </li>
      <li>Without Hotwash: the commands in VERIFY.txt need openssl, jq, ssh-keygen and sha256sum only.</li>
    </ol>
    <h3>What is proven and what is not</h3>
    <p>${promise}</p>
  </section>`;
}

/** The report is sealed before anybody signs it, so it can only say who must. */
export function signatures(record: ReviewRecord): Html {
  return html`<section class="whole">
    <h2>To be signed by</h2>
    <div class="seats">
      ${record.requiredRoles.map((role) => html`<div class="open"><strong>${role.replaceAll('-', ' ')}</strong><br /><em>not signed when this was printed</em></div>`)}
    </div>
    <p class="quiet">
      Sign-offs are added after printing, over this report. To see who signed, run
      <code>hotwash verify hotwash-${record.reviewId} --trust FILE</code> or open verify.html; a role without a file in
      signatures/ has not signed.
    </p>
  </section>`;
}
