import { baselinesOf } from '../../shared/canvas/label-metrics.ts';
import {
  drawsWords,
  leastBar,
  mergeMarks,
  toneOfState,
  toneOfWords,
  type Mark,
  type Tone,
} from '../../shared/canvas/level-of-detail.ts';
import type { Box, PlacedBone, PlacedLabel } from '../../shared/canvas/plan.ts';
import { isRightToLeft } from '../../shared/canvas/xml-text.ts';
import type { Palette } from './large-palette.ts';
import type { PlacedGate, Scene } from './large-scene.ts';

/** Where the plan lies on a layer: its corner in whole px of the screen, and px of the screen for one of the plan. */
export type Placing = { readonly x: number; readonly y: number; readonly scale: number };

/** Which labels and bones, by the ids of their owners: all but some, or only some. */
export type Choice = (owner: string) => boolean;

type Painted = { readonly labels: number; readonly bones: number; readonly items: number };

/**
 * Draws what of a scene touches an area, both in px of the screen; nothing else is looked at. `density` is px of the
 * screen for one of the window: what can be read depends on the window's. Answers how much was in view, and how many
 * items came of it.
 */
export function paintScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  placing: Placing,
  area: Box,
  density: number,
  isWanted: Choice,
): Painted {
  const { scale } = placing;
  // Lines reach over their boxes by their width, and strokes by their caps.
  const slack = 4 / scale + 4;
  const seen: Box = {
    x: (area.x - placing.x) / scale - slack,
    y: (area.y - placing.y) / scale - slack,
    width: area.width / scale + 2 * slack,
    height: area.height / scale + 2 * slack,
  };
  const { plan } = scene;
  const labels = scene.labelsIn(seen).filter((place) => isWanted(plan.labels[place]?.id ?? ''));
  const bones = scene.bonesIn(seen).filter((place) => isWanted(plan.bones[place]?.owner ?? ''));
  const marks: Mark[] = [];
  let items = 0;
  for (const place of labels) {
    const label = plan.labels[place];
    if (label === undefined) continue;
    if (drawsWords(label.size, scale / density)) {
      paintWords(context, palette, placing, label);
      items += 1;
    } else if (label.kind !== 'cause' || label.size * scale >= leastBar) marks.push(...scene.barsAt(place));
  }
  // After the bars: where both fall into one px, the line says the state.
  for (const place of bones) {
    const bone = plan.bones[place];
    const mark = scene.boneMarks[place];
    if (bone === undefined) continue;
    if (mark !== null && mark !== undefined && scale / density < leastTexture && bone.kind !== 'spine')
      marks.push(mark);
    else {
      paintBone(context, scene, palette, placing, bone, place);
      items += 1;
    }
  }
  if (scene.gates.size > 0 && scale / density >= leastTexture)
    for (const place of labels) {
      const gate = scene.gates.get(place);
      if (gate !== undefined) paintGate(context, palette, placing, gate);
    }
  const runs = mergeMarks(marks, scale, placing.x, placing.y);
  for (const run of runs) {
    context.fillStyle = palette.tone[run.tone];
    context.globalAlpha = run.tone === 'text' || run.tone === 'muted' ? barStrength : 1;
    context.fillRect(run.x, run.y, run.width, run.height);
  }
  context.globalAlpha = 1;
  return { labels: labels.length, bones: bones.length, items: items + runs.length };
}

/** Below this scale dots and double lines run into each other, and a bone is only as long as it is. */
const leastTexture = 0.3;
/** A bar inks more of its line than letters would. */
const barStrength = 0.55;

/** Px of the window, at the size a cause's text has at first; nothing is drawn thinner than a px. */
const widths = { spine: 2.8, bone: 1.5, branch: 1.25, link: 1.1 } as const;

function paintBone(
  context: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  { x, y, scale }: Placing,
  bone: PlacedBone,
  place: number,
): void {
  const [x1, y1, x2, y2] = [bone.x1 * scale + x, bone.y1 * scale + y, bone.x2 * scale + x, bone.y2 * scale + y];
  const tone = scene.boneTones[place] ?? 'line';
  if (bone.kind === 'twig') {
    paintState(context, palette, tone, scale, { x1, y1, x2, y2 });
    return;
  }
  const width = Math.max(1, widths[bone.kind] * scale);
  context.strokeStyle = palette.tone[tone];
  context.lineCap = 'butt';
  stroke(context, x1, y1, x2, y2, width, bone.kind === 'link' ? [width * 4, width * 3] : []);
  if (bone.kind === 'spine') paintHead(context, palette, Math.max(x1, x2), y2, Math.max(4, 9 * scale));
}

