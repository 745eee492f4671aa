import type { IntakeReport } from '../../../shared/contract/procedures.ts';
import { countOf } from '../../ui/format-number.ts';

/** `1,204 rows of this file are kept, 1,000 of them from before.`: what is here of a file that did not come in whole. */
export function keptText({ accepted, unchanged }: Pick<IntakeReport, 'accepted' | 'unchanged'>): string {
  const kept = accepted + unchanged;
  if (kept === 0) return 'No row of this file is kept.';
  const before = unchanged === 0 ? '' : `, ${unchanged.toLocaleString('en-GB')} of them from before`;
  return `${countOf(kept, 'row')} of this file ${kept === 1 ? 'is' : 'are'} kept${before}.`;
}
