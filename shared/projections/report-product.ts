import { html, said, type Html } from './html.ts';
import { person, when } from './report-words.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import type { ReviewRecord } from './review-record.ts';

const outcomeWords: { readonly [outcome: string]: string } = { met: 'Met', partly: 'Partly met', not: 'Not met' };

/** Nobody reads silence as consent: what product did not review says so. */
export function productSection(record: ReviewRecord, workspace: Workspace): Html {
  const { product } = record;
  if (product === null)
    return html`<section>
      <h2>Product</h2>
      <p class="quiet">Product: not reviewed.</p>
    </section>`;
  const facts = record.facts.filter((fact) => product.evidence.includes(fact.id));
  return html`<section>
    <h2>Product</h2>
    <p dir="auto"><strong>${outcomeWords[product.outcome] ?? product.outcome}</strong>: “${said(product.against)}”</p>
    <p dir="auto">
      Next phase of “${said(product.feature)}”: <strong>${product.nextPhase}</strong>, because “${said(product.reason)}”
    </p>
    ${facts.map((fact) => html`<p class="quiet">rests on “${said(fact.text)}”</p>`)}
    <p class="quiet">
      ${facts.length === 0 ? 'It rests on no fact of this review. ' : ''}Said by ${person(workspace, product.by)},
      ${when(product.at, record.zone)}.
    </p>
  </section>`;
}
