import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EncodedPacketSink, FilePathSource, Input, WEBM, type InputTrack } from 'mediabunny';

/** A packet of a track, as a live recording has it. */
export type LivePacket = {
  readonly track: 1 | 2;
  readonly ms: number;
  readonly key: boolean;
  readonly data: Uint8Array;
};
export type LiveChunk = { readonly bytes: Uint8Array; readonly ms: number; readonly sha256: string };
export type LiveSound = {
  readonly header: Uint8Array;
  readonly packets: readonly LivePacket[];
  readonly durationMs: number;
};

const vint = (size: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE((1n << 56n) | BigInt(size));
  return bytes;
};
const unknownSize = Buffer.from('01ffffffffffffff', 'hex');
const element = (id: string, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(id, 'hex'), vint(content.length), content]);
const number = (id: string, value: number): Buffer => {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(value, 0, 6);
  return element(id, bytes);
};
const float = (id: string, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
};
const text = (id: string, value: string): Buffer => element(id, Buffer.from(value, 'ascii'));

/** The head of what Chromium's MediaRecorder writes: a segment whose length nobody knows yet. */
function liveHeader(tracks: readonly Buffer[]): Buffer {
  const ebml = element(
    '1a45dfa3',
    Buffer.concat([
      number('4286', 1),
      number('42f7', 1),
      number('42f2', 4),
      number('42f3', 8),
      text('4282', 'webm'),
      number('4287', 4),
      number('4285', 2),
    ]),
  );
  const info = element(
    '1549a966',
    Buffer.concat([number('2ad7b1', 1_000_000), text('4d80', 'Chrome'), text('5741', 'Chrome')]),
  );
  return Buffer.concat([
    ebml,
    Buffer.from('18538067', 'hex'),
    unknownSize,
    info,
    element('1654ae6b', Buffer.concat(tracks)),
  ]);
}

const entry = (track: number, type: number, codec: string, more: readonly Buffer[]): Buffer =>
  element(
    'ae',
    Buffer.concat([number('d7', track), number('73c5', track), number('83', type), text('86', codec), ...more]),
  );

const opusEntry = (head: Uint8Array): Buffer =>
  entry(1, 2, 'A_OPUS', [
    element('63a2', head),
    element('e1', Buffer.concat([float('b5', 48_000), number('9f', head[9] ?? 1)])),
  ]);

const videoEntry = (codec: string, width: number, height: number): Buffer =>
  entry(2, 1, codec, [element('e0', Buffer.concat([number('b0', width), number('ba', height)]))]);

function simpleBlock({ track, key, data }: LivePacket, since: number): Buffer {
  const head = Buffer.from([0x80 | track, 0, 0, key ? 0x80 : 0]);
  head.writeInt16BE(since, 1);
  return element('a3', Buffer.concat([head, data]));
}

/**
 * Cuts sound into chunks as Chromium's MediaRecorder does: a cluster of unknown size for each, and a chunk ends one byte
 * into the element that follows it.
 */
