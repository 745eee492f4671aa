import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { ConfigPair } from '../../shared/domain/cause/config-change.ts';
import { grouped } from '../../shared/analysis/sightings.ts';
import type { RowIndex } from '../intake/row-index.ts';
import type { EvidenceDesk } from './evidence-desk.ts';

/** Pairs that are compared to tell what changed; further ones are farther from the moment. */
const mostPairs = 60;
const aroundMs = 45 * 86_400_000;
/** Keys that a pair is found by and that its preview begins with. */
const keysShown = 200;

/**
 * Snapshots of one configuration that follow each other, round the moment that a review is about: those that the moment
 * lies between first, then the nearest. Two with the same bytes are no pair.
 */
export async function configPairsOf(
  rows: Pick<RowIndex, 'within'>,
  desk: Pick<EvidenceDesk, 'compare'>,
  review: Review,
): Promise<readonly ConfigPair[]> {
  const moment = momentOf(review);
  const services = [...new Set([review.service, ...review.governance.joined.map(({ service }) => service as string)])];
  const snapshots: RowOf<'snapshot'>[] = [];
  for (const service of services)
    snapshots.push(...(await rows.within('snapshot', moment - aroundMs, moment + aroundMs, service)));
  const nearest = consecutive(snapshots)
    .toSorted((a, b) => distance(a, moment) - distance(b, moment))
    .slice(0, mostPairs);
  const pairs: ConfigPair[] = [];
  for (const [before, after] of nearest) {
    const compared = await desk.compare({ type: 'config-diff', before: before.id, after: after.id });
    const named = {
      before: { id: before.id, at: before.at },
      after: { id: after.id, at: after.at },
      name: after.name,
      service: after.service,
      environment: after.environment,
    };
    if (!compared.ok) pairs.push({ ...named, changed: 0, changes: [], fault: compared.error });
    else if (compared.value.changes.length > 0)
      pairs.push({
        ...named,
        changed: compared.value.changes.length,
        changes: compared.value.changes.slice(0, keysShown),
        fault: null,
      });
  }
  return pairs;
}

type Pair = readonly [before: RowOf<'snapshot'>, after: RowOf<'snapshot'>];

function consecutive(snapshots: readonly RowOf<'snapshot'>[]): readonly Pair[] {
  const groups = grouped(snapshots, ({ service, environment, name }) => JSON.stringify([service, environment, name]));
  return [...groups.values()].flatMap((group) => {
    const ordered = group.toSorted((a, b) => a.at - b.at);
    return ordered.slice(1).flatMap((after, index): Pair[] => {
      const before = ordered[index];
      return before === undefined || before.sha256 === after.sha256 || before.at === after.at ? [] : [[before, after]];
    });
  });
}

/** When the effect began; until somebody says it, when the release went live. */
const momentOf = ({ effect, package: prepared, openedAt }: Review): number =>
  effect?.from ?? prepared?.content.goLive?.at ?? prepared?.content.window.to ?? openedAt;

const distance = ([before, after]: Pair, moment: number): number =>
  before.at <= moment && after.at >= moment ? 0 : Math.min(Math.abs(before.at - moment), Math.abs(after.at - moment));
