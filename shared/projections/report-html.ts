import { isWithoutMeeting } from '../domain/packet/round.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import type { Criterion } from '../domain/action/action.ts';
import { criterionText } from './actions-csv.ts';
import { html, joined, said, type Html } from './html.ts';
import { attendance, evidence, packageSection, signatures, type Context } from './report-appendix.ts';
import { heldWithoutMeeting } from './report-rounds.ts';
import { causesSection } from './report-causes.ts';
import { reportFrame } from './report-frame.ts';
import { decisions, keptWords, notes, votes } from './report-room.ts';
import { templateFields } from './report-fields.ts';
import { rulesSection } from './record-rules.ts';
import { productSection } from './report-product.ts';
import { against, byFacilitator, clock, day, person, refs, when } from './report-words.ts';
import { jointSection, lightSection } from './report-tier.ts';
import type { ReviewRecord } from './review-record.ts';
import { durationText, spanText } from '../meeting/clock-text.ts';

/** What the record proves and what it does not, word for word as in the app and the docs. */
export const promise =
  'Anyone holding a checkpoint can show that everything up to it is unchanged. We do not prove that events after your last checkpoint were not removed, that the clock was right, or who sat at the keyboard; we prove which key signed.';

/**
 * The report a person reads: one file, no script, no network. Printed as it is for the PDF. `fonts` are the rules of its
 * own faces, whose bytes stand in them.
 */
export function reportHtml(
  record: ReviewRecord,
  workspace: Workspace,
  headWords: readonly string[],
  fonts: string,
): string {
  const context = { record, workspace };
  return reportFrame({
    title: `${record.title}, review record ${record.reviewId}`,
    sampleOf: record.sample ? 'record' : null,
    heading: heading(record, headWords),
    body: html`<p class="lead" dir="auto">${record.summary}</p>
      ${lightSection(record, workspace)} ${jointSection(record, workspace)} ${templateFields(record, workspace)}
      ${isFormOnly(record) ? '' : html`${facts(record)} ${causesSection(record)}`} ${keptWords(record)}
      ${decisions(context)} ${votes(record)} ${commitments(context)} ${productSection(record, workspace)}
      ${openEnds(record)}
      ${isFormOnly(record) ? '' : isWithoutMeeting(record) ? heldWithoutMeeting(context) : time(record)}
      ${notes(context)} ${attendance(context)} ${rulesSection(record, workspace)} ${packageSection(record)}
      ${evidence(record)} ${signatures(record)}`,
    footer: html`<p>${promise}</p>
      <p>
        How to check this record with openssl, jq and ssh-keygen: VERIFY.txt. Record format ${record.format},
        ${record.history.events} events, history head <code>${record.history.head.slice(0, 16)}</code>.
      </p>`,
    fonts,
  });
}

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

function facts(record: ReviewRecord): Html {
  const supported = record.facts
    .filter((fact) => fact.support === 'supported')
    .toSorted((a, b) => (a.happenedAt ?? '').localeCompare(b.happenedAt ?? ''));
  const unsupported = record.facts.filter((fact) => fact.support === 'unsupported');
  const agreed =
    record.factsAgreed === null
      ? ''
      : ` ${record.factsAgreed.inFavour} of ${record.factsAgreed.present} agreed on the facts.`;
  return html`<section>
    <h2>Facts</h2>
    <ol class="facts">
      ${supported.map((fact) => html`<li><time>${fact.happenedAt === null ? 'no time' : when(fact.happenedAt, record.zone, true)}</time><span dir="auto">${fact.text}${refs(fact.evidence)}${against(fact.against)}${byFacilitator(record, fact.author)}</span></li>`)}
    </ol>
    ${supported.length === 0 ? html`<p class="quiet">No fact was supported by evidence.</p>` : ''}
    ${unsupported.map((fact) => html`<p class="note">Stayed unsupported: “${said(fact.text)}”${byFacilitator(record, fact.author)}</p>`)}
    <p class="quiet">Times are in ${record.zone}.${agreed}</p>
  </section>`;
}

type ActionState = {
  name: string;
  owner?: string;
  due?: string;
  criterion?: Criterion;
  soakUntil?: string;
  reason?: string;
};

