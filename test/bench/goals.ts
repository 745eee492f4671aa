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
  dragOverFlow: { kind: 'at-most', ratio: 1 },
  firstPaintOverFlow: { kind: 'at-most', ratio: 1 },
  panOverFlow: { kind: 'at-most', ratio: 1 },
  exportOverCopyAndHash: { kind: 'at-most', ratio: 1.3 },
  verifyOverHash: { kind: 'at-most', ratio: 1.2 },
  roomOverBlankShell: { kind: 'at-most', ratio: 1.6 },
  buildAgainstMiniSearch: { kind: 'at-least', times: 5 },
  buildAgainstFlexSearch: { kind: 'at-least', times: 4 },
  /** Of an archive ten times as large. */
  queryGrowth: { kind: 'at-most', ratio: 4 },
} as const satisfies { readonly [name: string]: Goal };

export type Cap = { readonly atMost: number; readonly unit: 'MB' | 'ms' | '%' };

/** What must not be exceeded, whatever the machine. The caps of memory are for 10^6 deployments and 10^7 samples. */
export const caps = {
  frame: { atMost: 33, unit: 'ms' },
  drift: { atMost: 50, unit: 'ms' },
  zoom: { atMost: 1, unit: 'ms' },
  /** A frame of a display of 60 Hz, as browsers round it. */
  causesFrame: { atMost: 16.7, unit: 'ms' },
  causesScript: { atMost: 4, unit: 'ms' },
  causesPaint: { atMost: 100, unit: 'ms' },
  editToPaint: { atMost: 100, unit: 'ms' },
  /** No goal: told beside the others. */
  told: { atMost: Infinity, unit: 'ms' },
  page: { atMost: 300, unit: 'MB' },
  worker: { atMost: 128, unit: 'MB' },
  node: { atMost: 250, unit: 'MB' },
  /** What a record of any size may add to Node's memory. */
  grown: { atMost: 64, unit: 'MB' },
  closing: { atMost: 50, unit: 'ms' },
  query: { atMost: 5, unit: 'ms' },
  indexLoad: { atMost: 100, unit: 'ms' },
  indexShare: { atMost: 15, unit: '%' },
  toldMb: { atMost: Infinity, unit: 'MB' },
  fresh: { atMost: 100, unit: 'ms' },
  /** A chunk is durable before the next one comes. */
  acknowledged: { atMost: 240, unit: 'ms' },
  /** What putting a recording of any length together may add to Node's memory, its thread included. */
  joining: { atMost: 160, unit: 'MB' },
  /** Of a file that seeks at once: its index and one cluster. */
  sought: { atMost: 4, unit: 'MB' },
} as const satisfies { readonly [name: string]: Cap };

/**
 * Something measured that is held to a cap. `floor` is the same measure of a page that does nothing, in the same run: what
 * the machine itself does not reach is not decided, as long as it is no worse than that.
 */
export type Capped = {
  readonly what: string;
  readonly value: number;
  readonly cap: Cap;
  readonly floor?: number;
};

/** A frame no later than an empty page's own, but for this share, is as good as the machine has. */
const nearFloor = 1.1;

export function judgeCapped({ value, cap, floor }: Capped): 'PASS' | 'MISS' | 'NOISY' {
  if (value <= cap.atMost) return 'PASS';
  if (Number.isNaN(value)) return 'NOISY';
  return floor !== undefined && floor > cap.atMost && value <= floor * nearFloor ? 'NOISY' : 'MISS';
}