export function toChunks({ header, packets, durationMs }: LiveSound, chunkMs = 240): readonly LiveChunk[] {
  const groups = new Map<number, LivePacket[]>();
  for (const packet of packets) {
    const at = Math.floor(packet.ms / chunkMs);
    groups.set(at, [...(groups.get(at) ?? []), packet]);
  }
  const clusters = [...groups.values()].map((group) => {
    const since = group[0]?.ms ?? 0;
    return Buffer.concat([
      Buffer.from('1f43b675', 'hex'),
      unknownSize,
      number('e7', since),
      ...group.map((packet) => simpleBlock(packet, packet.ms - since)),
    ]);
  });
  const ends = [...groups.keys()].map((at) => Math.min(durationMs, (at + 1) * chunkMs));
  return clusters.map((cluster, index) => {
    const begin = index === 0 ? Buffer.concat([header, cluster]) : cluster.subarray(1);
    const isLast = index === clusters.length - 1;
    const bytes = isLast ? begin : Buffer.concat([begin, Buffer.from([0x1f])]);
    return { bytes, ms: ends[index] ?? 0, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
}

/** What is missing here to make sound, or null. */
export function missingTools(): string | null {
  for (const tool of ['ffmpeg', 'ffprobe', 'flite'])
    try {
      execFileSync(tool, [tool === 'flite' ? '--version' : '-version'], { stdio: 'ignore' });
    } catch (error) {
      // flite answers its version with a code of its own.
      if ((error as { code?: string }).code === 'ENOENT') return `${tool} is not installed`;
    }
  return null;
}

const ffmpeg = (...args: readonly string[]): void =>
  void execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

/** Words spoken by flite as 60 ms packets of mono Opus, as a browser records them, and on again until `seconds` are full. */
export async function speak(words: string, seconds: number): Promise<LiveSound> {
  return inFolder(async (folder) => {
    execFileSync('flite', ['-t', words, '-o', join(folder, 'said.wav')]);
    ffmpeg(
      '-stream_loop',
      '-1',
      '-i',
      join(folder, 'said.wav'),
      '-t',
      String(seconds),
      '-ac',
      '1',
      '-ar',
      '48000',
      '-c:a',
      'libopus',
      '-b:a',
      '32k',
      '-frame_duration',
      '60',
      join(folder, 'said.webm'),
    );
    const [audio] = await packetsOf(join(folder, 'said.webm'));
    const head = audio?.head ?? new Uint8Array();
    const packets = audio?.packets ?? [];
    return { header: liveHeader([opusEntry(head)]), packets, durationMs: (packets.at(-1)?.ms ?? 0) + 60 };
  });
}

/** A screen on which something moves, with a tone. */
export async function film(codec: 'vp8' | 'vp9' | 'av1', seconds: number): Promise<LiveSound> {
  const encoder = { vp8: 'libvpx', vp9: 'libvpx-vp9', av1: 'libaom-av1' }[codec];
  const id = { vp8: 'V_VP8', vp9: 'V_VP9', av1: 'V_AV1' }[codec];
  return inFolder(async (folder) => {
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      `testsrc=size=160x120:rate=10:duration=${seconds}`,
      '-f',
      'lavfi',
      '-i',
      `sine=frequency=440:duration=${seconds}`,
      '-c:v',
      encoder,
      '-cpu-used',
      '8',
      '-g',
      '20',
      '-b:v',
      '100k',
      '-ac',
      '1',
      '-c:a',
      'libopus',
      '-b:a',
      '32k',
      '-frame_duration',
      '60',
      join(folder, 'film.webm'),
    );
    const [audio, video] = await packetsOf(join(folder, 'film.webm'));
    const packets = [...(audio?.packets ?? []), ...(video?.packets ?? [])].toSorted((a, b) => a.ms - b.ms);
    const header = liveHeader([opusEntry(audio?.head ?? new Uint8Array()), videoEntry(id, 160, 120)]);
    return { header, packets, durationMs: Math.max(...packets.map(({ ms }) => ms)) + 60 };
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hotwash-sound-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function packetsOf(path: string) {
  const input = new Input({ source: new FilePathSource(path), formats: [WEBM] });
  const audio = await input.getPrimaryAudioTrack();
  const video = await input.getPrimaryVideoTrack();
  const description = (await audio?.getDecoderConfig())?.description as Uint8Array | undefined;
  const tracks = await Promise.all(
    [audio, video].map(async (track, index) => ({
      head: new Uint8Array(description ?? []),
      packets: track === null ? [] : await all(track, index === 0 ? 1 : 2),
    })),
  );
  input.dispose();
  return tracks;
}

async function all(track: InputTrack, number_: 1 | 2): Promise<readonly LivePacket[]> {
  const packets: LivePacket[] = [];
  for await (const { data, timestamp, type } of new EncodedPacketSink(track).packets())
    packets.push({ track: number_, ms: Math.max(0, Math.round(timestamp * 1000)), key: type === 'key', data });
  return packets;
}

/** Decodes a file with ffmpeg: its exit code, and how many seconds came out. */
export function judge(path: string): { readonly seconds: number; readonly code: number | null } {
  const args = ['-v', 'quiet', '-progress', 'pipe:1', '-i', path, '-f', 'null', '-'];
  const { stdout, status } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  const last = [...stdout.matchAll(/out_time_us=(\d+)/g)].at(-1)?.[1] ?? '0';
  return { seconds: Number(last) / 1e6, code: status };
}
