import { evidenceCandidates, type Candidate } from '../../../shared/meeting/evidence-candidates.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import type { Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Key } from '../../ui/key.tsx';
import styles from './entry-line.module.css';

/** What of the package may show the cause that is being typed, likeliest first; nothing before there is a text. */
export function useSuggested({ content, rows, review }: RoomView, asking: Asking, text: string): readonly Candidate[] {
  if (asking.kind !== 'cause' || text.trim() === '' || content === null) return [];
  return evidenceCandidates(content, rows, review.zone, review.effect?.from ?? null).slice(0, 9);
}

/** The piece that one stroke adds with the cause. */
export function SuggestedEvidence({
  room,
  piece,
  of,
}: {
  readonly room: RoomView;
  readonly piece: Candidate;
  readonly of: number;
}) {
  const { zone } = room.review;
  const { locator } = piece;
  const span =
    locator.type === 'metric-window' ? ` ${timeInZone(locator.from, zone)}–${timeInZone(locator.to, zone)}` : '';
  return (
    <p className={styles['suggested']}>
      <Key does="adds it with:">Ctrl Enter</Key>
      <span className={styles['piece']}>
        {piece.title}
        {span}
      </span>
      {of > 1 && <Key does="another one">Alt ↑ ↓</Key>}
    </p>
  );
}
