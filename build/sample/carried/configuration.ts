import { minute } from '../local-time.ts';
import type { History } from '../plan-history.ts';
import type { CarriedFile } from './carried-file.ts';

/** What the instances of fares were started with: the image of before, and that of the drift release. */
const settings = (limit: string): string =>
  [
    'server:',
    '  port: 8080',
    'db:',
    '  pool:',
    `    max: ${limit}`,
    '    idle-timeout: 30s',
    '  password: kept-by-the-vault',
    'quotes:',
    '  one-call: true',
    '',
  ].join('\n');

/**
 * The configuration of fares in production as its instances had it: before the drift release, and half a minute after the
 * last of them ran it. Its image no longer brings the pool's limit, so the library's default holds.
 */
export function configurationFiles(history: History): readonly CarriedFile[] {
  const { deployments } = history.story('drift');
  const production = deployments.find(({ environment }) => environment === 'production');
  const live = production?.runtime?.completeAt ?? null;
  if (production === undefined || live === null) throw new Error('the story is seen in production');
  return [
    snapshot(production.startedAt - 6 * minute, settings('512')),
    snapshot(live + minute / 2, settings('256 # default')),
  ];
}

function snapshot(at: number, text: string): CarriedFile {
  const time = new Date(at).toISOString().slice(0, 19);
  const constants = { service: 'fares', environment: 'production', name: 'application.yaml', at: `${time}Z` };
  return {
    name: `application-${time.replaceAll(':', '')}Z.snapshot.yaml`,
    text,
    format: 'snapshots',
    mapping: { columns: {}, constants },
  };
}
