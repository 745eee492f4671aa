import type { Workspace } from '../domain/workspace/workspace.ts';
import { html, type Html } from './html.ts';
import type { ReviewRecord } from './review-record.ts';
import { day } from './report-words.ts';

type Field = NonNullable<ReviewRecord['template']>['fields'][number];

/** What the template asked for and was answered, with why; nothing where nothing was. */
export function templateFields(record: ReviewRecord, workspace: Workspace): Html | string {
  const { template } = record;
  const filled = template?.fields.filter((field) => field.value !== null) ?? [];
  if (template === null || filled.length === 0) return '';
  return html`<section>
    <h2>What the template asked for</h2>
    <table>
      <tbody>
        ${filled.map(
          (field) =>
            html`<tr>
              <th scope="row" dir="auto">${field.label}</th>
              <td dir="auto">
                ${valueText(field, workspace)}${field.rationale === null ? '' : html`<br /><span class="quiet">${field.rationale}</span>`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="quiet">Template ${template.id}, version ${template.version}, SHA-256 <code>${template.sha256}</code>.</p>
  </section>`;
}

function valueText({ type, value }: Field, workspace: Workspace): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return String(value);
  if (type === 'date') return day(value);
  return type === 'member' ? (workspace.members.find((member) => member.id === value)?.display ?? value) : value;
}