function commitments({ record, workspace }: Context): Html {
  const states = record.actions.map((action) => ({
    text: action.text,
    isLong: action.term === 'long',
    state: action.state as ActionState,
  }));
  const committed = states.filter(({ state }) => state.name === 'committed');
  const ideas = states.filter(({ state }) => state.name === 'idea');
  return html`<section>
    <h2>Commitments</h2>
    ${
      committed.length === 0
        ? html`<p class="quiet">Nothing was committed to.</p>`
        : html`<table>
            <thead>
              <tr>
                <th>what</th>
                <th>who</th>
                <th>by</th>
                <th>done when</th>
              </tr>
            </thead>
            <tbody>
              ${committed.map(
                ({ text, isLong, state }) =>
                  html`<tr>
                    <td dir="auto">${text}${isLong ? html` <span class="quiet">(long-term)</span>` : ''}</td>
                    <td class="name">${person(workspace, state.owner ?? '')}</td>
                    <td class="fit">${day(state.due ?? '')}</td>
                    <td dir="auto">${state.criterion === undefined ? '' : criterionText(state.criterion)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    ${
      ideas.length === 0
        ? ''
        : html`<p class="quiet">
            Ideas, not committed:
            ${joined(
              ideas.map(({ text, state }) => html`${said(text)} (looked at again ${day(state.soakUntil ?? '')})`),
              '; ',
            )}.
          </p>`
    }
  </section>`;
}

type ExitShape = { kind: string; until?: string; to?: string; answerBy?: string; reason?: string } | null;

function openEnds(record: ReviewRecord): Html | string {
  const ideas = record.heldIdeas.map((idea) => ({ ...idea, fate: idea.fate as { kind: string; reason?: string } }));
  if (record.parked.length === 0 && ideas.length === 0) return '';
  return html`<section>
    <h2>Parked topics and held ideas</h2>
    <table>
      <thead>
        <tr>
          <th>what</th>
          <th>from</th>
          <th>exit</th>
        </tr>
      </thead>
      <tbody>
        ${record.parked.map(
          (topic) =>
            html`<tr>
              <td dir="auto">${topic.text}</td>
              <td class="fit">parked in ${topic.item}</td>
              <td dir="auto">${exitText(topic.exit as ExitShape)}</td>
            </tr>`,
        )}
        ${ideas.map(
          (idea) =>
            html`<tr>
              <td dir="auto">${idea.text}</td>
              <td class="fit">held during Facts</td>
              <td dir="auto">
                ${idea.fate.kind === 'cause' ? 'taken up as a cause' : `dismissed: ${idea.fate.reason ?? ''}`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function exitText(exit: ExitShape): string {
  if (exit === null) return 'open';
  if (exit.kind === 'action') return 'became an action item';
  return exit.kind === 'park'
    ? `parked until ${day(exit.until ?? '')}`
    : `escalated to ${exit.to ?? ''}, answer by ${day(exit.answerBy ?? '')}: ${exit.reason ?? ''}`;
}

function time(record: ReviewRecord): Html {
  const longest = Math.max(1, ...record.time.items.flatMap((item) => [item.plannedMs, item.takenMs]));
  const width = (ms: number) => ((ms / longest) * 240).toFixed(1);
  const total = (pick: (item: ReviewRecord['time']['items'][number]) => number) =>
    durationText(record.time.items.reduce((sum, item) => sum + pick(item), 0));
  return html`<section class="whole">
    <h2>Time, planned and taken</h2>
    <table>
      <thead>
        <tr>
          <th>item</th>
          <th></th>
          <th class="n">planned</th>
          <th class="n">taken</th>
          <th class="n">extensions</th>
        </tr>
      </thead>
      <tbody>
        ${record.time.items.map(
          (item) =>
            html`<tr>
              <td dir="auto">${item.title}</td>
              <td>
                <svg
                  width="240"
                  height="10"
                  role="img"
                  aria-label="planned ${spanText(item.plannedMs)}, taken ${spanText(item.takenMs)}"
                >
                  <rect class="bar" y="1" height="8" width="${width(item.plannedMs)}" />
                  <rect class="bar-taken" y="4" height="2" width="${width(Math.min(item.takenMs, item.plannedMs))}" />
                  ${item.takenMs > item.plannedMs ? html`<rect class="bar-over" y="1" height="8" x="${width(item.plannedMs)}" width="${width(item.takenMs - item.plannedMs)}" />` : ''}
                </svg>
              </td>
              <td class="n">${durationText(item.plannedMs)}</td>
              <td class="n ${item.takenMs > item.plannedMs ? 'over' : ''}">${durationText(item.takenMs)}</td>
              <td class="n">${item.extensions}</td>
            </tr>`,
        )}
        <tr>
          <td>Whole meeting</td>
          <td></td>
          <td class="n">${total((item) => item.plannedMs)}</td>
          <td class="n">${total((item) => item.takenMs)}</td>
          <td></td>
        </tr>
      </tbody>
    </table>
    ${record.time.pauses.map((pause) => html`<p class="quiet">Paused ${when(pause.at, record.zone)}${pause.ms === null ? '' : ` for ${spanText(pause.ms)}`}: ${said(pause.reason)}</p>`)}
    ${record.time.gaps.map((gap) => html`<p class="quiet">Gap of ${spanText(Math.abs(gap.ms))} (${gap.cause}), noted ${when(gap.at, record.zone)}: ${gap.counted ? 'counted' : 'not counted'}.</p>`)}
    ${record.time.returns.map((each) => html`<p class="quiet">Went back to ${each.item}, ${when(each.at, record.zone)}: ${said(each.reason)}</p>`)}
  </section>`;
}
