import { naturalId } from '../analysis/deployment-index.ts';
import type { Reconciled } from '../analysis/reconcile-types.ts';
import type { RowOf } from '../domain/release/rows.ts';
import { spanText } from '../meeting/clock-text.ts';
import { clip } from './row-label.ts';

/** Longest id of a source that people say (`#4127`); what is longer is a hash or a path. */
const longestSaid = 24;

/** `Jenkins deployment #4127 of checkout 4.18.0 to production`: the row as its source calls it, where that can be said. */
export function deploymentCalled(row: Pick<RowOf<'deployment'>, 'id' | 'service' | 'version' | 'environment'>): string {
  const [source = ''] = row.id.split(':');
  const natural = naturalId(row.id);
  const what = `${row.service} ${clip(row.version, 40)} to ${row.environment}`;
  if (natural.length > longestSaid) return what;
  const number = /^\d+$/.test(natural) ? `#${natural}` : natural;
  return source === 'file' ? `${number} (${what})` : `${sourceTitle(source)} ${number} (${what})`;
}

const sourceTitle = (source: string): string => `${source.charAt(0).toUpperCase()}${source.slice(1)}`;

/** What reconciling a deployment with the runtime came to (M2.4), in words that follow its name. */
export function reconciledText({ class: is, lag, reason }: Pick<Reconciled, 'class' | 'lag' | 'reason'>): string {
  const by = lag === null ? '' : ` by ${spanText(Math.abs(lag.to))}`;
  switch (is) {
    case 'confirmed':
      return 'reconciled: confirmed at runtime';
    case 'late':
    case 'early':
      return `reconciled ${is}${by}`;
    case 'rolled-back':
      return 'reconciled: ran, and was rolled back';
    case 'partial':
      return `reconciled in part: ${reason}`;
    case 'never':
      return `not confirmed: ${reason}`;
    case 'undeclared':
    case 'unmappable':
    case 'unobservable':
      return `not reconciled: ${reason}`;
  }
}
