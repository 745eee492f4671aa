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
  const rows = new Map<number, [number, number][]>();
  for (const mark of marks) {
    const from = Math.round(mark.x * scale);
    const to = Math.max(from + 1, Math.round((mark.x + mark.width) * scale));
    const top = Math.round(mark.y * scale);
    const height = Math.min(tallest, Math.max(1, Math.round(mark.height * scale)));
    const key = ((top + offset) * (tallest + 1) + height) * tones.length + tones.indexOf(mark.tone);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [[from, to]]);
    else row.push([from, to]);
  }
  const runs: Run[] = [];
  for (const [key, spans] of rows) {
    const tone = tones[key % tones.length] ?? 'line';
    const rest = Math.floor(key / tones.length);
    const height = rest % (tallest + 1);
    const top = Math.floor(rest / (tallest + 1)) - offset;
    for (const [from, to] of joined(spans)) runs.push({ x: from + x, y: top + y, width: to - from, height, tone });
  }
  return runs;
}

/** Keys stay whole numbers up to here: plans are less than two million px high at any scale, and no mark is higher than this. */
const offset = 2 ** 21;
const tallest = 2 ** 13;

function joined(spans: [number, number][]): readonly (readonly [number, number])[] {
  if (spans.length === 1) return spans;
  const sorted = spans.sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}
