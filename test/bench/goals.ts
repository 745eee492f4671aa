/** What a ratio is held to. `atMost`: the arm's time over the reference's; `atLeast`: how many times the reference is beaten. */
export type Goal =
  { readonly kind: 'at-most'; readonly ratio: number } | { readonly kind: 'at-least'; readonly times: number };

/** The goals of this project, each a ratio within one run; absolute times depend on the machine. */
export const goals = {
  syncOverRawPut: { kind: 'at-most', ratio: 5 },
  syncAgainstRows: { kind: 'at-least', times: 100 },
  storeOverRawPut: { kind: 'at-most', ratio: 1.3 },
  storeAgainstRows: { kind: 'at-least', times: 100 },
  sealedAgainstRows: { kind: 'at-least', times: 15 },
  growthPerRow: { kind: 'at-most', ratio: 1.5 },
  /** "The same": what is not the same grows with the archive, which here is a hundred times as large. */
  deltaInLarge: { kind: 'at-most', ratio: 1.5 },
  rangeOfLarge: { kind: 'at-most', ratio: 3 },
  firstPaintOverUPlot: { kind: 'at-most', ratio: 1 },
  appendOverBareAppend: { kind: 'at-most', ratio: 2 },
  roomOverBlankShell: { kind: 'at-most', ratio: 1.6 },
} as const satisfies { readonly [name: string]: Goal };

export type Cap = { readonly atMost: number; readonly unit: 'MB' | 'ms' };

/** What must not be exceeded, whatever the machine. The caps of memory are for 10^6 deployments and 10^7 samples. */
export const caps = {
  frame: { atMost: 33, unit: 'ms' },
  drift: { atMost: 50, unit: 'ms' },
  zoom: { atMost: 1, unit: 'ms' },
  page: { atMost: 300, unit: 'MB' },
  worker: { atMost: 128, unit: 'MB' },
  node: { atMost: 250, unit: 'MB' },
} as const satisfies { readonly [name: string]: Cap };
