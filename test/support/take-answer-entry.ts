// Takes an answer back in a process of its own: the kill test bundles this, starts it, and kills it.
import { readFileSync, writeSync } from 'node:fs';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { createServices } from '../../electron/host/create-services.ts';
import { commandPort } from '../../electron/host/with-workspace.ts';

const [workspaceDir = '', now = '0', review = '', answer = '', words = ''] = process.argv.slice(2);
const clock = { wall: () => Number(now), monotonic: () => performance.now() };
const running = await createServices({ workspaceDir, port: commandPort, clock });
writeSync(1, 'begins\n');
const taken = await running.services.records.take(
  review as ReviewId,
  { kind: 'answer', text: readFileSync(answer, 'utf8') },
  words,
);
writeSync(1, taken.ok ? `${taken.value.state}\n` : `${taken.error.message}\n`);
await running.close();
