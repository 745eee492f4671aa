import type { LightFigure } from '../domain/light/light.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { formatQuantity } from '../meeting/quantity.ts';
import { scoreText } from '../meeting/score.ts';
import { html, said, type Html } from './html.ts';
import { person, when } from './report-words.ts';
import type { ReviewRecord } from './review-record.ts';

/** The form of a light review, with the figures as they were when it was filed. */
export function lightSection(record: ReviewRecord, workspace: Workspace): Html | string {
  const { light } = record;
  if (light === null) return '';
  const { filed, dissents, promoted, closedItself } = light;
  return html`<section>
    <h2>Light review</h2>
    ${promoted === null ? '' : html`<p>Promoted to a full review on ${when(promoted.at, record.zone)}: ${said(promoted.reasons.join(' '))}</p>`}
    ${closedItself === null ? '' : html`<p>It closed by itself. Objections could be made until ${when(closedItself.objectionsUntil, record.zone)}.</p>`}
    ${
      filed === null
        ? ''
        : html`<p class="quiet">Filed by ${person(workspace, filed.by)} on ${when(filed.at, record.zone)}.</p>
            <table>
              <tbody>
                ${answers(filed).map(
                  ([label, text]) =>
                    html`<tr>
                      <th scope="row">${label}</th>
                      <td dir="auto">${text}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
            ${figures((closedItself ?? filed).figures)}`
    }
    ${dissents.map(({ by, reason, at }) => html`<p>${person(workspace, by)} dissented on ${when(at, record.zone)}: ${said(reason)}</p>`)}
  </section>`;
}

const answers = (
  filed: NonNullable<NonNullable<ReviewRecord['light']>['filed']>,
): readonly (readonly [label: string, text: string])[] => [
  ['What was released', filed.released],
  ['It did what it should', filed.met],
  ['Anything unusual', filed.unusual ?? 'nothing'],
  ['Follow-up', filed.followUp ?? 'none'],
  ...(filed.withoutBaseline === null ? [] : [['Waived: figures without a baseline', filed.withoutBaseline] as const]),
];

function figures(list: readonly LightFigure[]): Html | string {
  if (list.length === 0) return html`<p class="quiet">The package had no figure.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th>figure</th>
        <th>this release</th>
        <th>usual</th>
        <th>z</th>
        <th>baseline</th>
      </tr>
    </thead>
    <tbody>
      ${list.map(
        ({ metric, unit, now, usual, z, standing }) =>
          html`<tr>
            <td>${metric}</td>
            <td class="fit">${now === null ? 'no samples' : formatQuantity(now, unit)}</td>
            <td class="fit">${usual === null ? 'no baseline' : formatQuantity(usual, unit)}</td>
            <td class="fit">${z === null ? '–' : scoreText(z)}</td>
            <td class="fit">${standing.replace('-', ' ')}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const stanceWords = { concurred: 'concurs', objected: 'objects', silent: 'did not say' } as const;

/** The services of a joint review, who spoke for each, and what was waived. */
export function jointSection(record: ReviewRecord, workspace: Workspace): Html | string {
  if (record.joint.length === 0) return '';
  return html`<section>
    <h2>Reviewed together</h2>
    <table>
      <thead>
        <tr>
          <th>service</th>
          <th>releases</th>
          <th>speaks for it</th>
          <th>said</th>
        </tr>
      </thead>
      <tbody>
        ${record.joint.map(
          (each) =>
            html`<tr>
              <td>${each.service}</td>
              <td>${each.releases.join(', ')}</td>
              <td class="name">${each.seat === null ? 'nobody' : person(workspace, each.seat)}</td>
              <td dir="auto">
                ${stanceWords[each.stance]}${each.objection === null ? '' : html`: ${said(each.objection)}`}${each.waived === null ? '' : html`. <b>Waived</b> by ${person(workspace, each.waived.by)}: ${said(each.waived.reason)}`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
