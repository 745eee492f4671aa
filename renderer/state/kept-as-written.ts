import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { Asking } from './room-store.ts';

/** Questions whose answer becomes a claim, a cause or a held idea: blame in it is refused, elsewhere it is only shown. */
export const refusesBlame = (asking: Asking): boolean =>
  /^(?:fact|idea|cause|effect|reword-claim|reword-cause)$/.test(asking.kind);

/** The command with the reason why its words are kept, where it takes one. */
export function keptAsWritten(command: ReviewCommand, reason: string): ReviewCommand {
  switch (command.type) {
    case 'claim.add':
    case 'claim.reword':
    case 'cause.propose':
    case 'cause.reword':
    case 'cause.paste':
    case 'effect.word':
      return { ...command, wording: { reason } };
    default:
      return command;
  }
}
