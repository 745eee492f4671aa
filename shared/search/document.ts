/** What a document is, for the filter of a search. */
export const documentKinds = ['transcript', 'review', 'record', 'decision', 'cause', 'action', 'note'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** About a minute of a transcript, or one text of a review. */
export type SearchBlock = {
  readonly text: string;
  /** Where it is said in the recording, ms; null where there is none. */
  readonly startMs: number | null;
  /** How many times a word of it counts: a title more than what is below it. 1 where it is absent, at most 16. */
  readonly weight?: number;
};

export type SearchDocument = {
  readonly id: string;
  readonly kind: DocumentKind;
  /** The review it belongs to; its own id for a review. */
  readonly review: string | null;
  /** Epoch ms, for the filter by time. */
  readonly at: number;
  readonly blocks: readonly SearchBlock[];
};

/** What the index keeps of a document besides its words. Its text stays where it is. */
export type IndexedDocument = Omit<SearchDocument, 'blocks'> & {
  readonly blocks: number;
  /** Words in all its blocks. */
  readonly words: number;
};
