import { call } from '../host/client.ts';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';

/** A fresh id for something said in a review, or for a command. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `k${Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0'))
    .join('')
    .slice(0, 14)}`;
}

/**
 * Asks the main process to carry out one command. The screen changes when the resulting events arrive by sync, never
 * before they are on the disk. A lost answer is asked for once more under the same id, which carries it out only once.
 */
export async function sendCommand(
  review: ReviewId,
  command: ReviewCommand,
): Promise<Result<Output<'review.command'>, CallFault>> {
  const input = { review, id: newId(), command };
  const answer = await call('review.command', input);
  return !answer.ok && answer.error.code === 'no-host' ? call('review.command', input) : answer;
}
