import type { EvidenceKind } from '../domain/claim/claim.ts';
import type { RowOf } from '../domain/release/rows.ts';
import { assertNever } from '../lib/invariant.ts';

/** Shortens what somebody wrote to a line of a list. */
export const clip = (text: string, length = 120): string =>
  text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;

/** How a row that is evidence reads in a list: `deployment of checkout 4.18.0 to production`. */
export function rowLabel(row: RowOf<EvidenceKind>): string {
  switch (row.kind) {
    case 'deployment':
      return `deployment of ${row.service} ${row.version} to ${row.environment}`;
    case 'build':
      return `build ${row.name} #${row.number}${row.result === null ? '' : `, ${row.result}`}`;
    case 'incident':
      return `incident: ${clip(row.title)}`;
    case 'change':
      return `commit ${row.sha.slice(0, 8)}: ${clip(row.subject)}`;
    case 'runtime':
      return `runtime: ${row.version} on ${row.instances} instances`;
    case 'flag':
      return `flag ${row.flag} ${row.state} in ${row.environment}`;
    case 'exposure':
      return `${row.flag}, variant ${row.variant}: ${row.exposures} exposures${row.errors === null ? '' : `, ${row.errors} errors`}`;
    case 'ticket':
      return `ticket: ${clip(row.title)}`;
    case 'log':
      return `log of ${row.service}: ${row.lines} lines, ${row.errors} errors`;
    case 'postmortem':
      return `post-mortem: ${clip(row.title)}`;
    case 'snapshot':
      return `configuration ${clip(row.name)} in ${row.environment}, ${row.keys} settings`;
    case 'prediction':
      return `predicted risk ${row.probability} for ${row.version}, impact ${row.impact}`;
    default:
      return assertNever(row);
  }
}
