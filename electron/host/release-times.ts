import type { RowIndex } from '../intake/row-index.ts';
import type { OpenedSource } from './source-access.ts';

/** Releases whose surroundings are read at most, the newest first. */
const mostReleases = 50;

/**
 * What a source that is read round releases is asked for: where nobody named times, those at which production deployments
 * of its service (of all services where it names none) were over. `from` and `to` in ms since 1970 UTC.
 */
export async function withReleaseTimes(
  opened: OpenedSource,
  rows: Pick<RowIndex, 'within'>,
  from: number,
  to: number,
): Promise<OpenedSource> {
  const { connector, config } = opened;
  if (connector.readsAround !== 'releases' || config['around'] !== undefined) return opened;
  const deployments = await rows.within('deployment', from, to, config['service']);
  const times = deployments
    .filter((row) => row.environment === 'production')
    .map((row) => row.finishedAt ?? row.startedAt)
    .toSorted((a, b) => b - a)
    .slice(0, mostReleases);
  if (times.length === 0) return opened;
  return { ...opened, config: { ...config, around: times.map((time) => new Date(time).toISOString()).join('\n') } };
}
