import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useState } from 'react';
import { owedByCauses, type OwedByCauses } from '../../shared/domain/cause/closing-causes.ts';
import { findingsOf, type PastFinding } from '../../shared/domain/cause/past-finding.ts';
import type { FindingIndex } from '../../shared/domain/cause/similar-findings.ts';
import { asksForRevision, otherShare, type OtherShare } from '../../shared/domain/cause/other-share.ts';
import { indexOf } from '../../shared/domain/cause/recurrence.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { pageStore } from './page-store.ts';
import { readReview } from './review-hooks.ts';
import type { Store } from './schema.ts';

type Known = { readonly seq: number; readonly closed: boolean; readonly findings: readonly PastFinding[] };

/** By review. A closed review is read once: only signing follows, which changes no finding. */
const known = new Map<string, Known>();
let answered:
  { readonly parts: readonly (readonly PastFinding[])[]; readonly list: readonly PastFinding[] } | undefined;

/**
 * What all closed reviews came to, newest first; undefined until they have been read. The list is the same as before
 * while nothing was closed since, so that nothing is counted anew for a line that somebody said.
 */
export function usePastFindings(): readonly PastFinding[] | undefined {
  return useLiveQuery(() => readPastFindings(pageStore()), []);
}

/** The findings of before, ready to be asked while somebody types; without those of the review itself. */
export function useFindingIndex(review: string): FindingIndex | undefined {
  const past = usePastFindings();
  return useMemo(() => {
    if (past === undefined) return undefined;
    const others = past.some((each) => each.review === review) ? past.filter((each) => each.review !== review) : past;
    return indexOf(others);
  }, [past, review]);
}

/** How much of this quarter's causes fits no class (M4.2); undefined while it asks for nothing. */
export function useRevisionAsked(zone: string): OtherShare | undefined {
  const past = usePastFindings();
  const [now] = useState(Date.now);
  const share = useMemo(() => (past === undefined ? undefined : otherShare(past, now, zone)), [past, now, zone]);
  return share !== undefined && asksForRevision(share) ? share : undefined;
}

/** What its causes still owe before a review closes (M4.2, M4.3, M4.5); undefined until the earlier ones have been read. */
export function useOwedByCauses(review: Review): readonly OwedByCauses[] | undefined {
  const index = useFindingIndex(review.id);
  const [now] = useState(Date.now);
  return useMemo(
    () => (index === undefined ? undefined : owedByCauses(review, index.findings, now)),
    [index, review, now],
  );
}

export async function readPastFindings(store: Store): Promise<readonly PastFinding[]> {
  const cursors = await store.cursors.where('stream').startsWith('r-').toArray();
  const parts: (readonly PastFinding[])[] = [];
  for (const { stream, seq } of cursors) {
    const before = known.get(stream);
    const isKept = before !== undefined && before.seq <= seq && (before.closed || before.seq === seq);
    const { findings } = isKept ? before : await readFindings(store, stream, seq);
    if (findings.length > 0) parts.push(findings);
  }
  const same = answered?.parts;
  if (answered !== undefined && same?.length === parts.length && parts.every((part, at) => part === same[at]))
    return answered.list;
  answered = { parts, list: parts.flat().toSorted((a, b) => b.at - a.at) };
  return answered.list;
}

async function readFindings(store: Store, stream: string, seq: number): Promise<Known> {
  const reading = await readReview(store, stream);
  const review = reading.state === 'ready' ? reading.folded.review : undefined;
  const read: Known = {
    seq,
    closed: review !== undefined && review.closedAt !== null,
    findings: review === undefined ? [] : findingsOf(review),
  };
  known.set(stream, read);
  return read;
}
