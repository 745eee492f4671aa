import type { Result } from '../../lib/result.ts';
import type { Refusal } from '../refusal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ReviewEvent } from './events.ts';
import type { ReviewPackage } from './package.ts';

/** What the main process found when it looked where a locator points. */
export type ResolvedEvidence =
  | { readonly found: true; readonly hash: string; readonly label: string }
  | { readonly found: false; readonly reason: string };

/** Everything a decision may know besides the review itself. Looked up by the main process before it decides. */
export type DecisionContext = {
  /** Epoch ms. */
  readonly now: number;
  /** Who asks: the member at this machine. */
  readonly by: string;
  readonly workspace: Workspace;
  readonly evidence: ResolvedEvidence | null;
  readonly package: { readonly hash: string; readonly content: ReviewPackage } | null;
};

export type Verdict = Result<readonly ReviewEvent[], Refusal>;
