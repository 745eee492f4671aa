import { defaultWindowMs } from '../analysis/incident-links.ts';
import { linksOf } from '../analysis/links.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { SettledLink } from '../domain/release/settled-link.ts';
import type { PackageLink } from '../domain/review/package-parts.ts';
import type { ReleaseData } from './release-data.ts';

/** A package lists at most so many links; those of its commits come last. */
const mostLinks = 300;

/** Rows of a package that may belong together. `changes` are the release's own. */
export type LinkedRows = {
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly incidents: readonly RowOf<'incident'>[];
  readonly tickets: readonly RowOf<'ticket'>[];
  readonly flags: readonly RowOf<'flag'>[];
  readonly changes: readonly RowOf<'change'>[];
};

/**
 * What belongs to the deployments and incidents of a package, and how surely. Deployments and incidents of other services
 * in the same days are looked at too, since they may be what an incident really belongs to; a link between two of them is
 * not the package's.
 */
export async function readLinks(
  data: ReleaseData,
  rows: LinkedRows,
  window: { readonly from: number; readonly to: number },
  settled: readonly SettledLink[],
): Promise<readonly PackageLink[]> {
  const deployments = merged(
    await data.within('deployment', window.from - defaultWindowMs, window.to),
    rows.deployments,
  );
  const incidents = merged(await data.within('incident', window.from, window.to), rows.incidents);
  const verdicts = settled.map(({ from, to, verdict }) => ({ a: from.id, b: to.id, verdict }));
  const own = new Set<string>([...rows.deployments, ...rows.incidents].map((row) => row.id));
  const links = linksOf({ ...rows, deployments, incidents }, verdicts).filter(
    ({ from, to }) => own.has(from.id) || own.has(to.id),
  );
  const isCommit = ({ to }: (typeof links)[number]): boolean => to.kind === 'change';
  return [...links.filter((link) => !isCommit(link)), ...links.filter(isCommit)].slice(0, mostLinks);
}

const merged = <T extends { readonly id: string }>(some: readonly T[], others: readonly T[]): readonly T[] => [
  ...new Map([...some, ...others].map((row) => [row.id, row])).values(),
];
