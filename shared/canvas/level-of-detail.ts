import { baselinesOf } from './label-metrics.ts';
import type { Box, PlacedBone, PlacedLabel } from './plan.ts';

/** In what a mark is drawn, by what it stands for; a state keeps its own. */
export const tones = [
  'head',
  'text',
  'muted',
  'line',
  'hypothesis',
  'supported',
  'validated',
  'rejected',
  'stopped',
] as const;
export type Tone = (typeof tones)[number];

/** A text smaller than this on the screen, px, cannot be read: a bar as long as it stands for it. */
export const leastText = 5;

/** Whether words are drawn, or bars where they would be. */
export const drawsWords = (size: number, scale: number): boolean => size * scale >= leastText;

/** Below this size on the screen, px, a text and the line under it fall into the same px: the line stands for both. */
export const leastBar = 1;

/** A filled box that stands for a text or a level or upright line, in px of the plan. */
export type Mark = Box & { readonly tone: Tone };

/** What stands for a label's words where they cannot be read: a bar for each line, as long as the line about is. */
export function barsOf(label: PlacedLabel): readonly Mark[] {
  const bar = (text: string, size: number, baseline: number, tone: Tone): Mark => {
    const width = Math.min(label.width, text.length * size * 0.5);
    // Titles of bones stand in the middle of their boxes.
    const x = label.kind === 'bone' ? label.x + (label.width - width) / 2 : label.x;
    return { x, y: baseline - size * 0.6, width, height: size * 0.55, tone };
  };
  const baselines = baselinesOf(label);
  return [
    ...label.lines.map((line, at) => bar(line, label.size, baselines.lines[at] ?? label.y, toneOfWords(label))),
    ...label.small.map((line, at) => bar(line, label.smallSize, baselines.small[at] ?? label.y, toneOfState(label))),
  ];
}

export function toneOfWords(label: PlacedLabel): Tone {
  if (label.kind !== 'cause') return 'head';
  return label.cause?.state === 'rejected' ? 'muted' : 'text';
}

export const toneOfState = (label: PlacedLabel): Tone => label.cause?.state ?? 'line';

/** Only lines that are level or upright can become marks; a slanted one is drawn as what it is. */
export const isStraight = (bone: PlacedBone): boolean => bone.x1 === bone.x2 || bone.y1 === bone.y2;

export const boneBox = (bone: PlacedBone): Box => ({
  x: Math.min(bone.x1, bone.x2),
  y: Math.min(bone.y1, bone.y2),
  width: Math.abs(bone.x2 - bone.x1),
  height: Math.abs(bone.y2 - bone.y1),
});

/** Whole px of the screen that are filled in one tone. */
export type Run = Box & { readonly tone: Tone };

/**
 * Marks as they come to lie on whole px at a scale, none thinner than one; those of one tone that share their rows and
 * meet become one. At a scale where thousands fall into the same rows little is left to draw. `x` and `y` are where the
 * plan's corner lies, whole px, so that the same marks at another place come to the same runs.
 */
export function mergeMarks(marks: readonly Mark[], scale: number, x: number, y: number): readonly Run[] {
  const rows = new Map<number, number[]>();
  for (const mark of marks) {
    const from = Math.round(mark.x * scale);
    const to = Math.max(from + 1, Math.round((mark.x + mark.width) * scale));
    const top = Math.round(mark.y * scale);
    const height = Math.min(tallest, Math.max(1, Math.round(mark.height * scale)));
    const key = ((top + offset) * (tallest + 1) + height) * tones.length + toneCodes[mark.tone];
    const span = (from + offset) * spanUnit + Math.min(spanUnit - 1, to - from);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [span]);
    else row.push(span);
  }
  const runs: Run[] = [];
  for (const [key, spans] of rows) {
    const tone = tones[key % tones.length] ?? 'line';
    const rest = Math.floor(key / tones.length);
    const height = rest % (tallest + 1);
    const top = Math.floor(rest / (tallest + 1)) - offset + y;
    forEachJoined(spans, (from, to) => runs.push({ x: from + x, y: top, width: to - from, height, tone }));
  }
  return runs;
}

const toneCodes = Object.fromEntries(tones.map((tone, code) => [tone, code])) as { readonly [T in Tone]: number };

/** Keys stay whole numbers up to here: plans are less than two million px large at any scale, and no mark is higher than this. */
const offset = 2 ** 21;
const tallest = 2 ** 13;
/** A span is kept as one number, where it begins times this and its length: numbers sort fast. */
const spanUnit = 2 ** 22;

/** Spans that overlap or meet, as one. */
function forEachJoined(spans: readonly number[], visit: (from: number, to: number) => void): void {
  let from = Number.NaN;
  let to = -Infinity;
  for (const span of spans.length === 1 ? spans : new Float64Array(spans).sort()) {
    const start = Math.floor(span / spanUnit) - offset;
    const end = start + (span % spanUnit);
    if (start <= to) to = Math.max(to, end);
    else {
      if (to !== -Infinity) visit(from, to);
      from = start;
      to = end;
    }
  }
  if (to !== -Infinity) visit(from, to);
}
