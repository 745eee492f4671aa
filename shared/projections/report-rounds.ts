import type { SaidBy } from '../domain/packet/merge-packets.ts';
import { html, joined, said, type Html } from './html.ts';
import type { RecordRound } from './record-rounds.ts';
import type { Context } from './report-appendix.ts';
import { person, when } from './report-words.ts';

const phaseTitles = { facts: 'Facts', causes: 'Causes', actions: 'Actions' } as const;

/** In place of planned and taken time: who was asked until when, who answered, and which values lost to which. */
export function heldWithoutMeeting({ record, workspace }: Context): Html {
  const { zone } = record;
  return html`<section class="whole">
    <h2>Held without meeting</h2>
    <table>
      <thead>
        <tr>
          <th>asked</th>
          <th>deadline, ${zone}</th>
          <th>answered</th>
          <th>late or missing</th>
        </tr>
      </thead>
      <tbody>
        ${record.rounds.map(
          (round) =>
            html`<tr>
              <td>${phaseTitles[round.phase]}</td>
              <td class="fit">${when(round.deadline, zone)}</td>
              <td>${names(workspace, answeredIn(round))}${handsOf(round)}</td>
              <td>${names(workspace, awayIn(round))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${record.rounds.map((round) => roundNotes(round, { record, workspace }))}
    <p class="quiet">
      Everybody answered by one deadline; each answer was signed. Of answers about the same thing the one with the
      higher revision stands, of equal revisions the author whose code sorts last.
    </p>
  </section>`;
}

const answeredIn = ({ packets }: RecordRound): readonly string[] => [
  ...new Set(packets.filter(({ late }) => !late).map(({ author }) => author)),
];

const awayIn = (round: RecordRound): readonly string[] =>
  round.reviewers.filter((member) => !answeredIn(round).includes(member));

const names = (workspace: Context['workspace'], members: readonly string[]): Html | readonly Html[] =>
  members.length === 0
    ? html`–`
    : joined(
        members.map((id) => person(workspace, id)),
        ', ',
      );

const handsOf = ({ hands }: RecordRound): Html | string =>
  hands === null ? '' : html` <span class="quiet">(${hands.inFavour} of ${hands.answered} agreed)</span>`;

function roundNotes(round: RecordRound, { record, workspace }: Context): Html {
  const title = phaseTitles[round.phase];
  const value = (each: SaidBy): Html =>
    html`“${said(each.said.kind === 'agree' ? (each.said.agrees ? 'agrees' : 'does not agree') : each.said.text)}”
    (${person(workspace, each.author)}, revision ${each.revision})`;
  return html`${round.prolonged.map(({ to, reason }) => html`<p class="quiet">${title}: prolonged to ${when(to, record.zone)}: ${said(reason)}</p>`)}
  ${round.inquorateReason === null ? '' : html`<p class="note">${title}: settled without a quorum: ${said(round.inquorateReason)}</p>`}
  ${round.lost.map(({ stands, lost }) => html`<p class="note">${title}: ${value(stands)} stands. Lost: ${joined(lost.map(value), '; ')}.</p>`)}
  ${round.comments.map(({ author, text }) => html`<p class="quiet">${title}, comment by ${person(workspace, author)}: ${said(text)}</p>`)}`;
}
