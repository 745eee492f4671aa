import { z } from 'zod';
import { columnMappingSchema } from './column-mapping.ts';
import { pulledSchema } from './intake-line.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
/** The first 16 hex digits of SHA-256 over the device's public key. */
export const originSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** One raw file of a courier bundle, and how its origin read it. `pulled` is there when a connector brought it. */
export const courierItemSchema = z.strictObject({
  sha256: hex64,
  bytes: z.int().min(0),
  name: z.string().max(255),
  format: z.string().max(60),
  mapVersion: z.int().min(1),
  mapping: columnMappingSchema,
  /** The origin's last intake line that it fed, and the records it brought there. */
  seq: z.int().min(1),
  records: z.int().min(0),
  pulled: pulledSchema.nullable(),
});
export type CourierItem = z.infer<typeof courierItemSchema>;

/**
 * What a courier bundle says it holds: the origin's intake from line `from` to line `to`. `before` is the hash of the line
 * ahead of the first, `head` of the last; `hashes` those of all lines between, in order. `failed` are sources that did not
 * answer at the origin; `absent` raw files it no longer had.
 */
export const courierManifestSchema = z.strictObject({
  kind: z.literal('hotwash-courier/1'),
  origin: z.strictObject({ device: originSchema, workspace: z.string().max(60), publicPem: z.string().max(1000) }),
  createdAt: z.iso.datetime({ precision: 3 }),
  from: z.int().min(1),
  to: z.int().min(0),
  before: hex64,
  head: hex64,
  hashes: z.array(hex64).max(1_000_000),
  items: z.array(courierItemSchema).max(100_000),
  failed: z.array(pulledSchema).max(1000),
  absent: z.array(z.strictObject({ name: z.string().max(255), sha256: hex64 })).max(100_000),
  /** Raw files of these lines that were not asked for. */
  leftOut: z.int().min(0),
});
export type CourierManifest = z.infer<typeof courierManifestSchema>;

/** How far the intake of an origin is known here, and the hash of each line at which a bundle of it ended, ascending. */
export type KnownOrigin = {
  readonly to: number;
  readonly heads: readonly { readonly seq: number; readonly hash: string }[];
};

/**
 * How a bundle's lines stand to those known of its origin:
 * `first` nothing is known yet, `next` it goes on where the last ended, `overlap` it begins in what is known and goes on,
 * `known` it brings no new line, `gap` lines between are missing, `fork` the origin's history is another one.
 */
export type CourierRelation =
  | { readonly kind: 'first' | 'next' | 'overlap' | 'known' }
  | { readonly kind: 'gap'; readonly from: number; readonly to: number }
  | { readonly kind: 'fork'; readonly seq: number; readonly known: string; readonly found: string };

export function relateCourier(manifest: CourierManifest, known: KnownOrigin | null): CourierRelation {
  const { from, to, before, hashes } = manifest;
  if (known === null || known.to === 0) return from > 1 ? { kind: 'gap', from: 1, to: from - 1 } : { kind: 'first' };
  if (from > known.to + 1) return { kind: 'gap', from: known.to + 1, to: from - 1 };
  // Hashes are a chain: where one line is the same, all before it are.
  for (const { seq, hash } of known.heads) {
    const found = seq === from - 1 ? before : hashes[seq - from];
    if (found !== undefined && found !== hash) return { kind: 'fork', seq, known: hash, found };
  }
  if (from === known.to + 1) return { kind: to < from ? 'known' : 'next' };
  return { kind: to > known.to ? 'overlap' : 'known' };
}

/** Whether the numbers of a manifest agree with one another; what is wrong in words, else null. */
export function courierContradiction({ from, to, head, hashes, before, items }: CourierManifest): string | null {
  if (hashes.length !== to - from + 1) return 'it does not list one hash for each of its lines';
  if ((hashes.at(-1) ?? before) !== head) return 'its head is not its last line';
  if (new Set(items.map((item) => `${item.sha256} ${item.seq}`)).size !== items.length) return 'it lists an item twice';
  const outside = items.find((item) => item.seq < from || item.seq > to);
  return outside === undefined ? null : `an item belongs to line ${outside.seq}, which is not among its lines`;
}

/** A bundle that was taken in, as the workspace's journal has it. */
export const courierTakenSchema = z.strictObject({
  origin: originSchema,
  createdAt: z.iso.datetime({ precision: 3 }),
  from: z.int().min(1),
  to: z.int().min(0),
  head: hex64,
  before: hex64,
  items: z.int().min(0),
  refused: z.int().min(0),
  absent: z.int().min(0),
});
export type CourierTaken = z.infer<typeof courierTakenSchema>;

export const courierTrustedSchema = z.strictObject({
  origin: originSchema,
  publicPem: z.string().max(1000),
  words: z.array(z.string()).length(8),
});

/** An origin whose bundles are taken here, how far it is known, and the stretches of lines that never came. */
export type CourierOrigin = z.infer<typeof courierTrustedSchema> & {
  readonly known: KnownOrigin | null;
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  readonly lastAt: string | null;
  /** Items of its last bundle that were refused: that bundle is to be brought again. */
  readonly refused: number;
};

const mostHeads = 1000;

/** Moves an origin on by a bundle that was taken whole; a bundle with refused items is to be brought again. */
export function advanceOrigin(origin: CourierOrigin, taken: CourierTaken): CourierOrigin {
  const { createdAt: lastAt, refused } = taken;
  if (refused > 0) return { ...origin, lastAt, refused };
  const known = origin.known ?? { to: 0, heads: [] };
  const gaps = [...origin.gaps.flatMap((gap) => without(gap, taken)), ...gapBefore(known, taken)];
  const heads = [...known.heads.filter(({ seq }) => seq !== taken.to), { seq: taken.to, hash: taken.head }];
  return {
    ...origin,
    lastAt,
    refused,
    gaps,
    known: { to: Math.max(known.to, taken.to), heads: heads.toSorted((a, b) => a.seq - b.seq).slice(-mostHeads) },
  };
}

const gapBefore = (known: KnownOrigin, taken: CourierTaken): readonly { from: number; to: number }[] =>
  taken.from > known.to + 1 ? [{ from: known.to + 1, to: taken.from - 1 }] : [];

/** What is left of a gap when lines came that fill some of it. */
function without(
  gap: { from: number; to: number },
  { from, to }: CourierTaken,
): readonly { from: number; to: number }[] {
  if (to < gap.from || from > gap.to) return [gap];
  const left = [];
  if (from > gap.from) left.push({ from: gap.from, to: from - 1 });
  if (to < gap.to) left.push({ from: to + 1, to: gap.to });
  return left;
}

type Trusted = z.infer<typeof courierTrustedSchema>;

/** Origins with one more that is trusted; one that is known stays as far as it is. */
export const withOrigin = (origins: readonly CourierOrigin[], trusted: Trusted): readonly CourierOrigin[] =>
  origins.some((each) => each.origin === trusted.origin)
    ? origins
    : [...origins, { ...trusted, known: null, gaps: [], lastAt: null, refused: 0 }];

export const withTaken = (origins: readonly CourierOrigin[], taken: CourierTaken): readonly CourierOrigin[] =>
  origins.map((each) => (each.origin === taken.origin ? advanceOrigin(each, taken) : each));
