import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntakeLine, RowChunk, SampleChunk } from '../../shared/domain/release/intake-line.ts';
import { makeChunks } from './generators.ts';
import { beforeAll, lineAfter, sealedRows } from './made-rows.ts';

export type WorkspaceScale = { readonly samples: number; readonly deployments: number };

const chunksPerLine = 64;

/**
 * A copy of the sample workspace whose intake holds made-up samples, deployments, a tenth as many builds and a hundredth as many incidents,
 * written as the intake writes them: chunks under their hashes, and the lines that name them.
 */
export async function writeLargeWorkspace(
  sample: string,
  folder: string,
  { samples, deployments }: WorkspaceScale,
): Promise<void> {
  const chunks = join(folder, 'intake', 'chunks');
  await cp(sample, folder, { recursive: true });
  await rm(join(folder, 'intake'), { recursive: true, force: true });
  await mkdir(chunks, { recursive: true, mode: 0o700 });
  const lines: string[] = [];
  let last: { readonly seq: number; readonly hash: string } = beforeAll;
  const say = (more: Partial<IntakeLine>): void => {
    const line = lineAfter(last, more);
    lines.push(line.text);
    last = line;
  };
  let sampled: SampleChunk[] = [];
  for (const { chunk, bytes } of makeChunks(samples)) {
    await writeFile(join(chunks, `${chunk.sha256}.bin`), bytes, { mode: 0o600 });
    sampled.push(chunk);
    if (sampled.length === chunksPerLine) say({ samples: sampled.splice(0) });
  }
  if (sampled.length > 0) say({ samples: sampled });
  let sealed: RowChunk[] = [];
  for (const { chunk, bytes } of sealedRows(deployments, true)) {
    await writeFile(join(chunks, `${chunk.sha256}.bin`), bytes, { mode: 0o600 });
    sealed.push(chunk);
    if (sealed.length === 16) say({ bulk: sealed.splice(0) });
  }
  if (sealed.length > 0) say({ bulk: sealed });
  await writeFile(join(folder, 'intake', 'log.jsonl'), lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
}
