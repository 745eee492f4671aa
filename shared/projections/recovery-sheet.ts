import { html } from './html.ts';
import { qrPicture } from './qr-picture.ts';
import { reportFrame } from './report-frame.ts';

/** What a recovery sheet is printed from; nothing of it opens the key without its passphrase. */
export type RecoverySheet = {
  readonly organisation: string;
  readonly sample: boolean;
  /** Roster code, and what stands beside it on screens. */
  readonly member: string;
  readonly display: string;
  readonly fingerprint: string;
  readonly words: readonly string[];
  /** The key's age file as ASCII armour. */
  readonly armoured: string;
  /** `16 March 2026`. */
  readonly day: string;
};

/** A sheet to print and lock away: the sealed key as text and as a code, its words, and how to open it without Hotwash. */
export function recoverySheetHtml(sheet: RecoverySheet, fonts: string): string {
  const { organisation, member, display, words, fingerprint, armoured, day } = sheet;
  return reportFrame({
    title: `Recovery sheet of ${display}`,
    sampleOf: sheet.sample ? 'sheet' : null,
    pageFoot: `Recovery sheet of ${member} · ${day}`,
    heading: html`<header>
      <div>
        <p class="kicker">${organisation} · recovery sheet of a signing key</p>
        <h1>${display} (${member})</h1>
        <p class="quiet">Printed ${day}. Lock it away where the passphrase is not.</p>
      </div>
    </header>`,
    body: html`<section class="whole">
        <h2>Which key this is</h2>
        <p class="words mono">${words.slice(0, 4).join(' ')}<br />${words.slice(4).join(' ')}</p>
        <p class="quiet"><code>${fingerprint}</code></p>
      </section>
      <section class="whole">
        <h2>The key, sealed with its passphrase</h2>
        <div class="scanned">
          ${qrPicture(armoured, 'the sealed key')}
          <pre class="mono">${armoured}</pre>
        </div>
      </section>
      <section class="whole">
        <h2>When the machine is lost</h2>
        <ol>
          <li>Scan the code, or type the text, into a file <code>key.age</code>.</li>
          <li>In Hotwash: Keys, <em>Try or bring back a recovery</em>. The eight words above must appear.</li>
          <li>
            Without Hotwash: <code>age -d key.age &gt; key.pem</code>, then
            <code>openssl ec -in key.pem -pubout</code> shows the public half.
          </li>
        </ol>
        <p>
          The passphrase is nowhere on this sheet, and nobody can restore a forgotten one. If this sheet and the
          passphrase may have been seen together, revoke the key.
        </p>
      </section>
      <section class="whole">
        <h2>By hand</h2>
        <div class="seats">
          <div><strong>where the passphrase’s envelope lies</strong><br /><br /></div>
          <div><strong>locked away by, on</strong><br /><br /></div>
          <div><strong>last tried by, on</strong><br /><br /></div>
        </div>
      </section>`,
    footer: html`<p>Whoever has this sheet and the passphrase can sign as ${display}.</p>`,
    fonts,
  });
}
