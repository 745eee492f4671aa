import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { Result } from '../../../shared/lib/result.ts';
import type { GivenText } from '../../state/read-text-file.ts';
import { countOf } from '../../ui/format-number.ts';

/** What became of one file. `again` holds its text where it can be taken once something else was done. */
export type Told = {
  readonly name: string;
  readonly state: 'taken' | 'known' | 'late' | 'refused';
  readonly message: string;
  readonly again: string | null;
};

/** Tells what the main process said of a file. */
export function toldOf({ name, text }: GivenText, answer: Result<Output<'packet.take'>, CallFault>): Told {
  if (!answer.ok) {
    const { code, message, satisfy } = answer.error;
    const isWorthAgain = code === 'no-key' || code === 'no-host' || code === 'disk';
    return {
      name,
      state: 'refused',
      message: satisfy === undefined ? message : `${message} ${satisfy}`,
      again: isWorthAgain ? text : null,
    };
  }
  const { author, said, late, known } = answer.value;
  const message = `${author}, ${countOf(said, 'statement')}`;
  return { name, state: known ? 'known' : late ? 'late' : 'taken', message, again: null };
}
