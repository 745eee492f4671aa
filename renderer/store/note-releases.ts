import { releaseIdOf, type ReleaseId, type ServiceId } from '../../shared/domain/ids.ts';
import { groupBy } from './group-by.ts';
import { hashId } from './hash-id.ts';
import { noFacts, packFacts, unpackFacts } from './release-facts.ts';
import { incidentRelease, summarizeRelease, type ReleaseFacts } from './release-summary.ts';
import type { RowChange } from './row-changes.ts';
import type { KeptRelease, ReleaseBlock, ReleaseDirectory, Store } from './schema.ts';
import { toldTime, type ToldRow } from './told-row.ts';

/** Versions a window may be behind and still read only what changed. */
export const changesKept = 256;
const week = 7 * 86_400_000;

type Facts = { -readonly [K in keyof ReleaseFacts]: ReleaseFacts[K][number][] };
/** Service and week. */
export type BlockKey = readonly [string, number];
type Touched = { readonly id: ReleaseId; readonly gone: ToldRow[]; readonly come: ToldRow[] };

/**
 * Brings the releases that these rows tell of up to date; what it costs is the changed rows', however many are kept.
 * Answers which blocks changed.
 */
export async function noteReleases(store: Store, changes: readonly RowChange[]): Promise<readonly BlockKey[]> {
  if (changes.length === 0) return [];
  const touched = groupBy(gather(changes), ({ id }) => serviceOf(id));
  const services = [...touched.keys()];
  const directories = await store.releaseDirectory.bulkGet(services);
  const byBlock = new Map<string, { readonly key: [string, number]; readonly touched: Touched[] }>();
  const grown: ReleaseDirectory[] = [];
  services.forEach((service, index) => {
    const known = directories[index]?.blocks ?? new Map<string, number>();
    const fresh = new Map<string, number>();
    for (const each of touched.get(service) ?? []) {
      const name = each.id.slice(service.length + 1);
      const block = known.get(name) ?? Math.floor(firstTime(each) / week);
      if (!known.has(name)) fresh.set(name, block);
      const entry = byBlock.get(`${service} ${block}`);
      if (entry === undefined) byBlock.set(`${service} ${block}`, { key: [service, block], touched: [each] });
      else entry.touched.push(each);
    }
    if (fresh.size > 0) grown.push({ service, blocks: new Map([...known, ...fresh]) });
  });
  const entries = [...byBlock.values()];
  const stored = await store.releaseBlocks.bulkGet(entries.map(({ key }) => key));
  await store.releaseBlocks.bulkPut(
    entries.map(({ key: [service, block], touched: ofBlock }, index) => {
      return { service, block, releases: JSON.stringify(changeBlock(releasesIn(stored[index]), ofBlock)) };
    }),
  );
  await store.releaseDirectory.bulkPut(grown);
  return entries.map(({ key }) => key);
}

/** Says which blocks this version changed, for the windows that keep a list of releases. */
export async function tellBlocks(store: Store, blocks: readonly BlockKey[], version: number): Promise<void> {
  if (blocks.length === 0) return;
  await store.releaseChanges.put({ version, blocks });
  await store.releaseChanges
    .where('version')
    .belowOrEqual(version - changesKept)
    .delete();
}

/** The releases of a block; none where there is no such block. */
export const releasesIn = (block: ReleaseBlock | undefined): readonly KeptRelease[] =>
  block === undefined ? [] : (JSON.parse(block.releases) as KeptRelease[]);

/** A block with its releases summarized once more, of the facts they are kept with. */
export function summarizeAnew(block: ReleaseBlock): ReleaseBlock {
  return { ...block, releases: JSON.stringify(releasesIn(block).map(({ id, facts }) => keep(id, unpackFacts(facts)))) };
}

export const serviceOf = (id: string): string => id.slice(0, id.indexOf('@'));

const firstTime = ({ gone, come }: Touched): number => Math.min(...[...gone, ...come].map(toldTime));

function gather(changes: readonly RowChange[]): Touched[] {
  const byRelease = new Map<ReleaseId, Touched>();
  const at = (row: ToldRow): Touched | undefined => {
    const id = releaseOf(row);
    if (id === undefined) return undefined;
    let entry = byRelease.get(id);
    if (entry === undefined) byRelease.set(id, (entry = { id, gone: [], come: [] }));
    return entry;
  };
  for (const { old, row } of latestOf(changes)) {
    if (old !== undefined) at(old)?.gone.push(old);
    at(row)?.come.push(row);
  }
  return [...byRelease.values()];
}

function changeBlock(releases: readonly KeptRelease[], touched: readonly Touched[]): KeptRelease[] {
  const byId = new Map<string, KeptRelease>(releases.map((release) => [release.id, release]));
  for (const { id, gone, come } of touched) {
    const known = byId.get(id);
    byId.set(id, keep(id, change(known === undefined ? noFacts : unpackFacts(known.facts), gone, come)));
  }
  return [...byId.values()];
}

/** One change for each row: from what stood before the first to what stands after the last. */
function latestOf(changes: readonly RowChange[]): readonly RowChange[] {
  return [...groupBy(changes, ({ row }) => row.kind).values()].flatMap((ofKind) => {
    const byId = new Map<string, RowChange>();
    for (const change of ofKind) {
      const earlier = byId.get(change.row.id);
      byId.set(change.row.id, earlier === undefined ? change : { old: earlier.old, row: change.row });
    }
    return [...byId.values()];
  });
}

function releaseOf(row: ToldRow): ReleaseId | undefined {
  if (row.kind === 'incident')
    return row.release === null ? undefined : (incidentRelease(row, row.release) as ReleaseId);
  if (row.kind === 'release' || row.kind === 'deployment' || row.kind === 'runtime')
    return releaseIdOf(row.service, row.version);
  return undefined;
}

function change(facts: ReleaseFacts, gone: readonly ToldRow[], come: readonly ToldRow[]): ReleaseFacts {
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
    if (row.kind === 'deployment') {
      const { startedAt, finishedAt, environment, result } = row;
      next.deployments.push({ key, startedAt, finishedAt, environment, result });
    }
    if (row.kind === 'runtime') {
      const { firstSeenAt, completeAt, environment } = row;
      next.runtime.push({ key, firstSeenAt, completeAt, environment });
    }
  }
  return next;
}

function keep(id: string, facts: ReleaseFacts): KeptRelease {
  const service = serviceOf(id) as ServiceId;
  return { id, summary: summarizeRelease(service, id.slice(service.length + 1), facts), facts: packFacts(facts) };
}
