import type { Workspace } from '../domain/workspace/workspace.ts';
import { html, joined, said, type Html } from './html.ts';
import { clock, person, refs, when } from './report-words.ts';
import type { ReviewRecord } from './review-record.ts';

type Context = { readonly record: ReviewRecord; readonly workspace: Workspace };
type Decided = ReviewRecord['decisions'][number];
type Voted = ReviewRecord['votes'][number];

/** What was decided: the choice, why, on which facts, by which hands, and who saw it otherwise. */
export function decisions({ record, workspace }: Context): Html | string {
  if (record.decisions.length === 0) return '';
  return html`<section>
    <h2>Decisions</h2>
    ${record.decisions.map(
      (decision) =>
        html`<div class="whole">
          <h3 dir="auto">${decision.question}</h3>
          <p>
            <strong>${said(decision.options[decision.choice] ?? '')}</strong>, decided by
            ${person(workspace, decision.decider)}, ${when(decision.decidedAt, record.zone)}.
            ${said(decision.rationale)}
          </p>
          ${restsOn(record, decision)} ${byHands(record, decision)}
          <p class="quiet">
            Not chosen:
            ${joined(decision.options.filter((_option, index) => index !== decision.choice).map(said), '; ')}.
            ${decision.dissent.length === 0 ? 'No dissent.' : ''}
          </p>
          ${decision.dissent.map(({ by, words }) => html`<p class="note">Dissent${by === null ? '' : html` by ${said(by)}`}: ${said(words)}</p>`)}
        </div>`,
    )}
  </section>`;
}

function restsOn(record: ReviewRecord, decision: Decided): Html | string {
  const facts = record.facts.filter((fact) => decision.facts.includes(fact.id));
  if (facts.length === 0) return '';
  const numbers = facts.map((fact) => html`“${said(fact.text)}”${refs(fact.evidence)}`);
  return html`<p class="quiet">Rests on ${joined(numbers, '; ')}.</p>`;
}

function byHands(record: ReviewRecord, decision: Decided): Html | string {
  const vote = record.votes.find((each) => each.id === decision.vote);
  return vote === undefined ? '' : html`<p class="quiet">Show of hands: ${handsOf(vote)}.</p>`;
}

const handsOf = ({ options, present }: Voted): Html => {
  const idle = present - options.reduce((sum, option) => sum + option.hands, 0);
  const counts = options.map(({ text, hands }) => html`${said(text)} ${hands}`);
  return html`${joined(counts, ', ')}, of ${present} here${idle > 0 ? html`; ${idle} did not vote` : ''}`;
};

/** Questions that were put to the room and answered by show of hands. */
export function votes(record: ReviewRecord): Html | string {
  if (record.votes.length === 0) return '';
  return html`<section>
    <h2>Votes by show of hands</h2>
    ${record.votes.map((vote) => html`<p><span dir="auto">${vote.question}</span> <span class="quiet">${handsOf(vote)}, ${clock(vote.at, record.zone)} in ${said(vote.item)}.</span></p>`)}
  </section>`;
}

/** The scribe's lines with the time the meeting's clock showed. */
export function notes({ record, workspace }: Context): Html | string {
  if (record.notes.length === 0) return '';
  return html`<section>
    <h2>Notes</h2>
    <ol class="facts">
      ${record.notes.map(
        (note) =>
          html`<li>
            <time>${note.meetingTime}</time
            ><span dir="auto">${note.text} <span class="quiet">${person(workspace, note.author)}</span></span>
          </li>`,
      )}
    </ol>
    <p class="quiet">Times are since the meeting began, without pauses.</p>
  </section>`;
}

/** Words that lay blame or name somebody and were kept as they were said, each with the reason (M3.3). */
export function keptWords(record: ReviewRecord): Html | string {
  if (record.wordingOverrides.length === 0) return '';
  return html`<section>
    <h2>Kept as written</h2>
    ${record.wordingOverrides.map(
      (kept) =>
        html`<p class="note">
          “${said(kept.text)}” <span class="quiet">(${kept.rules.join(', ')}, ${when(kept.at, record.zone)})</span> Kept
          because: ${said(kept.reason)}
        </p>`,
    )}
  </section>`;
}
