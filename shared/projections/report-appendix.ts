import type { ReviewPackage } from '../domain/review/package.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { html, joined, said, type Html } from './html.ts';
import { baselineWords } from './package-report-figures.ts';
import { person, when } from './report-words.ts';
import type { ReviewRecord } from './review-record.ts';

/** What the parts of the report are made from. */
export type Context = { readonly record: ReviewRecord; readonly workspace: Workspace };

const exceptionWords: { readonly [K in ReviewRecord['hostExceptions'][number]['kind']]: string } = {
  'twice-running': 'hosted the last one too',
  'in-timeline': 'has a part in what was reviewed',
};

/** [M3.5] Why somebody hosted whom the rota would have passed over. */
function hostWords({ hostReason, hostExceptions }: ReviewRecord): Html | string {
  if (hostReason === null) return '';
  const which = hostExceptions.map(({ role, kind }) => `the ${role} ${exceptionWords[kind]}`);
  return html`<p class="note">Named out of the rota, as ${which.join('; ')}: ${said(hostReason)}</p>`;
}

/** [M1.4] Why it was held late, entered afterwards, or held without knowing when the release went live. */
function scheduleWords({ scheduled, zone }: ReviewRecord): Html | string {
  if (scheduled.at === null || scheduled.reason === null) return '';
  return html`<p class="note">Its date, ${when(scheduled.at, zone)}, needed a reason: ${said(scheduled.reason)}</p>`;
}

const whoMet = ({ record, workspace }: Context): Html =>
  html`<p>
    ${joined(
      record.attendance.attended.map((id) => person(workspace, id)),
      ', ',
    )}.
    Facilitated by
    ${person(workspace, record.facilitator ?? '')}${record.scribe === null ? '' : html`, written down by ${person(workspace, record.scribe)}`}.
  </p>`;

/** Who was there, who led, and who holds which seat. */
export function attendance({ record, workspace }: Context): Html {
  return html`<section class="whole">
    <h2>${record.rounds.length > 0 ? 'Who answered' : 'Who was there'}</h2>
    ${record.light?.closedItself == null ? whoMet({ record, workspace }) : html`<p>Nobody met: a form was filed, and it closed by itself.</p>`}
    ${hostWords(record)} ${scheduleWords(record)}
    ${record.attendance.inquorateReason === null ? '' : html`<p class="note">Held without a quorum: ${said(record.attendance.inquorateReason)}. This record can never give a gate token.</p>`}
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
export function packageSection(record: ReviewRecord): Html | string {
  if (record.package === null) return '';
  const content = record.package.content as unknown as ReviewPackage;
  const { deviations, integrity } = content;
  const number = (value: number | null) => (value === null ? '–' : String(Number(value.toPrecision(4))));
  return html`<section class="whole">
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
    ${record.waived.map(({ service, kpi, reason }) => html`<p class="note">Went on without ${kpi} of ${service}, which nothing measures: “${said(reason)}”</p>`)}
    <p class="quiet">${baselineWords(content, record.zone)}</p>
    <p class="quiet">Sealed as sha256 <code>${record.package.sha256}</code></p>
  </section>`;
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

/** The report is sealed before anybody signs it, so it can only say who must. */
export function signatures(record: ReviewRecord): Html {
  return html`<section class="whole stays">
    <h2>To be signed by</h2>
    <div class="seats">
      ${record.requiredRoles.map((role) => html`<div class="open"><strong>${role.replaceAll('-', ' ')}</strong><br /><em>see signatures/ and VERIFY.txt</em></div>`)}
    </div>
    <p class="quiet">
      Sign-offs are made over this report, so they stand beside it, not in it. A role without a file in signatures/ has
      not signed.
    </p>
  </section>`;
}
