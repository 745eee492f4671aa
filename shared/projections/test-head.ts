import type { HistoryHead } from '../journal/head-words.ts';

/** The head of a history that reports in tests are of. */
export const testHead: HistoryHead = {
  size: 9,
  words: ['side', 'argue', 'lock', 'find', 'nerve', 'deny', 'file', 'blind'],
  qr: 'hotwash:r-2026-118:9:qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo',
};
