import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Peak resident memory, MB, of the built product's Node process while it opens a workspace and fills a new browser
 * profile from it. Undefined where the platform does not tell, or nothing is built.
 */
export async function nodeMemoryMb(root: string, workspace: string): Promise<number | undefined> {
  const serve = join(root, 'dist/node/serve.js');
  if (process.platform !== 'linux' || !existsSync(serve)) return undefined;
  const scratch = await mkdtemp(join(tmpdir(), 'hotwash-bench-memory-'));
  const readyFile = join(scratch, 'ready.json');
  const args = [serve, '--headless', '--workspace', workspace, '--data', scratch, '--ready-file', readyFile];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const exited = once(child, 'exit');
  try {
    for (let tries = 0; !existsSync(readyFile) && child.exitCode === null && tries < 300; tries += 1) await wait(100);
    if (!existsSync(readyFile) || child.pid === undefined) return undefined;
    let peak = peakOf(child.pid);
    // Sending is over when the peak has stood still for three seconds.
    for (let still = 0; still < 3;) {
      await wait(1000);
      const now = peakOf(child.pid);
      still = now > peak * 1.01 ? 0 : still + 1;
      peak = now;
    }
    return peak;
  } finally {
    child.kill('SIGTERM');
    await exited;
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function peakOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) * 1024) / 1e6;
}
