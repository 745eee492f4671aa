import type { DoraRows } from '../analysis/dora.ts';

/** Services that sources name where they know none. */
const nobody = new Set(['unassigned', 'unknown']);

export type ProjectRows = DoraRows & { readonly services: readonly string[]; readonly repositories: readonly string[] };

/**
 * Rows of one project, which is a service or a repository: its deployments, the incidents of the services they are of and
 * of none, the merges and commits of their repositories. `checkout` is also `acme/checkout`. A workspace with commits of one
 * repository alone has no other to mean. `*` is everything.
 */
export function projectRows(project: string, rows: DoraRows): ProjectRows {
  const name = project.trim().toLowerCase();
  const isNamed = (text: string | undefined): boolean => {
    if (text === undefined) return false;
    const own = text.trim().toLowerCase();
    if (name === '*' || own === name) return true;
    return (own.includes('/') && name.includes('/')) || lastPart(own) !== lastPart(name) ? own === plain(name) : true;
  };
  const deployments = rows.deployments.filter((row) => isNamed(row.service) || isNamed(row.repository));
  const services = new Set<string>(deployments.map((row) => row.service));
  const repositories = new Set(deployments.flatMap((row) => row.repository ?? []));
  const isOwn = (repository: string): boolean =>
    repositories.has(repository) || services.has(repository) || isNamed(repository);
  const ownOf = (of: readonly { readonly repository: string }[]): ReadonlySet<string> => {
    const every = new Set(of.map((row) => row.repository));
    const own = new Set([...every].filter(isOwn));
    return own.size === 0 && every.size === 1 ? every : own;
  };
  const [merged, changed] = [ownOf(rows.merges), ownOf(rows.changes)];
  return {
    deployments,
    incidents: rows.incidents.filter(
      (row) => services.has(row.service) || nobody.has(row.service) || isNamed(row.service),
    ),
    merges: rows.merges.filter((row) => merged.has(row.repository)),
    changes: rows.changes.filter((row) => changed.has(row.repository)),
    services: [...services],
    repositories: [...new Set([...merged, ...changed])],
  };
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
/** A service's id is made of a name by putting `-` for what an id cannot hold. */
const plain = (name: string): string => name.replace(/[^a-z0-9._-]+/g, '-');
