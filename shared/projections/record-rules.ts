import type { Lighter } from '../domain/policy/decide-tier.ts';
import type { Governance, PolicyFile } from '../domain/policy/governance.ts';
import type { Review } from '../domain/review/review.ts';
import type { RotaRole } from '../domain/rota/host-exception.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { html, joined, said, type Html } from './html.ts';
import { person } from './report-words.ts';

/** By which rules a review was run, and why it was opened, as its record states it. */
export type RecordRules = {
  /** [M7.3] The files of the policy by their hashes. A base of null is the standard policy, unpinned in old reviews. */
  readonly policy: { readonly base: PolicyFile | null; readonly overlay: PolicyFile | null };
  /** [M1.3] The event that asked for the review and the rules that matched; null where a person opened it. */
  readonly trigger: Governance['trigger'];
  /** [M1.3] A person opened a lighter review than these rules ask for, and why; null where nobody did. */
  readonly lighter: Lighter | null;
  /** [M7.4] The day whose deployments are reviewed together, and how many there are; null for one release. */
  readonly cohort: { readonly day: string; readonly deployments: number } | null;
  /** [M3.5] Who was passed over for this review although the rota named them, and why. */
  readonly passedOver: readonly {
    readonly member: string;
    readonly role: RotaRole;
    readonly reason: string;
    readonly swappedWith: string | null;
  }[];
};

export function rulesToRecord({ id, governance }: Review, workspace: Workspace): RecordRules {
  const { base, overlay, trigger, lighter = null, cohort } = governance;
  return {
    policy: { base, overlay },
    trigger,
    lighter,
    cohort: cohort === null ? null : { day: cohort.day, deployments: cohort.deployments.length },
    passedOver: workspace.rotaSkips
      .filter((skip) => skip.review === id)
      .map(({ member, role, reason, swappedWith }) => ({ member, role, reason, swappedWith })),
  };
}

/** The rules of a review in the printed report: each file by the hash it can be checked against. */
export function rulesSection(rules: RecordRules, workspace: Workspace): Html {
  const { policy, trigger, lighter, cohort, passedOver } = rules;
  return html`<section class="whole">
    <h2>The rules it was run by</h2>
    <p>
      Policy
      ${policy.base === null ? 'standard, as it came with Hotwash' : fileWords(policy.base)}${policy.overlay === null ? ', without an overlay' : html`, tightened by ${fileWords(policy.overlay)}`}.
    </p>
    ${trigger === null ? html`<p>A person opened the review.</p>` : triggerWords(trigger)}
    ${lighter === null ? '' : html`<p class="note">Opened lighter than rule ${lighter.rules.join(', ')} asks for: ${said(lighter.reason)}</p>`}
    ${cohort === null ? '' : html`<p>It is of ${cohort.deployments} deployments of ${cohort.day}.</p>`}
    ${passedOver.map(
      ({ member, role, reason, swappedWith }) =>
        html`<p class="note">
          ${person(workspace, member)} was passed over as
          ${role}${swappedWith === null ? '' : html` for ${person(workspace, swappedWith)}`}: ${said(reason)}
        </p>`,
    )}
  </section>`;
}

const fileWords = ({ id, version, sha256 }: PolicyFile): Html =>
  html`${id}, version ${version} (sha256 <code>${sha256}</code>)`;

const triggerWords = ({ event, rules, reasons }: NonNullable<Governance['trigger']>): Html =>
  html`<p>Opened by rule ${rules.join(', ')} on ${said(event)}: ${joined(reasons.map(said), ' ')}</p>`;
