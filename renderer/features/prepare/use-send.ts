import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { sendCommand } from '../../state/commands.ts';

/** Sends commands of one line of the form; the last refusal stays with that line until the next try or `clear`. */
export function useSend(review: Review) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const send = async (command: ReviewCommand) => {
    const answer = await sendCommand(review.id as ReviewId, command);
    setFault(answer.ok ? null : answer.error);
  };
  return { fault, send: (command: ReviewCommand) => void send(command), clear: () => setFault(null) };
}
