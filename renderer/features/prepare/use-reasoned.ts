import { useState } from 'react';
import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { useSend } from './use-send.ts';

type Reasonable = Extract<ReviewCommand, { type: 'host.name' | 'meeting.schedule' }>;

/** A command that waits for its reason, and why it needs one. */
export type Waiting = { readonly command: Reasonable; readonly why: string };

/** Sends a command, or keeps it until somebody says why it has to be so. */
export function useReasoned(review: Review) {
  const { fault, send, clear } = useSend(review);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  return {
    fault,
    waiting,
    /** `why` is null where nothing about the command needs a reason. */
    ask: (command: Reasonable, why: string | null) => {
      setWaiting(why === null ? null : { command, why });
      if (why === null) send(command);
      else clear();
    },
    answer: (reason: string) => {
      if (waiting !== null) send({ ...waiting.command, reason });
      setWaiting(null);
    },
    leave: () => setWaiting(null),
  };
}
