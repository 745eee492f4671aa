// A pull as a process of its own: the kill test bundles this, starts it, and kills it while it pulls from a replayed source.
import { writeSync } from 'node:fs';
import { connectorById } from '../../electron/connectors/connectors.ts';
import { pullSource } from '../../electron/connectors/pull-source.ts';
import { createSourceHttp } from '../../electron/connectors/source-http.ts';
import { openIntake } from '../../electron/intake/open-intake.ts';
import { systemClock } from '../../electron/platform/clock.ts';

const [workspace = '', connectorId = '', config = '{}', now = '0', historyFrom = '0'] = process.argv.slice(2);
const connector = connectorById(connectorId);
if (connector === undefined) throw new Error('there is no such connector');
const settings = JSON.parse(config) as { readonly address: string };
const intake = await openIntake(workspace, { now: () => Number(now) });
intake.subscribe(({ head }) => {
  writeSync(1, `${head.seq} ${head.hash}\n`);
});
const { signal } = new AbortController();
const http = createSourceHttp({ address: new URL(settings.address), credential: {}, clock: systemClock, signal });
const run = pullSource(
  { id: 'source-1', connector, config: settings },
  {
    state: intake.pulls().find(({ source }) => source === 'source-1') ?? null,
    now: () => Number(now),
    signal,
    historyFrom: Number(historyFrom),
    http: { recent: http, history: http },
  },
);
for await (const batch of run.batches) {
  const taken = await intake.takePulled(batch);
  if (!taken.ok) throw new Error(JSON.stringify(taken.error));
}
await intake.close();
writeSync(1, `end ${run.end()?.kind ?? 'none'}\n`);
