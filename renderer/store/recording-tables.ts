import { emptyList, type RecordingList } from '../../shared/domain/recording/entry.ts';
import { recordingGenesis } from '../../shared/journal/recording-link.ts';

/** Of the one file that plays: blocks of this many bytes, the last one shorter. */
export const blockBytes = 1024 * 1024;

/** Why sound that the list names is not here, or not all of it. Each says what to do. */
export type RecordingFault = {
  /** `no-room`: the browser's. `wrong-bytes`: not what the list names. `not-there`: the main process did not give it. */
  readonly code: 'no-room' | 'wrong-bytes' | 'not-there';
  readonly message: string;
};

/**
 * A recording as this page has it. `copy` names its bytes: where the main process has another list, the old copy is set
 * aside with its sound, and another begins.
 */
export type KeptRecording = {
  readonly copy: number;
  readonly id: string;
  readonly review: string;
  readonly list: RecordingList;
  /** Entries of the list, and the link they reach. */
  readonly seq: number;
  readonly link: string;
  /** Bytes of chunks that are kept here, by part from 1 (the first at index 0). */
  readonly held: readonly number[];
  /** The one file in the parts' place: how many of its blocks are here, and whether all were checked. */
  readonly media: {
    readonly sha256: string;
    readonly bytes: number;
    readonly blocks: number;
    readonly whole: boolean;
  } | null;
  readonly fault: RecordingFault | null;
  /** How many entries the main process has, where it lost the others; null while it has them all. */
  readonly mainHas: number | null;
  /** When this copy was set aside, epoch ms. */
  readonly asideAt: number | null;
};

/** Chunks of one part that came together. `seq` is the entry of the first. */
export type KeptSound = {
  readonly copy: number;
  readonly part: number;
  readonly seq: number;
  readonly bytes: ArrayBuffer;
};

/** A block of the one file. A blob, so that hours are played without being read into memory. */
export type MediaBlock = { readonly copy: number; readonly block: number; readonly blob: Blob };

export const newRecording = (id: string, review: string): Omit<KeptRecording, 'copy'> => ({
  id,
  review,
  list: emptyList,
  seq: 0,
  link: recordingGenesis,
  held: [],
  media: null,
  fault: null,
  mainHas: null,
  asideAt: null,
});

/** Whether a part's sound is here to its last chunk. */
export const isPartHere = ({ list, held }: Pick<KeptRecording, 'list' | 'held'>, part: number): boolean => {
  const known = list.parts.find((each) => each.part === part);
  return known !== undefined && known.bytes > 0 && held[part - 1] === known.bytes;
};
