import type { CourierLookAnswer } from '../../../shared/contract/courier-procedures.ts';
import type { Tone } from '../../ui/mark.tsx';

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
