import { createSha256 } from '../../shared/journal/sha256.ts';
import { isQuota } from './quota.ts';
import { dropMedia, dropSound } from './recording-keep.ts';
import { blockBytes, type KeptRecording, type RecordingFault } from './recording-tables.ts';
import type { Store } from './schema.ts';

export type MediaSetting = {
  readonly store: Store;
  /** Bytes `from..to`, both in the range, of a recording's one file. */
  readonly fetchRange: (kept: Pick<KeptRecording, 'id' | 'review'>, from: number, to: number) => Promise<Response>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly signal?: AbortSignal;
};

export type MediaFetcher = {
  /** Something may have changed about what is to be fetched. */
  readonly wake: () => void;
  /** Settles when nothing is left to do; for tests. */
  readonly idle: () => Promise<void>;
};

const againAfterMs = 30_000;

/**
 * Fetches the one file of each recording that has one, block by block and one at a time, after everything else. It goes on
 * where a kill left it. Once the whole has the hash that the list names, the chunks it was made of are deleted here.
 */
export function createMediaFetcher(setting: MediaSetting): MediaFetcher {
  let isWoken = false;
  const turn: { working?: Promise<void> | undefined } = {};
  /** Copies that failed lately. */
  const resting = new Set<number>();
  const isOver = (): boolean => setting.signal?.aborted === true;
  const work = async (): Promise<void> => {
    while (isWoken && !isOver()) {
      isWoken = false;
      const wanted = (await setting.store.recordings.toArray()).filter(isWanted);
      for (const kept of wanted) {
        if (isOver()) return;
        if (!resting.has(kept.copy) && !(await fetchOne(setting, kept))) resting.add(kept.copy);
      }
    }
  };
  const wake = (): void => {
    isWoken = true;
    turn.working ??= work()
      // The database broke off. Whatever it was is said by the sync, which keeps more than this.
      .catch(() => undefined)
      .finally(() => {
        turn.working = undefined;
        void retryLater();
      });
  };
  let isWaiting = false;
  const retryLater = async (): Promise<void> => {
    if (isWaiting || resting.size === 0) return;
    isWaiting = true;
    await setting.sleep(againAfterMs);
    isWaiting = false;
    resting.clear();
    if (!isOver()) wake();
  };
  return {
    wake,
    idle: async () => {
      while (turn.working !== undefined) await turn.working;
    },
  };
}

const isWanted = ({ media, asideAt, mainHas }: KeptRecording): boolean =>
  media !== null && !media.whole && asideAt === null && mainHas === null;

/** False where something kept it from being whole that may be gone later. */
async function fetchOne(setting: MediaSetting, kept: KeptRecording): Promise<boolean> {
  const { store } = setting;
  const { media, copy } = kept;
  if (media === null) return true;
  const hash = createSha256();
  const count = Math.ceil(media.bytes / blockBytes);
  for (let block = 0; block < count; block += 1) {
    if (setting.signal?.aborted === true) return true;
    const known = block < media.blocks ? await store.mediaBlocks.get([copy, block]) : undefined;
    let bytes = known === undefined ? undefined : new Uint8Array(await known.blob.arrayBuffer());
    if (bytes === undefined) {
      const fetched = await fetchBlock(setting, kept, media.bytes, block);
      if (fetched === undefined) return noteFault(store, kept, notThere);
      bytes = fetched;
      const put = await putBlock(store, kept, block, bytes);
      if (put !== 'kept') return put === 'overtaken';
    }
    hash.add(bytes);
  }
  const isRight = hash.hex() === media.sha256;
  await settle(store, kept, isRight);
  return isRight;
}

async function fetchBlock(
  { fetchRange }: MediaSetting,
  kept: KeptRecording,
  size: number,
  block: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const from = block * blockBytes;
  const to = Math.min(size, from + blockBytes) - 1;
  try {
    const response = await fetchRange(kept, from, to);
    if (response.status !== 206) return undefined;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length === to - from + 1 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** `overtaken`: the list has gone on to another file. */
async function putBlock(
  store: Store,
  kept: KeptRecording,
  block: number,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<'kept' | 'overtaken' | 'no-room'> {
  try {
    return await store.transaction('rw', store.recordings, store.mediaBlocks, async () => {
      const now = await current(store, kept);
      if (now === undefined || now.media === null) return 'overtaken';
      await store.mediaBlocks.put({ copy: kept.copy, block, blob: new Blob([bytes]) });
      const blocks = Math.max(now.media.blocks, block + 1);
      await store.recordings.update(kept.copy, { media: { ...now.media, blocks }, fault: null });
      return 'kept';
    });
  } catch (error) {
    if (!isQuota(error)) throw error;
    await noteFault(store, kept, noRoom);
    return 'no-room';
  }
}

/** The recording as it stands, as long as it is about the same file. */
async function current(store: Store, { copy, media }: KeptRecording): Promise<KeptRecording | undefined> {
  const now = await store.recordings.get(copy);
  return now?.media?.sha256 === media?.sha256 && now?.asideAt === null ? now : undefined;
}

async function settle(store: Store, kept: KeptRecording, isRight: boolean): Promise<void> {
  await store.transaction('rw', store.recordings, store.recordingBytes, store.mediaBlocks, async () => {
    const now = await current(store, kept);
    if (now === undefined || now.media === null) return;
    if (isRight) {
      await dropSound(store, kept.copy);
      const media = { ...now.media, whole: true };
      await store.recordings.put({ ...now, media, held: now.held.map(() => 0), fault: null });
      return;
    }
    await dropMedia(store, kept.copy);
    await store.recordings.put({ ...now, media: { ...now.media, blocks: 0 }, fault: otherBytes });
  });
}

async function noteFault(store: Store, kept: KeptRecording, fault: RecordingFault): Promise<false> {
  await store.transaction('rw', store.recordings, async () => {
    if ((await current(store, kept)) !== undefined) await store.recordings.update(kept.copy, { fault });
  });
  return false;
}

const notThere: RecordingFault = {
  code: 'not-there',
  message:
    'Hotwash did not give this sound. What is here stays, and it is tried again by itself; if it stays so, look whether the recording’s folder is on the disk.',
};
const noRoom: RecordingFault = {
  code: 'no-room',
  message:
    'The browser has no room for this recording. It is safe on the disk; free some space, and it comes by itself.',
};
const otherBytes: RecordingFault = {
  code: 'wrong-bytes',
  message:
    'The file that came is not the one its list names, and was not kept. It is fetched again by itself; if it stays so, the file on the disk was changed.',
};
