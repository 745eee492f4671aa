import type { Finding } from './report.ts';

/** A record to verify, from a folder, a zip or a page's drop: paths with `/` below its top folder. */
export interface BundleSource {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly folders: readonly string[];
  /** The file's bytes in pieces. Throws `SourceFault` when they cannot be had. */
  read(path: string): AsyncIterable<Uint8Array>;
}

/** Thrown by a source whose bytes cannot be had; becomes the report's finding. */
export class SourceFault extends Error {
  constructor(readonly finding: Finding) {
    super(finding.message);
  }
}

export type OpenedSource =
  | { readonly ok: true; readonly source: BundleSource; close(): Promise<void> }
  | { readonly ok: false; readonly finding: Finding };
