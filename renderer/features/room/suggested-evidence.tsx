import { isTestimony } from '../../../shared/domain/claim/claim.ts';
import type { Candidate } from '../../../shared/meeting/evidence-candidates.ts';
import { timeInZone } from '../../../shared/meeting/said-time.ts';
import { useEvidenceOffer } from '../../state/evidence-offer.ts';
import type { Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Key } from '../../ui/key.tsx';
import styles from './entry-line.module.css';

const mostSuggested = 9;

/** What may show the cause that is being typed, likeliest first; nothing before there is a text. */
export function useSuggested(room: RoomView, asking: Asking, text: string): readonly Candidate[] {
  const at = room.review.effect?.from ?? null;
  const { ranked, pairOf } = useEvidenceOffer(room, asking.kind === 'cause' ? { text, at } : null);
  if (text.trim() === '') return [];
  // What was said alone carries no cause, and what cannot be compared is refused.
  const carries = ({ locator }: Candidate): boolean =>
    !isTestimony({ locator }) && (pairOf(locator)?.fault ?? null) === null;
  return ranked.filter(carries).slice(0, mostSuggested);
}

type Props = {
  readonly room: RoomView;
  readonly piece: Candidate | undefined;
  /** How many there are to choose among. */
  readonly of: number;
};

/** The piece that one stroke adds with the cause. The row keeps its height, so that nothing moves when typing begins. */
export function SuggestedEvidence({ room, piece, of }: Props) {
  const { zone } = room.review;
  if (piece === undefined)
    return (
      <p className={styles['suggested']}>
        <Key does="adds it with evidence">Ctrl Enter</Key>
        <Key does="next bone">Alt C</Key>
        <Key does="out of the line, the text is kept">Esc</Key>
      </p>
    );
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
