/** What was wrong in a transcript file that was read all the same, and what was made of it. Lines count from 1. */
export type TranscriptFault = { readonly line: number; readonly message: string };

export type TranscriptFaults = {
  readonly add: (line: number, message: string) => void;
  /** In the order of the file; the last one counts those beyond the most that are told one by one. */
  readonly all: () => readonly TranscriptFault[];
};

/** Faults told one by one; a file that is wrong in every line is not told twice over. */
const mostFaults = 500;

export function createTranscriptFaults(): TranscriptFaults {
  const told: TranscriptFault[] = [];
  let untold = 0;
  return {
    add: (line, message) => {
      if (told.length < mostFaults) told.push({ line, message });
      else untold += 1;
    },
    all: () => {
      const inOrder = told.toSorted((a, b) => a.line - b.line);
      return untold === 0
        ? inOrder
        : [...inOrder, { line: inOrder.at(-1)?.line ?? 1, message: `${untold} more faults are not told one by one` }];
    },
  };
}

const longestQuote = 60;

/** Words of the file within a message: one line, not too long. */
export function quoteOf(text: string): string {
  const head = text.slice(0, longestQuote).replace(/\s/g, ' ');
  return text.length > longestQuote ? `"${head}…"` : `"${head}"`;
}
