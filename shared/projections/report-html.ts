import { isWithoutMeeting } from '../domain/packet/round.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import type { HistoryHead } from '../journal/head-words.ts';
import { html, said, type Html } from './html.ts';
import { attendance, evidence, packageSection } from './report-appendix.ts';
import { causesFound, causesSection } from './report-causes.ts';
import { commitments, openEnds } from './report-commitments.ts';
import { facts, timeline } from './report-facts.ts';
import { templateFields } from './report-fields.ts';
import { reportFrame } from './report-frame.ts';
import { integrity, signatures } from './report-integrity.ts';
import { productSection } from './report-product.ts';
import { decisions, keptWords, notes, votes } from './report-room.ts';
import { recordings } from './report-recordings.ts';
import { transcripts } from './report-transcripts.ts';
import { heldWithoutMeeting } from './report-rounds.ts';
import { jointSection, lightSection } from './report-tier.ts';
import { time } from './report-time.ts';
import { waivers } from './report-waivers.ts';
import { clock, when } from './report-words.ts';
import { rulesSection } from './record-rules.ts';
import type { ReviewRecord } from './review-record.ts';

/**
 * The report a person reads: one file, no script, no network. Printed as it is for the PDF. First what was found and
 * promised, what it cost and who must sign; then how it came about, part by part. `fonts` are the rules of its own faces,
 * whose bytes stand in them.
 */
export function reportHtml(record: ReviewRecord, workspace: Workspace, head: HistoryHead, fonts: string): string {
  const context = { record, workspace };
  const isForm = isFormOnly(record);
  return reportFrame({
    title: `${record.title}, review record ${record.reviewId}`,
    sampleOf: record.sample ? 'record' : null,
    pageFoot: `${record.reviewId} · ${head.words.join(' ')}`,
    heading: heading(record, head.words),
    body: html`<p class="lead" dir="auto">${record.summary}</p>
      ${lightSection(record, workspace)} ${jointSection(record, workspace)} ${isForm ? '' : facts(record)}
      ${isForm ? commitments(context) : pair(areFew(record), causesSection(record), commitments(context))}
      ${isForm ? waivers(context) : isWithoutMeeting(record) ? html`${heldWithoutMeeting(context)} ${waivers(context)}` : pair(true, time(record), waivers(context))}
      ${signatures(record)} ${timeline(record)} ${isForm ? '' : causesFound(record)} ${keptWords(record)}
      ${decisions(context)} ${votes(record)} ${productSection(record, workspace)} ${openEnds(record)} ${notes(context)}
      ${templateFields(record, workspace)} ${attendance(context)} ${recordings(context)} ${transcripts(record)}
      ${rulesSection(record, workspace)} ${packageSection(context)} ${evidence(record)} ${integrity(record, head)}`,
    footer: html`<p>Record format ${record.format}, ${record.history.events} events.</p>`,
    fonts,
  });
}

/** Two sections beside each other where there is room, as long as both are short. */
const pair = (isShort: boolean, left: Html, right: Html): Html =>
  isShort ? html`<div class="pair">${left} ${right}</div>` : html`${left} ${right}`;

const areFew = ({ causes, actions }: ReviewRecord): boolean =>
  causes.length <= 6 && actions.length <= 6 && causes.length + actions.length > 0;

/** A light review that closed by itself: nobody met, so there is no time, no attendance and no cause to tell of. */
const isFormOnly = ({ light }: ReviewRecord): boolean => light !== null && light.closedItself !== null;

function heading(record: ReviewRecord, words: readonly string[]): Html {
  const quorum = record.attendance.inquorateReason === null ? 'quorate' : 'inquorate';
  const isForm = isFormOnly(record);
  const held =
    record.startedAt === null
      ? isWithoutMeeting(record)
        ? `held without meeting, closed ${when(record.closedAt, record.zone)} ${record.zone}`
        : ''
      : `reviewed ${when(record.startedAt, record.zone)} – ${clock(record.closedAt, record.zone)} ${record.zone}`;
  return html`<header>
    <div>
      <p class="kicker">Post-release review record</p>
      <h1 dir="auto">${record.title}</h1>
      <p class="quiet">
        ${said(record.release)} ·
        ${isForm ? html`closed by itself ${when(record.closedAt, record.zone)} ${record.zone}` : held} · ${record.tier}
        tier ·
        ${isForm ? 'no meeting' : html`${record.attendance.attended.length} ${isWithoutMeeting(record) ? 'answered' : 'attended'}, ${quorum}`}
        · ${said(record.organisation)}
      </p>
    </div>
    <div class="seal mono">
      <p>${record.reviewId}</p>
      <p>${words.slice(0, 4).join(' ')}<br />${words.slice(4).join(' ')}</p>
    </div>
  </header>`;
}
