import type { Locator } from '../domain/claim/claim.ts';

/** `003.csv`: the file in `data/evidence/` that holds one exhibit. */
export const evidenceFileName = (number: number, locator: Locator): string =>
  `${String(number).padStart(3, '0')}.${evidenceEnding(locator)}`;

/** Endings that a carried file keeps; any other becomes `bin`, so that nothing in a record is run by opening it. */
const keptEndings = /\.(png|jpe?g|gif|webp|pdf|txt|log|md|csv|tsv|json|ya?ml|properties|eml)$/i;

/** Samples are CSV, rows of release data and changes of a configuration JSON, what somebody said plain text. */
export function evidenceEnding(locator: Locator): string {
  switch (locator.type) {
    case 'metric-window':
      return 'csv';
    case 'testimony':
    case 'note':
    case 'moment':
      return 'txt';
    case 'file':
      return keptEndings.exec(locator.name)?.[1]?.toLowerCase() ?? 'bin';
    default:
      return 'json';
  }
}
