import type { ReviewPackage } from '../domain/review/package.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { standingWords } from './five-figures.ts';
import { html, said, type Html } from './html.ts';
import { person } from './report-words.ts';
import { dayTimeText } from './zone-text.ts';

/** [M6.4] Everything that was predicted of the release, with its standing and what its seal committed to. */
export function predictionsSection(
  { predictions = [] }: ReviewPackage,
  workspace: Workspace,
  zone: string,
): Html | string {
  if (predictions.length === 0) return '';
  return html`<section>
    <h2>What was predicted</h2>
    <ul class="plain">
      ${predictions.map(
        (each) =>
          html`<li>
            ${each.probability.toFixed(2)} that it fails, impact
            ${each.impact}${each.by === undefined ? '' : html`, by ${person(workspace, each.by)}`}:
            ${each.reason === '' ? 'no reason given' : said(each.reason)}
            <span class="quiet">· ${standingWords(each, dayTimeText(each.madeAt, zone))}</span>
            ${each.seal === undefined ? '' : html`<br /><span class="quiet">sha256 <code>${each.seal.commitment}</code>, signed by <code>${each.seal.fingerprint}</code></span>`}
          </li>`,
      )}
    </ul>
  </section>`;
}
