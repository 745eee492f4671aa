import { appendFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntakeLine, RowChunk } from '../../shared/domain/release/intake-line.ts';
import { lineAfter, sealedRows } from './made-rows.ts';
import { replayPrometheus, type Replayed } from './replay.ts';

export type WorkspaceScale = { readonly samples: number; readonly deployments: number };

/**
 * A copy of the sample workspace whose intake took in made-up answers of Prometheus. Deployments, a tenth as many builds and
 * a hundredth as many incidents are written beside them as the intake writes them: chunks under their hashes, and the lines
 * that name them. Answers what the intake of the samples came to.
 */
export async function writeLargeWorkspace(
  dist: string,
  folder: string,
  { samples, deployments }: WorkspaceScale,
): Promise<Replayed> {
  const chunks = join(folder, 'intake', 'chunks');
  await cp(join(dist, 'sample'), folder, { recursive: true });
  await rm(join(folder, 'intake'), { recursive: true, force: true });
  await mkdir(chunks, { recursive: true, mode: 0o700 });
  const replayed = await replayPrometheus(dist, folder, samples);
  const lines: string[] = [];
  let last: { readonly seq: number; readonly hash: string } = replayed.head;
  const say = (more: Partial<IntakeLine>): void => {
    const line = lineAfter(last, more);
    lines.push(line.text);
    last = line;
  };
  let sealed: RowChunk[] = [];
  for (const { chunk, bytes } of sealedRows(deployments, true)) {
    await writeFile(join(chunks, `${chunk.sha256}.bin`), bytes, { mode: 0o600 });
    sealed.push(chunk);
    if (sealed.length === 16) say({ bulk: sealed.splice(0) });
  }
  if (sealed.length > 0) say({ bulk: sealed });
  await appendFile(join(folder, 'intake', 'log.jsonl'), lines.map((line) => `${line}\n`).join(''));
  return replayed;
}
