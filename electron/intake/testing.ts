import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { emptyMapping, type ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import { intakeLineSchema, type IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { decodeRowChunk } from '../../shared/formats/row-chunk.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { CarriedFile } from '../platform/carried.ts';
import type { Intake, TakeReport } from './intake.ts';
import { openIntake } from './open-intake.ts';

/** The clock of these tests: after everything in the real data. */
export const testNow = Date.UTC(2026, 10, 23, 8);

const dataFolder = process.env['HOTWASH_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
export const hasRealData = existsSync(join(dataFolder, 'README.md'));
if (!hasRealData) console.log('skipped: tests on real data; the folder of real data (HOTWASH_DATA) is not here');
export const realData = (...parts: string[]): string => join(dataFolder, ...parts);

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-intake-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function openTestIntake(workspace?: string): Promise<Intake> {
  const intake = await openIntake(workspace ?? (await temporaryFolder()), { now: () => testNow });
  onTestFinished(() => intake.close());
  return intake;
}

/** A carried file made of text or bytes, handed over in pieces. */
export function carriedText(name: string, content: string | Uint8Array, piece = 65_536): CarriedFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return {
    name,
    size: bytes.length,
    async *open() {
      for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
    },
  };
}

export function valueOf<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

export function errorOf<T, E>(result: Result<T, E>): E {
  if (result.ok) throw new Error(`expected an error, got ${JSON.stringify(result.value).slice(0, 500)}`);
  return result.error;
}

export async function take(intake: Intake, name: string, text: string, mapping?: ColumnMapping): Promise<TakeReport> {
  return valueOf(await intake.takeFile(carriedText(name, text), { mapping: mapping ?? emptyMapping }));
}

export async function readLines(intake: Intake): Promise<IntakeLine[]> {
  const lines: IntakeLine[] = [];
  for await (const text of intake.lines(0)) lines.push(intakeLineSchema.parse(JSON.parse(text)));
  return lines;
}

/** `id revision` of every row in the log, whether it stands in a line or in a chunk. */
export async function loggedRevisions(intake: Intake): Promise<string[]> {
  const seen: string[] = [];
  for (const { rows, bulk = [] } of await readLines(intake)) {
    for (const row of rows) seen.push(`${row.id} ${row.revision}`);
    for (const { sha256 } of bulk) {
      const columns = valueOf(decodeRowChunk((await intake.chunk(sha256)) ?? new Uint8Array()));
      for (let i = 0; i < columns.count; i += 1) seen.push(`${columns.id(i)} ${columns.revision(i)}`);
    }
  }
  return seen;
}

export const codes = (report: TakeReport): string[] => report.quarantined.map((row) => `${row.row}:${row.code}`);

const header = 'id,service,version,environment,started_at,finished_at,status';

/** A CSV of deployments, one a minute, that are all good. */
export function deploymentsCsv(count: number, first = 1): string {
  const start = Date.UTC(2024, 0, 1);
  const rows = Array.from({ length: count }, (_, index) => {
    const at = new Date(start + (first + index) * 60_000).toISOString();
    return `d${first + index},svc-${index % 7},1.${first + index}.0,production,${at},${at},success`;
  });
  return `${[header, ...rows].join('\n')}\n`;
}

export function metricsCsv(count: number): string {
  const start = Date.UTC(2024, 0, 1);
  const rows = Array.from(
    { length: count },
    (_, index) => `${new Date(start + index * 1000).toISOString()},${((index * 7919) % 10_007) / 7}`,
  );
  return `timestamp,value\n${rows.join('\n')}\n`;
}