type Line = { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number };

/** A cause's own line: dotted, solid, double, thin or ended, as the glyph beside the outline is. */
function paintState(
  context: CanvasRenderingContext2D,
  palette: Palette,
  tone: Tone,
  scale: number,
  { x1, y1, x2, y2 }: Line,
): void {
  const px = Math.max(1, scale);
  context.strokeStyle = palette.tone[tone];
  context.lineCap = tone === 'hypothesis' ? 'round' : 'butt';
  switch (tone) {
    case 'hypothesis':
      return stroke(context, x1, y1, x2, y2, 2.4 * px, [0.1, 4.8 * px]);
    case 'supported':
      return stroke(context, x1, y1, x2, y2, 2.4 * px);
    case 'validated':
      stroke(context, x1, y1 - 1.2 * px, x2, y2 - 1.2 * px, 2.4 * px);
      return stroke(context, x1, y1 + 2.4 * px, x2, y2 + 2.4 * px, px);
    case 'stopped': {
      const end = x1 + (x2 - x1) * 0.62;
      stroke(context, x1, y1, end, y2, 1.4 * px);
      return stroke(context, end, y2 - 4 * px, end, y2 + 4 * px, 1.4 * px);
    }
    default:
      return stroke(context, x1, y1, x2, y2, 1.2 * px);
  }
}

function stroke(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  width: number,
  dash: number[] = [],
): void {
  context.setLineDash(dash);
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** The spine's arrow; its point lies where the spine ends. */
function paintHead(context: CanvasRenderingContext2D, palette: Palette, x: number, y: number, size: number): void {
  context.fillStyle = palette.tone.head;
  context.beginPath();
  context.moveTo(x - size * 1.5, y - size * 0.75);
  context.lineTo(x, y);
  context.lineTo(x - size * 1.5, y + size * 0.75);
  context.fill();
}

/** Full where all of the causes below are needed, hollow where any one is enough. */
function paintGate(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { x, y, scale }: Placing,
  { gate, size, ...at }: PlacedGate,
): void {
  context.fillStyle = gate === 'and' ? palette.tone.line : palette.background;
  context.strokeStyle = palette.tone.line;
  context.lineWidth = Math.max(1, size * 0.12 * scale);
  context.setLineDash([]);
  context.beginPath();
  context.arc(at.x * scale + x, at.y * scale + y, size * 0.3 * scale, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

function paintWords(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { x, y, scale }: Placing,
  label: PlacedLabel,
): void {
  const [face, weight] = label.kind === 'cause' ? [palette.text, 400] : [palette.title, 650];
  const baselines = baselinesOf(label);
  const isCentred = label.kind === 'bone';
  const left = label.x * scale + x;
  const at = isCentred ? left + (label.width * scale) / 2 : left;
  context.textAlign = isCentred ? 'center' : 'left';
  context.fillStyle = palette.tone[toneOfWords(label)];
  context.font = `${weight} ${label.size * scale}px ${face}`;
  for (const [index, line] of label.lines.entries()) {
    const baseline = (baselines.lines[index] ?? label.y) * scale + y;
    context.direction = isRightToLeft(line) ? 'rtl' : 'ltr';
    context.fillText(line, at, baseline);
    if (label.cause?.state !== 'rejected') continue;
    const struck = baseline - label.size * scale * 0.3;
    context.fillRect(left, Math.round(struck), context.measureText(line).width, Math.max(1, scale));
  }
  if (label.small.length === 0) return;
  context.fillStyle = palette.tone[toneOfState(label)];
  context.font = `400 ${label.smallSize * scale}px ${palette.text}`;
  for (const [index, line] of label.small.entries()) {
    context.direction = isRightToLeft(line) ? 'rtl' : 'ltr';
    context.fillText(line, left, (baselines.small[index] ?? label.y) * scale + y);
  }
}
