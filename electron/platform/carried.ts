/** A file that is brought in, wherever it comes from: a disk, an upload, a connector. */
export type CarriedFile = {
  /** Its name; folders in it are dropped. */
  readonly name: string;
  /** Bytes, where known beforehand. */
  readonly size: number | undefined;
  /** The bytes from the beginning, at each call. May throw {@link SourceFailed}. */
  readonly open: () => AsyncIterable<Uint8Array>;
};

/** Thrown by a source of bytes that failed underway; its message is for the user and carries no path. */
export class SourceFailed extends Error {
  override readonly name = 'SourceFailed';
}
