import type { ReviewPackage } from '../domain/review/package.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { hashToWords } from '../journal/words.ts';
import { fiveFigures } from './five-figures.ts';
import { html, said, type Html } from './html.ts';
import { timeText } from './package-integrity.ts';
import { appendixTable, figuresTable } from './package-report-figures.ts';
import { around, integrityList, origins, timeline } from './package-report-parts.ts';
import { reportFrame } from './report-frame.ts';
import { predictionsSection } from './report-predictions.ts';

/**
 * A sealed package as attendees get it a day before the meeting: one file, no script, no network; printed as it is for
 * the PDF. `fonts` are the rules of its own faces, whose bytes stand in them.
 */
export function packageHtml(
  review: Review,
  sealed: { readonly hash: string; readonly content: ReviewPackage },
  workspace: Workspace,
  fonts: string,
): string {
  const { content, hash } = sealed;
  return reportFrame({
    title: `${review.title}, package of ${review.id}`,
    sampleOf: workspace.sample ? 'package' : null,
    pageFoot: `${review.id} · package ${hash.slice(0, 16)}`,
    heading: heading(review, sealed),
    body: html`${standing(content, review.zone)} ${figuresTable(content, review.zone)}
    ${predictionsSection(content, workspace, review.zone)} ${timeline(content, review.zone)} ${integrityList(content)}
    ${around(content, review.zone)} ${holes(review, content)} ${appendixTable(content)} ${origins(content)}`,
    footer: html`<p>
        Sealed ${timeText(content.assembledAt, review.zone)} (${review.zone}) from the intake up to line
        ${content.intake.seq}. What came in later does not change it.
      </p>
      <p>sha256 <code>${hash}</code></p>`,
    fonts,
  });
}

function heading(review: Review, { hash, content }: { readonly hash: string; readonly content: ReviewPackage }): Html {
  const words = hashToWords(Uint8Array.from(hash.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
  const meeting =
    review.scheduledAt === null ? 'no date yet' : `meeting ${timeText(review.scheduledAt, review.zone)} ${review.zone}`;
  return html`<header>
    <div>
      <p class="kicker">Package · ${review.id} · ${review.tier} tier</p>
      <h1 dir="auto">${review.title}</h1>
      <p class="quiet">${said(review.release)} · ${wentLive(content, review.zone)} · ${meeting}</p>
    </div>
    <div class="seal mono">
      <p>${hash.slice(0, 4)}…${hash.slice(-4)}</p>
      <p>${words.slice(0, 4).join(' ')}<br />${words.slice(4).join(' ')}</p>
    </div>
  </header>`;
}

/** `deployed 12 Mar, 14:02 CI, 14:04 runtime, rolled back after 19 min`. */
function wentLive({ goLive }: ReviewPackage, zone: string): string {
  if (goLive === undefined || goLive.word === 'tag' || goLive.word === 'nobody') return 'no deployment is known';
  const claimed = goLive.claimedAt === null ? '' : `${timeText(goLive.claimedAt, zone)} CI`;
  const seen = goLive.word === 'runtime' ? `${timeText(goLive.at, zone)} runtime` : 'not seen at runtime';
  const back =
    goLive.rolledBackAt === null
      ? []
      : [`rolled back after ${Math.max(1, Math.round((goLive.rolledBackAt - goLive.at) / 60_000))} min`];
  return `deployed ${[claimed, seen, ...back].filter((each) => each !== '').join(', ')}`;
}

/** The five figures of the screen, in its words. */
const standing = (content: ReviewPackage, zone: string): Html =>
  html`<table class="whole">
    <tbody>
      <tr>
        ${fiveFigures(content, zone).map(({ figure, words }) => html`<td class="name"><strong>${figure}</strong><br /><span class="quiet">${words}</span></td>`)}
      </tr>
    </tbody>
  </table>`;

/** What of the release is measured by nothing, and what the review goes on without (M2.3). */
function holes(review: Review, { kpis }: ReviewPackage): Html | string {
  if (kpis === undefined || kpis.holes.length === 0) return '';
  return html`<section>
    <h2>Measured by nothing</h2>
    <p>${kpis.holes.length} of ${kpis.needed} needed KPIs.</p>
    <ul>
      ${kpis.holes.map(({ service, kpi }) => {
        const waived = review.waived.find((each) => each.service === service && each.kpi === kpi);
        return html`<li>
          ${kpi} of ${service}${waived === undefined ? '' : html`, waived: “${said(waived.reason)}”`}
        </li>`;
      })}
    </ul>
  </section>`;
}
