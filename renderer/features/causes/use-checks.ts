import { useCallback, useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { Cause } from '../../../shared/domain/cause/cause.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { call } from '../../host/client.ts';

export type Checked = {
  /** Null until the main process answered. What was found last stays while it looks again. */
  readonly found: Output<'cause.check'> | null;
  readonly fault: CallFault | null;
  /** It is being looked at anew: what is found may be of before. */
  readonly isLooking: boolean;
  readonly again: () => void;
};

/** How long a cause is chosen before its evidence is looked at. */
const settleMs = 80;

type Answer = {
  readonly of: string;
  readonly asked: string;
  readonly found: Checked['found'];
  readonly fault: Checked['fault'];
};

/** What the checks of a cause come to as it stands, asked anew whenever something changed that they rest on. */
export function useChecks({ id, effect }: Pick<Review, 'id' | 'effect'>, cause: Cause): Checked {
  const [answer, setAnswer] = useState<Answer>({ of: '', asked: '', found: null, fault: null });
  const [tries, setTries] = useState(0);
  const asked = JSON.stringify([
    tries,
    effect?.from ?? null,
    cause.classification,
    cause.state.name,
    cause.evidence.map((piece) => [piece.id, piece.bearing]),
  ]);
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const answered = await call('cause.check', { review: id, cause: cause.id });
      if (!isCurrent) return;
      setAnswer(
        answered.ok
          ? { of: cause.id, asked, found: answered.value, fault: null }
          : { of: cause.id, asked, found: null, fault: answered.error },
      );
    };
    // Whoever goes through the outline by arrows is not waited for at each cause.
    const timer = setTimeout(() => void look(), settleMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [id, cause.id, asked]);
  const again = useCallback(() => setTries((count) => count + 1), []);
  const { found, fault } = answer.of === cause.id ? answer : { found: null, fault: null };
  return { found, fault, isLooking: answer.asked !== asked, again };
}
