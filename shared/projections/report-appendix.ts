import type { ReviewPackage } from '../domain/review/package.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { html, joined, said, type Html } from './html.ts';
import { baselineWords } from './package-report-figures.ts';
import { predictionsSection } from './report-predictions.ts';
import { person } from './report-words.ts';
import type { ReviewRecord } from './review-record.ts';

/** What the parts of the report are made from. */
export type Context = { readonly record: ReviewRecord; readonly workspace: Workspace };

const whoMet = ({ record, workspace }: Context): Html =>
  html`<p>
    ${joined(
      record.attendance.attended.map((id) => person(workspace, id)),
      ', ',
    )}.
    Facilitated by
    ${person(workspace, record.facilitator ?? '')}${record.scribe === null ? '' : html`, written down by ${person(workspace, record.scribe)}`}.
  </p>`;

/** [M1.2] What a quorum needed, and whether it was there. */
function quorumWords({ attendance: { attended, inquorateReason, quorum } }: ReviewRecord): Html {
  const needed = [
    quorum.substitutes ? 'every seat by its accountable person or deputy' : 'every seat by its accountable person',
    ...(quorum.heads > 0 ? [`at least ${quorum.heads} people`] : []),
    ...(quorum.ceiling === null ? [] : [`at most ${quorum.ceiling}`]),
    ...(quorum.roles.length === 0 ? [] : [`somebody of ${quorum.roles.join(', ')}`]),
  ];
  return html`<p class="${inquorateReason === null ? 'quiet' : 'note'}">
    ${inquorateReason === null ? 'Quorate' : 'Held without a quorum'}: ${attended.length} took part. A quorum needed
    ${needed.join(', ')}.
    ${inquorateReason === null ? '' : html`It went on because: ${said(inquorateReason)}. This record gives no gate token but by two people’s override.`}
  </p>`;
}

/** Who was there, who led, and who holds which seat. */
export function attendance({ record, workspace }: Context): Html {
  return html`<section class="whole">
    <h2>${record.rounds.length > 0 ? 'Who answered' : 'Who was there'}</h2>
    ${record.light?.closedItself == null ? whoMet({ record, workspace }) : html`<p>Nobody met: a form was filed, and it closed by itself.</p>`}
    ${quorumWords(record)}
    <table>
      <thead>
        <tr>
          <th>seat</th>
          <th>accountable</th>
          <th>deputy</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(record.seats).map(
          ([seat, held]) =>
            html`<tr>
              <td>${seat}</td>
              <td>${person(workspace, held.accountable ?? '')}</td>
              <td>${person(workspace, held.deputy ?? '')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

/** The release data the review opened with, as it was sealed. */
export function packageSection({ record, workspace }: Context): Html | string {
  if (record.package === null) return '';
  const content = record.package.content as unknown as ReviewPackage;
  const { deviations, integrity } = content;
  const number = (value: number | null) => (value === null ? '–' : String(Number(value.toPrecision(4))));
  return html`<section>
      <h2>The package this review opened with</h2>
      <table>
        <thead>
          <tr>
            <th>KPI, hour after the release</th>
            <th class="n">now</th>
            <th class="n">usual</th>
            <th class="n">modified z</th>
            <th>basis</th>
          </tr>
        </thead>
        <tbody>
          ${deviations.map(
            (each) =>
              html`<tr>
                <td>${each.metric}</td>
                <td class="n">${number(each.now)} ${each.now === null ? '' : each.unit}</td>
                <td class="n">${number(each.usual)}</td>
                <td class="n">${each.robustZ === null ? '–' : each.robustZ.toFixed(1)}</td>
                <td>${each.note}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <ul>
        ${integrity.map((each) => html`<li>${each.text}${each.detail === '' ? '' : ` (${each.detail})`}</li>`)}
      </ul>
      <p class="quiet">${baselineWords(content, record.zone)}</p>
      <p class="quiet">Sealed as sha256 <code>${record.package.sha256}</code></p>
    </section>
    ${predictionsSection(content, workspace, record.zone)}`;
}

/** Every piece of evidence with its number, file and hash. */
export function evidence(record: ReviewRecord): Html {
  return html`<section>
    <h2>Evidence</h2>
    <table>
      <thead>
        <tr>
          <th class="n">no.</th>
          <th>what</th>
          <th>file</th>
          <th>sha256</th>
        </tr>
      </thead>
      <tbody>
        ${record.evidence.map(
          (piece) =>
            html`<tr id="e${piece.number}">
              <td class="n">${piece.number}&nbsp;&nbsp;</td>
              <td dir="auto">${piece.label}</td>
              ${
                piece.withheld === undefined
                  ? html`<td class="fit"><code>data/evidence/${piece.file}</code></td>`
                  : html`<td>
                      not in this record: deleted under retention on ${piece.withheld.at.slice(0, 10)},
                      “${said(piece.withheld.why)}”
                    </td>`
              }
              <td class="fit"><code>${piece.sha256.slice(0, 16)}…</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
