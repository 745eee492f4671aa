import type { Result } from '../../lib/result.ts';
import type { CauseCheck } from '../cause/cause-check.ts';
import type { PastFinding } from '../cause/past-finding.ts';
import type { Governance } from '../policy/governance.ts';
import type { AgendaItem } from '../agenda/agenda.ts';
import type { Refusal } from '../refusal.ts';
import type { RotaState } from '../rota/rota.ts';
import type { EnclosureContext } from '../transcript/enclosure.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ReviewEvent } from './events.ts';
import type { ReviewPackage } from './package.ts';

/** What the main process found when it looked where a locator points. */
export type ResolvedEvidence =
  | { readonly found: true; readonly hash: string; readonly label: string }
  | { readonly found: false; readonly reason: string; readonly todo?: string };

/** Everything a decision may know besides the review itself. Looked up by the main process before it decides. */
export type DecisionContext = {
  /** Epoch ms. */
  readonly now: number;
  /** Who asks: the member at this machine. */
  readonly by: string;
  readonly workspace: Workspace;
  readonly evidence: ResolvedEvidence | null;
  readonly package: { readonly hash: string; readonly content: ReviewPackage } | null;
  /** What the policy in force asks of a full review: needed where a light one may be promoted. */
  readonly full?: { readonly governance: Governance; readonly agenda: readonly AgendaItem[] };
  /** What the main process found when it looked at a cause that is to be validated (M4.4); left out where nobody asks. */
  readonly checks?: readonly CauseCheck[];
  /** Findings of reviews closed before, newest first (M4.3, M4.5); left out where nobody asks. */
  readonly past?: readonly PastFinding[];
  /** SHA-256 of the consent text that is asked for (M3.6); left out where nobody words one. */
  readonly consentHash?: string;
  /** The transcript that is to go into the record (M3.6); left out where nobody asks. */
  readonly enclosure?: EnclosureContext;
  /** When the release went live, epoch ms; null while no deployment of it is known, and where nobody asks. */
  readonly goLive: number | null;
  /** Who hosted the reviews that were held; empty where nobody asks. */
  readonly rota: RotaState;
};

export type Verdict = Result<readonly ReviewEvent[], Refusal>;
