import { describe, expect, it } from 'vitest';
import type { RowId, ServiceId } from '../domain/ids.ts';
import type { RowOf } from '../domain/release/rows.ts';
import { emptyWorkspace, type Workspace } from '../domain/workspace/workspace.ts';
import { holeShare, readCatalogue } from './catalogue.ts';

const component = (service: string, dependsOn: readonly string[], source = 'a'): RowOf<'component'> => ({
  kind: 'component',
  id: `${source}:component:x:${service}` as RowId,
  revision: 0,
  service: service as ServiceId,
  title: `${service} of ${source}`,
  owner: 'a team',
  tier: 'low',
  system: null,
  dependsOn: dependsOn as ServiceId[],
});

const workspace: Workspace = {
  ...emptyWorkspace,
  services: [{ id: 'cart', title: 'Cart', owner: 'eng-01', tier: 'critical', dependsOn: ['prices'] }],
  kpis: [{ service: 'cart' as ServiceId, kpi: 'latency', metric: 'p95', unit: 'ms', better: 'lower' }],
};

describe('the catalogue', () => {
  it('[M2.3] joins what is registered with what is imported, and tells dependencies in both directions', () => {
    const entries = readCatalogue(workspace, [
      component('cart', ['stock']),
      component('stock', []),
      component('cart', ['stock', 'prices'], 'b'),
    ]);
    expect(entries.map(({ id, title, standing, owner, tier }) => [id, title, standing, owner, tier])).toEqual([
      ['cart', 'Cart', 'registered', 'eng-01', 'critical'],
      ['stock', 'stock of a', 'imported', 'a team', 'low'],
    ]);
    expect(entries[0]?.dependsOn).toEqual(['prices', 'stock']);
    expect(entries[1]?.neededBy).toEqual(['cart']);
  });

  it('[M2.3] counts holes of what is registered alone', () => {
    const entries = readCatalogue(workspace, [component('stock', [])]);
    expect(entries[0]?.holes.map(({ kpi }) => kpi)).toEqual(['error-rate', 'rollback']);
    expect(holeShare(entries)).toEqual({ holes: 2, needed: 3 });
  });
});
