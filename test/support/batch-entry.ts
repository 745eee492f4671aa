// Judges a file of deployment events in a process of its own: the kill test bundles this, starts it, and kills it.
import { writeSync } from 'node:fs';
import { createServices } from '../../electron/host/create-services.ts';
import { commandPort } from '../../electron/host/with-workspace.ts';
import { noEvents, readEventFile, takeOwnEvents } from '../../electron/host/trigger-files.ts';

const [workspaceDir = '', now = '0', file = ''] = process.argv.slice(2);
const clock = { wall: () => Number(now), monotonic: () => performance.now() };
const running = await createServices({ workspaceDir, port: commandPort, clock });
const { services } = running;
services.journals.subscribe((stream) => void writeSync(1, `${stream}\n`));
const read = await readEventFile(file, 1, clock.wall());
if (!read.ok || read.value.kind !== 'own') throw new Error('the events were not read');
const taken = noEvents();
const kept = await takeOwnEvents(services.intake, read.value.events, taken);
if (!kept.ok) throw new Error(kept.error.message);
await services.triggers.judge('batch', taken);
writeSync(1, 'done\n');
await running.close();
