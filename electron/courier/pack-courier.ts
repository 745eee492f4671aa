import { createHash, sign } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { CourierItem, CourierManifest } from '../../shared/domain/release/courier.ts';
import { intakeGenesis, type IntakeLine, type Pulled } from '../../shared/domain/release/intake-line.ts';
import { rowOwner } from '../../shared/domain/release/rows.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { fsyncDirectory, onDisk, type DiskFault } from '../platform/files.ts';
import type { CourierKey } from './courier-key.ts';
import { courierReadMe } from './courier-read-me.ts';

/** What a bundle is packed from: the intake's lines, and the folder of its raw files. */
export type CourierStock = {
  readonly lines: (after: number) => AsyncIterable<string>;
  readonly rawDirectory: string;
};

/** `services` narrows to what belongs to them; `after` leaves out lines up to that sequence. */
export type PackChoice = { readonly services: readonly string[] | null; readonly after: number };
export type PackFault =
  DiskFault | { readonly code: 'nothing-to-pack' | 'exists' | 'no-folder'; readonly message: string };
export type Packed = { readonly manifest: CourierManifest; readonly bytes: number };

/** Packs raw files and the order in which they were taken in, signed by this device, into one zip at `outFile`. */
export async function packCourier(
  stock: CourierStock,
  key: CourierKey,
  workspace: string,
  createdAt: string,
  choice: PackChoice,
  outFile: string,
): Promise<Result<Packed, PackFault>> {
  const target = resolve(outFile);
  if ((await stat(target).catch(() => undefined)) !== undefined)
    return err({ code: 'exists', message: 'There is a file of that name already. Nothing was written; name another.' });
  const folder = await stat(dirname(target)).catch(() => undefined);
  if (folder?.isDirectory() !== true)
    return err({ code: 'no-folder', message: 'There is no such folder to write to. Make it, or name another.' });
  const survey = await surveyLines(stock, choice);
  if (survey.hashes.length === 0)
    return err({ code: 'nothing-to-pack', message: `The intake has no lines after ${choice.after}.` });
  const { from, to, before, head, hashes, failed, leftOut } = survey;
  const kept: CourierItem[] = [];
  const absent: { name: string; sha256: string }[] = [];
  for (const item of survey.items) {
    const found = await stat(join(stock.rawDirectory, item.sha256)).catch(() => undefined);
    if (found === undefined) absent.push({ name: item.name, sha256: item.sha256 });
    else kept.push({ ...item, bytes: found.size });
  }
  const origin = { device: key.id, workspace, publicPem: key.publicPem };
  const manifest: CourierManifest = {
    kind: 'hotwash-courier/1',
    origin,
    createdAt,
    from,
    to,
    before,
    head,
    hashes,
    items: kept,
    failed,
    absent,
    leftOut,
  };
  const written = await onDisk(() => writeZip(stock, manifest, key, target));
  if (!written.ok) return written;
  return ok({ manifest, bytes: written.value });
}

type Survey = Omit<CourierManifest, 'kind' | 'origin' | 'createdAt' | 'absent'>;

/** Reads the log once: which raw files its lines were mapped from, in the order in which they were done. */
async function surveyLines({ lines }: CourierStock, { services, after }: PackChoice): Promise<Survey> {
  const wanted = services === null ? null : new Set(services);
  const items = new Map<string, CourierItem & { isWanted: boolean }>();
  const failed = new Map<string, Pulled>();
  const hashes: string[] = [];
  let before = intakeGenesis;
  for await (const text of lines(after)) {
    const line = JSON.parse(text) as IntakeLine;
    if (hashes.length === 0) before = line.prev;
    hashes.push(createHash('sha256').update(text, 'utf8').digest('hex'));
    const { pulled, source } = line;
    if (pulled !== undefined) failed.delete(pulled.source);
    if (pulled?.outcome.kind === 'failed') {
      failed.set(pulled.source, pulled);
      continue;
    }
    const { name, sha256, format, mapVersion, mapping } = source;
    const place = canonicalJson({ sha256, format, mapping, query: pulled?.query ?? null } as unknown as Json);
    const known = items.get(place);
    items.delete(place);
    items.set(place, {
      sha256,
      bytes: 0,
      name,
      format,
      mapVersion,
      mapping,
      seq: line.seq,
      records: (known?.records ?? 0) + recordsOf(line),
      pulled: pulled ?? known?.pulled ?? null,
      isWanted: known?.isWanted === true || wanted === null || belongsTo(line, wanted),
    });
  }
  const all = [...items.values()];
  const chosen = all.filter((item) => item.isWanted).map(({ isWanted: _isWanted, ...item }) => item);
  const to = after + hashes.length;
  const head = hashes.at(-1) ?? before;
  const rest = { failed: [...failed.values()], leftOut: all.length - chosen.length };
  return { from: after + 1, to, before, head, hashes, items: chosen, ...rest };
}

const recordsOf = ({ rows, samples, bulk = [] }: IntakeLine): number =>
  rows.filter((row) => row.kind !== 'series').length + [...samples, ...bulk].reduce((sum, { count }) => sum + count, 0);

/** A repository belongs to a service when it has its name, with or without an organisation before it. */
function belongsTo({ rows, samples, bulk = [] }: IntakeLine, services: ReadonlySet<string>): boolean {
  const isOf = (owner: string): boolean => services.has(owner) || services.has(owner.slice(owner.lastIndexOf('/') + 1));
  return (
    rows.some((row) => isOf(rowOwner(row))) ||
    samples.some(({ series }) => services.has(series.split('/')[0] ?? '')) ||
    bulk.some(({ owners }) => owners.some(isOf))
  );
}

/** Built from local parts: with forced DOS stamps that gives the same bytes in every time zone. */
const options = {
  mtime: new Date(1980, 0, 1, 12, 0, 0),
  mode: 0o100644,
  forceDosTimestamp: true,
  compressionLevel: 6,
};

/** Writes beside the target and renames: a kill or a full disk leaves no half of it under its name. */
async function writeZip(
  stock: CourierStock,
  manifest: CourierManifest,
  key: CourierKey,
  target: string,
): Promise<number> {
  const text = Buffer.from(canonicalJson(manifest as unknown as Json), 'utf8');
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  zip.addBuffer(text, 'manifest.json', options);
  zip.addBuffer(sign(null, text, key.privateKey), 'manifest.sig', options);
  zip.addBuffer(Buffer.from(key.publicPem, 'utf8'), 'origin.pem', options);
  zip.addBuffer(Buffer.from(courierReadMe, 'utf8'), 'READ-ME.txt', options);
  for (const sha256 of new Set(manifest.items.map((item) => item.sha256)))
    zip.addReadStreamLazy(`raw/${sha256}`, options, (done) => {
      const input = createReadStream(join(stock.rawDirectory, sha256), { highWaterMark: 1 << 20 });
      input.on('error', (error) => output.destroy(error));
      done(null, input);
    });
  zip.end();
  const temporary = join(dirname(target), `.${basename(target)}.writing`);
  try {
    const handle = await open(temporary, 'w', 0o600);
    let bytes = 0;
    try {
      for await (const piece of output) {
        await handle.writeFile(piece as Uint8Array);
        bytes += (piece as Uint8Array).length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
    await fsyncDirectory(dirname(target));
    return bytes;
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
