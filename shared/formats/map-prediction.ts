import type { RowOf } from '../domain/release/rows.ts';
import { readNumber, type Cells } from './cells.ts';
import { invert } from './fields.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';

const impactNames = invert({
  none: 'none no nothing 0',
  minor: 'minor low small moderate medium p3 p4 sev3 sev4',
  major: 'major high p2 sev2',
  critical: 'critical severe p0 p1 sev0 sev1',
  unknown: 'unknown unset undefined',
} as const);

/** What somebody expected of a release before it was deployed: a probability of failure from 0 to 1, or with a `%`. */
export function mapPrediction(cells: Cells): Mapped {
  const service = cells.service('service');
  const version = cells.requiredText('version', 80);
  const madeAt = cells.requiredTime('madeAt');
  const written = cells.requiredText('probability', 40);
  const probability = readShare(written);
  if (probability === null && !cells.failed())
    cells.fail('bad-number', 'probability', 'this is no share: write 0 to 1, or 0 % to 100 %');
  const impact = cells.oneOf('impact', impactNames) ?? 'unknown';
  const reason = cells.text('reason', 500) ?? '';
  const instance = cells.text('instance', 80) ?? service;
  const natural = cells.text('id', 150) ?? `${service}@${version}/${madeAt}`;
  const revision = cells.time('updatedAt') ?? 0;
  return cells.faultOr(() => {
    const row: RowOf<'prediction'> = {
      kind: 'prediction',
      id: rowId('file', 'prediction', instance, natural),
      revision,
      service,
      version,
      madeAt,
      probability: probability ?? 0,
      impact,
      reason,
    };
    return { kind: 'row', row };
  });
}

/** A share of 1 from `0.2` or `20 %`; null when it is none. */
export function readShare(text: string): number | null {
  const percent = /^(.*?)\s*%$/.exec(text.trim());
  const number = readNumber(percent?.[1] ?? text);
  if (number === null) return null;
  const share = percent === null ? number : number / 100;
  return share >= 0 && share <= 1 ? share : null;
}
