import type { Integrity } from '../../shared/domain/review/package.ts';
import type { Tone } from '../ui/mark.tsx';

/** How the data holds together, in the same tone wherever a package is shown. */
export const integrityLooks: {
  readonly [L in Integrity['level']]: { readonly tone: Tone; readonly glyph: string };
} = {
  good: { tone: 'calm', glyph: '✓' },
  conflict: { tone: 'warn', glyph: '!' },
  missing: { tone: 'warn', glyph: '–' },
};
