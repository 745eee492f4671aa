import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What a replay into the intake came to: samples taken in, how long it took, the most memory its process held, MB. */
export type Replayed = {
  readonly accepted: number;
  readonly ms: number;
  readonly greatestMb: number;
  readonly head: { readonly seq: number; readonly hash: string };
};

/** Takes made-up answers of Prometheus into the intake of a workspace, in a process of its own. `dist` is the build. */
export async function replayPrometheus(dist: string, workspace: string, samples: number): Promise<Replayed> {
  const program = join(dist, 'tools', 'replay-prometheus.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, workspace, String(samples)]);
  const replayed = JSON.parse(stdout) as Replayed;
  if (replayed.accepted !== samples) throw new Error(`${replayed.accepted} of ${samples} samples were taken in`);
  return replayed;
}
