import { afterAll, expect, it } from 'vitest';
import { openIntake } from '../intake/open-intake.ts';
import { loki } from '../connectors/loki/loki.ts';
import { jenkins } from '../connectors/jenkins/jenkins.ts';
import { withReleaseTimes } from './release-times.ts';
import type { OpenedSource } from './source-access.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const [from, to] = [Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)];
const opened = (connector: OpenedSource['connector'], config: OpenedSource['config']): OpenedSource => ({
  connector,
  config,
  address: 'http://127.0.0.1:9',
  http: () => ({ get: () => Promise.reject(new Error('nothing is asked here')) }),
});

it('[N4] reads logs round the releases that are known, where nobody named times', async () => {
  const intake = await openIntake(await temporaryFolder('around'), { now: () => to });
  const text = [
    'id,service,version,environment,started_at,finished_at,result',
    'd1,checkout,1.0,production,2026-02-03T10:00:00Z,2026-02-03T10:05:00Z,success',
    'd2,checkout,1.1,staging,2026-02-04T10:00:00Z,2026-02-04T10:05:00Z,success',
    'd3,boarding,1.2,production,2026-02-05T10:00:00Z,2026-02-05T10:05:00Z,failure',
    'd4,checkout,0.9,production,2026-01-05T10:00:00Z,2026-01-05T10:05:00Z,success',
  ].join('\n');
  const file = {
    name: 'deployments.csv',
    size: text.length,
    open: async function* () {
      yield Buffer.from(text);
    },
  };
  expect((await intake.takeFile(file)).ok).toBe(true);
  const around = async (config: OpenedSource['config'], connector = loki) =>
    (await withReleaseTimes(opened(connector, config), intake.rows, from, to)).config['around'];
  expect(await around({})).toBe('2026-02-05T10:05:00.000Z\n2026-02-03T10:05:00.000Z');
  expect(await around({ service: 'checkout' })).toBe('2026-02-03T10:05:00.000Z');
  expect(await around({ around: '2026-02-07T00:00:00Z' })).toBe('2026-02-07T00:00:00Z');
  expect(await around({ service: 'unheard-of' })).toBeUndefined();
  expect(await around({}, jenkins)).toBeUndefined();
  await intake.close();
});
