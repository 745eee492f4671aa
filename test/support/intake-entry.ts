// The intake as a process of its own: the crash test bundles this, starts it, and kills it while it takes files in.
import { writeSync } from 'node:fs';
import { carriedFileAt } from '../../electron/intake/carried-file.ts';
import { openIntake } from '../../electron/intake/open-intake.ts';

const [workspace = '', now = '0', ...files] = process.argv.slice(2);
const intake = await openIntake(workspace, { now: () => Number(now) });
intake.subscribe(({ head }) => {
  writeSync(1, `${head.seq} ${head.hash}\n`);
});
for (const file of files) {
  const taken = await intake.takeFile(await carriedFileAt(file));
  if (!taken.ok || taken.value.stopped !== null) throw new Error(JSON.stringify(taken));
}
writeSync(1, 'done\n');
