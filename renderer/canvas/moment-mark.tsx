import type { Evidence } from '../../shared/domain/claim/claim.ts';
import { anchor } from '../../shared/domain/transcript/anchor.ts';
import { useTranscript, type TranscriptReading } from '../store/transcript-hooks.ts';
import styles from './evidence-list.module.css';

/**
 * What became of a moment that was attached as evidence: *stale* where its words stand in the transcript no more, or the
 * transcript was deleted. Nothing for other evidence, and nothing while it still stands.
 */
export function MomentMark({ piece }: { readonly piece: Pick<Evidence, 'locator'> }) {
  return piece.locator.type === 'moment' ? <Mark locator={piece.locator} /> : null;
}

/** Labels of evidence in one line, each with what became of it. */
export function EvidenceLabels({
  evidence,
  between,
}: {
  readonly evidence: readonly Evidence[];
  readonly between: string;
}) {
  return evidence.map((piece, index) => (
    <span key={piece.id}>
      {index > 0 && between}
      {piece.label}
      <MomentMark piece={piece} />
    </span>
  ));
}

type Moment = Extract<Evidence['locator'], { type: 'moment' }>;

function Mark({ locator }: { readonly locator: Moment }) {
  const said = staleText(locator, useTranscript(locator.transcript));
  return said === null ? null : (
    <span className={styles['stale']}>
      {' '}
      ·{'\u00a0'}
      {said}
    </span>
  );
}

/** Why a moment is stale, in a word or two; null where it stands, or cannot be looked up yet. */
export function staleText({ quote, from, to }: Moment, reading: TranscriptReading): string | null {
  if (reading.state === 'deleted') return 'stale: transcript deleted';
  if (reading.state !== 'ready') return null;
  const { state } = anchor(quote, from, to, reading.folded.transcript.segments);
  return state === 'stale' ? 'stale' : null;
}
