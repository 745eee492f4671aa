import { releaseIdOf, type ReleaseId, type ServiceId } from '../../shared/domain/ids.ts';
import type { Row } from '../../shared/domain/release/rows.ts';
import { hashId } from './hash-id.ts';
import { noFacts, packFacts, unpackFacts } from './release-facts.ts';
import { incidentRelease, summarizeRelease, type ReleaseFacts } from './release-summary.ts';
import type { RowChange } from './row-changes.ts';
import type { KeptRelease, Store } from './schema.ts';

type Facts = { -readonly [K in keyof ReleaseFacts]: ReleaseFacts[K][number][] };

/** Brings the releases that these rows tell of up to date; what it costs is the changed rows', however many are kept. */
export async function noteReleases(store: Store, changes: readonly RowChange[], seq: number): Promise<void> {
  const byRelease = new Map<ReleaseId, { readonly gone: Row[]; readonly come: Row[] }>();
  const at = (row: Row): { readonly gone: Row[]; readonly come: Row[] } | undefined => {
    const id = releaseOf(row);
    if (id === undefined) return undefined;
    let entry = byRelease.get(id);
    if (entry === undefined) byRelease.set(id, (entry = { gone: [], come: [] }));
    return entry;
  };
  for (const { old, row } of latestOf(changes)) {
    if (old !== undefined) at(old)?.gone.push(old);
    at(row)?.come.push(row);
  }
  const ids = [...byRelease.keys()];
  const stored = await store.summaries.bulkGet(ids);
  await store.summaries.bulkPut(
    ids.map((id, index) => {
      const known = stored[index];
      const facts = known === undefined ? noFacts : unpackFacts(known.facts);
      const { gone, come } = byRelease.get(id) ?? { gone: [], come: [] };
      return keep(id, seq, change(facts, gone, come));
    }),
  );
}

/** One change for each id: from what stood before the first to what stands after the last. */
function latestOf(changes: readonly RowChange[]): Iterable<RowChange> {
  const byId = new Map<string, RowChange>();
  for (const { old, row } of changes) {
    const key = `${row.kind} ${row.id}`;
    const earlier = byId.get(key);
    byId.set(key, { old: earlier === undefined ? old : earlier.old, row });
  }
  return byId.values();
}

function releaseOf(row: Row): ReleaseId | undefined {
  if (row.kind === 'incident')
    return row.release === null ? undefined : (incidentRelease(row, row.release) as ReleaseId);
  if (row.kind === 'release' || row.kind === 'deployment' || row.kind === 'runtime')
    return releaseIdOf(row.service, row.version);
  return undefined;
}

function change(facts: ReleaseFacts, gone: readonly Row[], come: readonly Row[]): ReleaseFacts {
  const goneKeys = new Set(gone.map(({ id }) => hashId(id)));
  const without = <T extends { readonly key: number }>(rows: readonly T[]): T[] =>
    goneKeys.size === 0 ? [...rows] : rows.filter(({ key }) => !goneKeys.has(key));
  const next: Facts = {
    tags: without(facts.tags),
    deployments: without(facts.deployments),
    runtime: without(facts.runtime),
    incidents: without(facts.incidents),
  };
  for (const row of come) {
    const key = hashId(row.id);
    if (row.kind === 'release') next.tags.push({ key, at: row.at });
    if (row.kind === 'incident') next.incidents.push({ key, detectedAt: row.detectedAt });
    if (row.kind === 'deployment') next.deployments.push({ ...row, key });
    if (row.kind === 'runtime') next.runtime.push({ ...row, key });
  }
  return next;
}

function keep(id: ReleaseId, seq: number, facts: ReleaseFacts): KeptRelease {
  const split = id.indexOf('@');
  const service = id.slice(0, split) as ServiceId;
  const summary = summarizeRelease(service, id.slice(split + 1), facts);
  const kept = { id, seq, service, summary, facts: packFacts(facts) };
  return summary === null ? kept : { ...kept, at: summary.at };
}
