import type { Criterion } from '../domain/action/action.ts';
import { criterionText } from './actions-csv.ts';
import { html, joined, said, type Html } from './html.ts';
import type { Context } from './report-appendix.ts';
import { day, person } from './report-words.ts';
import type { ReviewRecord } from './review-record.ts';

type ActionState = {
  name: string;
  owner?: string;
  due?: string;
  criterion?: Criterion;
  soakUntil?: string;
  reason?: string;
};

/** What was committed to, with owner, day and the proof that it is done; then ideas that nobody committed to. */
export function commitments({ record, workspace }: Context): Html {
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
                <th>who, by</th>
                <th>done when</th>
              </tr>
            </thead>
            <tbody>
              ${committed.map(
                ({ text, isLong, state }) =>
                  html`<tr>
                    <td dir="auto">${text}${isLong ? html` <span class="quiet">(long-term)</span>` : ''}</td>
                    <td class="name">${person(workspace, state.owner ?? '')}, ${day(state.due ?? '')}</td>
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

/** Topics that were parked and ideas that were held back, each with what became of it. */
export function openEnds(record: ReviewRecord): Html | string {
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
