import type { Locator } from '../domain/claim/claim.ts';

/** `003.csv`: the file in `data/evidence/` that holds one exhibit. */
export const evidenceFileName = (number: number, locator: Locator): string =>
  `${String(number).padStart(3, '0')}.${evidenceEnding(locator)}`;

/** Samples are CSV, rows of release data JSON, what somebody remembers plain text. */
export function evidenceEnding(locator: Locator): 'csv' | 'json' | 'txt' {
  switch (locator.type) {
    case 'metric-window':
      return 'csv';
    case 'testimony':
      return 'txt';
    default:
      return 'json';
  }
}
