import { kpiHoles, neededKpis, type KpiHole } from '../domain/kpi/kpi-map.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';

/** One thing of the catalogue. `standing` is `registered` for what reviews are held about, `imported` for the rest. */
export type CatalogueEntry = {
  readonly id: string;
  readonly title: string;
  readonly standing: 'registered' | 'imported';
  /** A code of the roster where it is registered, else the imported catalogue's own word; empty where nobody is named. */
  readonly owner: string;
  readonly tier: 'critical' | 'standard' | 'low' | null;
  readonly system: string | null;
  readonly dependsOn: readonly string[];
  readonly neededBy: readonly string[];
  /** Needed KPIs that nothing measures; none are asked of what is only imported. */
  readonly holes: readonly KpiHole[];
  /** Rows of imported catalogues that tell of it. */
  readonly rows: readonly string[];
};

/**
 * Registered services and imported components as one catalogue, in the order of their titles. What is registered keeps
 * its own title, owner and tier; dependencies of all sources are joined, and each is told in both directions.
 */
export function readCatalogue(
  workspace: Pick<Workspace, 'services' | 'kpis'>,
  components: readonly RowOf<'component'>[],
): readonly CatalogueEntry[] {
  const rows = new Map<string, RowOf<'component'>[]>();
  for (const row of components) rows.set(row.service, [...(rows.get(row.service) ?? []), row]);
  const registered = new Map(workspace.services.map((service) => [service.id, service]));
  const needs = new Map<string, readonly string[]>();
  for (const id of new Set([...registered.keys(), ...rows.keys()])) {
    const all = [...(registered.get(id)?.dependsOn ?? []), ...(rows.get(id) ?? []).flatMap((row) => row.dependsOn)];
    needs.set(id, [...new Set(all)].toSorted(byText));
  }
  const neededBy = new Map<string, string[]>();
  for (const [id, all] of needs) for (const each of all) neededBy.set(each, [...(neededBy.get(each) ?? []), id]);
  return [...needs]
    .map(([id, dependsOn]): CatalogueEntry => {
      const own = registered.get(id);
      const [row] = rows.get(id) ?? [];
      return {
        id,
        title: own?.title ?? row?.title ?? id,
        standing: own === undefined ? 'imported' : 'registered',
        owner: own?.owner ?? row?.owner ?? '',
        tier: own?.tier ?? row?.tier ?? null,
        system: row?.system ?? null,
        dependsOn,
        neededBy: (neededBy.get(id) ?? []).toSorted(byText),
        holes: own === undefined ? [] : kpiHoles(workspace.kpis, [id], neededKpis),
        rows: (rows.get(id) ?? []).map((each) => each.id),
      };
    })
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en') || (a.id < b.id ? -1 : 1));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** [M2.3] Of all KPIs that registered services need, how many nothing measures. */
export function holeShare(entries: readonly CatalogueEntry[]): { readonly holes: number; readonly needed: number } {
  const asked = entries.filter((each) => each.standing === 'registered');
  return { holes: asked.reduce((sum, each) => sum + each.holes.length, 0), needed: asked.length * neededKpis.length };
}
