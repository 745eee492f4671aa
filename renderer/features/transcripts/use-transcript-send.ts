import { useCallback, useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { TranscriptCommand } from '../../../shared/domain/transcript/transcript-commands.ts';
import { call } from '../../host/client.ts';
import { newId } from '../../state/commands.ts';

export type SendTranscript = (command: TranscriptCommand) => Promise<boolean>;

/**
 * Asks the main process to carry out one command after the other; true where it did. What was refused stays until the
 * next try. A lost answer is asked for once more under the same id, which carries it out only once.
 */
export function useTranscriptSend(transcript: string): {
  readonly send: SendTranscript;
  readonly fault: CallFault | null;
} {
  const [fault, setFault] = useState<CallFault | null>(null);
  const send = useCallback(
    async (command: TranscriptCommand): Promise<boolean> => {
      const input = { transcript, id: newId(), command };
      const first = await call('transcript.command', input);
      const answer = !first.ok && first.error.code === 'no-host' ? await call('transcript.command', input) : first;
      setFault(answer.ok ? null : answer.error);
      return answer.ok;
    },
    [transcript],
  );
  return { send, fault };
}
