import type { CourierLookAnswer } from '../../../shared/contract/courier-procedures.ts';
import type { CourierOrigin } from '../../../shared/domain/release/courier.ts';
import { countOf } from '../../ui/format-number.ts';
import type { Tone } from '../../ui/mark.tsx';

const mostGaps = 8;

/** `Line 4`, `Lines 4 to 9`. */
export const linesText = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? `Line ${from}` : `Lines ${from} to ${to}`;

/** How a bundle's lines stand to those that came before, in words. */
export function relationText({ relation, from, to }: CourierLookAnswer): {
  readonly tone: Tone;
  readonly text: string;
} {
  switch (relation.kind) {
    case 'first':
      return { tone: 'calm', text: `The first of this origin: lines ${from} to ${to}.` };
    case 'next':
      return { tone: 'calm', text: `Goes on where the last one ended: lines ${from} to ${to}.` };
    case 'overlap':
      return { tone: 'plain', text: 'Some of it is known already. Nothing is counted twice.' };
    case 'known':
      return { tone: 'plain', text: 'All of it is known already.' };
    case 'gap':
      return {
        tone: 'warn',
        text: `${linesText(relation)} of this origin never came. Ask for a bundle since line ${relation.from - 1}.`,
      };
    case 'fork':
      return {
        tone: 'over',
        text: `Line ${relation.seq} is another one here: the origin's history was replaced. Nothing of it is taken; ask its sender.`,
      };
  }
}

/** What of an origin is not here: lines that never came, and items of its last bundle that were refused. */
export function missingText({ known, gaps, refused, lastAt }: CourierOrigin): {
  readonly tone: Tone;
  readonly text: string;
} {
  const more = gaps.length > mostGaps ? ` and ${gaps.length - mostGaps} more` : '';
  const lines = gaps.slice(0, mostGaps).map((gap) => linesText(gap).toLowerCase());
  const parts = [
    ...(refused > 0 ? [`${refused.toLocaleString('en-GB')} refused, bring it again`] : []),
    ...(lines.length > 0 ? [`${lines.join(', ')}${more}`] : []),
  ];
  if (parts.length > 0) return { tone: 'warn', text: parts.join('; ') };
  return known === null && lastAt === null ? { tone: 'plain', text: '–' } : { tone: 'calm', text: 'nothing' };
}

/** `1 file of the bundle is here`, `3 files of the bundle are here, 2 refused: bring it again`. */
export function takenText(here: number, refused: number): string {
  const verb = here === 1 ? 'is' : 'are';
  const rest = refused > 0 ? `, ${refused.toLocaleString('en-GB')} refused: bring it again` : '';
  return `${countOf(here, 'file')} of the bundle ${verb} here${rest}`;
}
