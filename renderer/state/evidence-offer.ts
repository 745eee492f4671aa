import { useMemo } from 'react';
import type { ConfigPair } from '../../shared/domain/cause/config-change.ts';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import type { Candidate } from '../../shared/meeting/evidence-candidates.ts';
import { momentCandidates } from '../../shared/meeting/moment-candidates.ts';
import { offeredEvidence } from '../../shared/meeting/offered-evidence.ts';
import { rankCandidates, type LookedFor } from '../../shared/meeting/rank-candidates.ts';
import { rowCandidate } from '../../shared/projections/row-candidates.ts';
import { useReadTranscripts } from '../store/transcript-hooks.ts';
import { useEvidenceRows } from '../store/evidence-rows.ts';
import { useConfigPairs } from './config-pairs.ts';
import type { RoomView } from './room-view.ts';

export type EvidenceOffer = {
  /** All there is, each group together. */
  readonly candidates: readonly Candidate[];
  /** The same, likeliest first. */
  readonly ranked: readonly Candidate[];
  /** The pair of snapshots that a place names. */
  readonly pairOf: (locator: Locator) => ConfigPair | undefined;
};

const nothing: readonly Candidate[] = [];

/** Everything of the review and round its release that can be attached for a text; `at` null stands for the release. */
export function useEvidenceOffer(room: RoomView, lookedFor: LookedFor | null): EvidenceOffer {
  const { review, content, rows } = room;
  const isAsked = lookedFor !== null;
  const { text, at } = lookedFor ?? { text: '', at: null };
  const pairs = useConfigPairs(review, isAsked);
  const transcripts = useReadTranscripts(isAsked ? review.id : '');
  const around = useEvidenceRows(!isAsked || content === null ? null : { ...content.window, owners: ownersOf(room) });
  const released = content?.goLive?.at ?? content?.window.from ?? review.openedAt;
  const candidates = useMemo(() => {
    if (!isAsked) return nothing;
    const offered = offeredEvidence({ review, rows, pairs, at });
    const known = new Set(offered.map(({ locator }) => JSON.stringify(locator)));
    const further = around
      .map((row) => rowCandidate(row, review.zone, released))
      .filter(({ locator }) => !known.has(JSON.stringify(locator)));
    return groupTogether([...offered, ...further, ...momentCandidates(transcripts, text)]);
  }, [isAsked, review, rows, pairs, at, around, released, transcripts, text]);
  const ranked = useMemo(
    () => rankCandidates(candidates, { text, at: at ?? released }),
    [candidates, text, at, released],
  );
  const pairOf = (locator: Locator): ConfigPair | undefined =>
    locator.type === 'config-diff'
      ? pairs.find(({ before, after }) => before.id === locator.before && after.id === locator.after)
      : undefined;
  return { candidates, ranked, pairOf };
}

/** Groups in the order in which each first comes; what shows a change of a configuration before what shows a state. */
function groupTogether(candidates: readonly Candidate[]): readonly Candidate[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.group);
    if (group === undefined) groups.set(candidate.group, [candidate]);
    else group.push(candidate);
  }
  const isDiff = ({ locator }: Candidate): number => Number(locator.type === 'config-diff');
  return [...groups.values()].flatMap((group) => group.toSorted((a, b) => isDiff(b) - isDiff(a)));
}

function ownersOf({ review, rows }: RoomView): readonly string[] {
  const repositories = rows.deployments.flatMap(({ service, repository }) =>
    service === review.service && repository !== undefined ? [repository] : [],
  );
  const joined = review.governance.joined.map(({ service }) => service);
  return [...new Set<string>([review.service, ...joined, ...repositories])];
}
