import { isLogOrigin } from '../../../shared/journal/review-log.ts';
import type { Checkpoint } from '../../../shared/journal/checkpoint.ts';
import { equalBytes, type CryptoPort } from './crypto-port.ts';
import { checkErasures } from './erasures.ts';
import type { History } from './history.ts';
import type { HistoryReport } from './history-report.ts';
import type { Inventory } from './inventory.ts';
import { checkLogProof, checkLogSince } from './log-proof.ts';
import { finding, type Finding } from './report.ts';
import type { SealedCheckpoint } from './sign-off.ts';
import type { Trust } from './trust.ts';

/** What somebody has from before, which this record must continue. */
export type Older = {
  /** A checkpoint of this review, or of the workspace's log. */
  readonly since?: Checkpoint;
  /** The proof that the log of the record continues `since`, where that is the log's; the text of its file. */
  readonly sinceProof?: string;
  /** Eight words with single spaces, which were the head of this review at some time. */
  readonly sinceWords?: string;
};

export type HistoryCheck = { readonly findings: readonly Finding[]; readonly report: HistoryReport | undefined };

/** Holds the events against the checkpoint, against what is known from before, and the erasures against their keys. */
export async function checkHistory(
  inventory: Inventory,
  sealed: SealedCheckpoint | undefined,
  reviewId: string,
  { trust, ...older }: Older & { readonly trust: Trust },
  crypto: CryptoPort,
): Promise<HistoryCheck> {
  const { history, digests } = inventory;
  const none = (...findings: readonly Finding[]): HistoryCheck => ({ findings, report: undefined });
  if (sealed === undefined)
    return digests.has('data/checkpoint.txt') ? none(finding.checkpointBroken('it is no signed checkpoint')) : none();
  const log = await checkLogProof(inventory, sealed, trust, crypto);
  const findings = [...log.findings];
  const { origin } = sealed.checkpoint;
  if (origin !== `hotwash/${reviewId}`)
    findings.push(finding.wrongReview('data/checkpoint.txt', `it is of ${origin.slice(0, 80)}`));
  const { since, sinceProof } = older;
  if (since !== undefined && isLogOrigin(since.origin))
    findings.push(...checkLogSince({ checkpoint: since, proof: sinceProof }, log.checkpoint, crypto));
  if (history === undefined) {
    const asks = older.sinceWords !== undefined || (since !== undefined && !isLogOrigin(since.origin));
    return none(
      ...findings,
      ...(asks ? [finding.unreadable('the history is withheld, so --since cannot be checked')] : []),
    );
  }
  const erased = await checkErasures(history, reviewId, trust, crypto);
  findings.push(...checkEvents(history, sealed), ...checkSince(history, sealed, older), ...erased.findings);
  return { findings, report: { log: log.log, erased: erased.report, wordsAt: history.wordsAt ?? null } };
}

function checkEvents(history: History, { checkpoint }: SealedCheckpoint): readonly Finding[] {
  const { size, root } = checkpoint;
  const findings: Finding[] = history.fault === undefined ? [] : [history.fault];
  if (history.size < size) findings.push(finding.historyShort(history.size, size));
  else if (history.size > size) findings.push(finding.historyBroken(size + 1, 'it came after the checkpoint'));
  else if (!equalBytes(history.root, root) && history.fault === undefined)
    findings.push(finding.historyBroken(history.size, 'the events are not those of the checkpoint'));
  return findings;
}

function checkSince(
  history: History,
  { checkpoint }: SealedCheckpoint,
  { since, sinceWords }: Older,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (sinceWords !== undefined && history.wordsAt === undefined)
    findings.push(finding.forked('the words you were given were the head of this history after none of its events'));
  if (since === undefined || isLogOrigin(since.origin)) return findings;
  if (since.origin !== checkpoint.origin)
    findings.push(finding.wrongReview('data/checkpoint.txt', `the older copy is of ${since.origin.slice(0, 80)}`));
  else if (since.size > history.size)
    findings.push(finding.forked(`the older copy has ${since.size} events, this one ${history.size}`));
  else if (since.size > 0 && !equalBytes(history.earlierRoot ?? new Uint8Array(), since.root))
    findings.push(finding.forked(`the first ${since.size} events are not those of the older copy`));
  return findings;
}
