import { verify } from 'node:crypto';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import {
  courierContradiction,
  courierManifestSchema,
  type CourierManifest,
} from '../../shared/domain/release/courier.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { SourceFailed, type CarriedFile } from '../platform/carried.ts';
import { readOriginKey } from './courier-key.ts';

export type CourierFault = {
  readonly code:
    'not-a-courier' | 'unsafe-zip' | 'unknown-version' | 'bad-manifest' | 'bad-signature' | 'from-the-future';
  readonly message: string;
};

/** A bundle whose signature holds. Whether its origin is trusted is for the caller to say. */
export type OpenedCourier = {
  readonly manifest: CourierManifest;
  /** Eight words for the origin's key, to compare aloud. */
  readonly words: readonly string[];
  /** A raw file of the bundle; reading it fails where it is not what the manifest says. */
  readonly raw: (sha256: string) => CarriedFile | undefined;
  readonly close: () => void;
};

const mostManifestBytes = 64 * 1024 * 1024;
/** How far the origin's clock may be ahead of this one. */
const aheadMs = 10 * 60_000;
const known = /^(?:manifest\.json|manifest\.sig|origin\.pem|READ-ME\.txt|raw\/[0-9a-f]{64})$/;

/** Opens a bundle and checks its form, its signature and its clock. `now` in ms since 1970 UTC. */
export async function openCourier(path: string, now: number): Promise<Result<OpenedCourier, CourierFault>> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch {
    return err({
      code: 'not-a-courier',
      message: 'This is no courier bundle: it cannot be read as a zip. Carry it again.',
    });
  }
  const opened = await readBundle(zip, now);
  if (!opened.ok) zip.close();
  return opened;
}

async function readBundle(zip: ZipFile, now: number): Promise<Result<OpenedCourier, CourierFault>> {
  const entries = await readEntries(zip);
  if (!entries.ok) return entries;
  const [manifestEntry, signatureEntry] = ['manifest.json', 'manifest.sig'].map((name) => entries.value.get(name));
  if (manifestEntry === undefined || signatureEntry === undefined)
    return err({ code: 'not-a-courier', message: 'This zip has no signed manifest, so it is no courier bundle.' });
  if (manifestEntry.uncompressedSize > mostManifestBytes || signatureEntry.uncompressedSize !== 64)
    return err({ code: 'unsafe-zip', message: 'The manifest is larger than a manifest can be. Nothing was taken.' });
  const [text, signature] = [await readSmall(zip, manifestEntry), await readSmall(zip, signatureEntry)];
  if (text === undefined || signature === undefined)
    return err({ code: 'unsafe-zip', message: 'The manifest does not unpack to what it declares. Nothing was taken.' });
  const manifest = readManifest(text);
  if (!manifest.ok) return manifest;
  const { origin, createdAt } = manifest.value;
  const key = readOriginKey(origin.publicPem);
  if (key === undefined || key.id !== origin.device || !verify(null, text, key.key, signature))
    return err({
      code: 'bad-signature',
      message: 'The signature does not hold: the manifest was changed after its origin signed it. Nothing was taken.',
    });
  if (Date.parse(createdAt) > now + aheadMs)
    return err({
      code: 'from-the-future',
      message: `The bundle was packed at ${createdAt}, which has not come yet on this machine. Set the clock that is wrong and bring it again.`,
    });
  const sizes = new Map(manifest.value.items.map((item) => [item.sha256, item.bytes]));
  return ok({
    manifest: manifest.value,
    words: key.words,
    raw: (sha256) => rawFile(zip, entries.value.get(`raw/${sha256}`), sha256, sizes.get(sha256)),
    close: () => zip.close(),
  });
}

/** Names, doubles, encryption and kinds of packing are settled before anything is unpacked. */
async function readEntries(zip: ZipFile): Promise<Result<ReadonlyMap<string, Entry>, CourierFault>> {
  const entries = new Map<string, Entry>();
  const unsafe = (message: string): Result<never, CourierFault> =>
    err({ code: 'unsafe-zip', message: `${message} Nothing was taken.` });
  try {
    for await (const entry of zip.eachEntry()) {
      if (!known.test(entry.fileName))
        return unsafe(`The zip holds ${JSON.stringify(entry.fileName.slice(0, 60))}, which no courier bundle has.`);
      if (entries.has(entry.fileName)) return unsafe('The zip holds one name twice.');
      if (entry.isEncrypted() || (entry.compressionMethod !== 0 && entry.compressionMethod !== 8))
        return unsafe('The zip is encrypted or packed in a way that is not read here.');
      entries.set(entry.fileName, entry);
    }
  } catch {
    return err({
      code: 'not-a-courier',
      message: 'This zip is damaged: its directory cannot be read. Carry it again.',
    });
  }
  return ok(entries);
}

function readManifest(bytes: Buffer): Result<CourierManifest, CourierFault> {
  const bad = (message: string): Result<never, CourierFault> => err({ code: 'bad-manifest', message });
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return bad('The manifest is not JSON. Nothing was taken.');
  }
  const kind: unknown = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (typeof kind === 'string' && kind !== 'hotwash-courier/1')
    return err({
      code: 'unknown-version',
      message: `The bundle is of a kind this version does not read: ${kind.slice(0, 40)}. Take it in with a newer Hotwash.`,
    });
  const parsed = courierManifestSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return bad(
      `The manifest is not as it should be at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}. Nothing was taken.`,
    );
  }
  if (!Buffer.from(canonicalJson(parsed.data as unknown as Json), 'utf8').equals(bytes))
    return bad('The manifest is not written in its one form. Nothing was taken.');
  const contradiction = courierContradiction(parsed.data);
  return contradiction === null
    ? ok(parsed.data)
    : bad(`The manifest contradicts itself: ${contradiction}. Nothing was taken.`);
}

async function readSmall(zip: ZipFile, entry: Entry): Promise<Buffer | undefined> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces);
  } catch {
    return undefined;
  }
}

function rawFile(
  zip: ZipFile,
  entry: Entry | undefined,
  sha256: string,
  bytes: number | undefined,
): CarriedFile | undefined {
  if (entry === undefined || bytes === undefined || entry.uncompressedSize !== bytes) return undefined;
  return {
    name: sha256,
    size: bytes,
    open: async function* () {
      try {
        for await (const piece of await zip.openReadStreamPromise(entry)) yield piece as Uint8Array;
      } catch {
        throw new SourceFailed('The file does not unpack to what the bundle declares. Carry the bundle again.');
      }
    },
  };
}
