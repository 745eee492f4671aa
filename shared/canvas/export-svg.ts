import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';
import { baselinesOf } from './label-metrics.ts';
import { layoutFishbone } from './layout-fishbone.ts';
import { layoutWhys } from './layout-whys.ts';
import type { CanvasPlan, PlacedBone, PlacedLabel } from './plan.ts';
import { drawnCauses, stateCountText, stateNames, stateWords } from './state-words.ts';
import { isRightToLeft, xmlText } from './xml-text.ts';

/** Light scheme of the look: a picture ends up on paper. */
const paint = {
  bg: '#f6f3ea',
  ink: '#14211f',
  ink2: '#44524f',
  ink3: '#566460',
  brass: '#7a5600',
  calm: '#00677f',
  warn: '#8f5e00',
};

/** Px around the plan; the legend stands in the margin at the foot. */
const margin = 28;
const legendSize = 15;

type State = DrawnCause['state'];
const colours: { readonly [S in State]: string } = {
  hypothesis: paint.warn,
  supported: paint.calm,
  validated: paint.calm,
  rejected: paint.ink3,
  stopped: paint.ink3,
};

/** A picture and its own size in px. */
export type Picture = { readonly svg: string; readonly width: number; readonly height: number };

const type = { unit: 18, wrap: 270, lines: 8 };
const gateWords = { none: '', and: 'AND', or: 'OR' } as const;

/** The graph with each gate told in front of the small text, where the layout keeps room for it. */
function withGatesTold(graph: DrawnGraph): DrawnGraph {
  const told = (cause: DrawnCause): DrawnCause => ({
    ...cause,
    small: [cause.children.length > 0 ? gateWords[cause.gate] : '', cause.small].filter(Boolean).join(' · '),
    children: cause.children.map(told),
  });
  return { ...graph, bones: graph.bones.map((bone) => ({ ...bone, causes: bone.causes.map(told) })) };
}

/** A view of the causes as a picture, with its links; see `exportSvg`. */
export function drawPicture(graph: DrawnGraph, view: 'fishbone' | 'whys', fonts: string): Picture {
  const told = withGatesTold(graph);
  const options = { ...type, withLinks: true };
  return exportSvg(view === 'fishbone' ? layoutFishbone(told, options) : layoutWhys(told, options), graph, fonts);
}

/**
 * The canvas as one SVG file that needs nothing beside it: real text in the faces of `fonts` (style rules with embedded
 * data; none, and the reader's own faces stand in), a title and a description, and the states as textures and words.
 */
export function exportSvg(plan: CanvasPlan, graph: DrawnGraph, fonts: string): Picture {
  const { open, told, drawn, width, height } = partsOf(plan, graph, 'picture');
  const svg = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    open,
    told,
    `<style>${styleRules(fonts)}</style>`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${paint.bg}"/>`,
    drawn,
    '</svg>',
    '',
  ];
  return { svg: svg.join('\n'), width, height };
}

/**
 * The same to stand within a page that has the faces already: on the page's own ground, under a `name` that no other
 * drawing of the page has. The page takes in `inlineRules` once.
 */
export function inlineSvg(plan: CanvasPlan, graph: DrawnGraph, name: string): Picture {
  const { open, told, drawn, width, height } = partsOf(plan, graph, name);
  return { svg: [open, told, drawn, '</svg>'].join('\n'), width, height };
}

function partsOf(plan: CanvasPlan, graph: DrawnGraph, name: string) {
  const headAt = plan.labels.find(({ kind }) => kind === 'effect')?.x ?? plan.width;
  const labels = new Map(plan.labels.map((label) => [label.id, label]));
  const width = Math.ceil(Math.max(plan.width, 480) + 2 * margin);
  const height = Math.ceil(plan.height + 2 * margin + legendSize);
  const drawn = [
    `<defs><marker id="${name}-to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8Z" fill="${paint.brass}"/></marker></defs>`,
    '<g class="lines">',
    ...plan.bones.map((bone) => drawBone(bone, labels.get(bone.owner)?.cause ?? null, headAt, name)),
    '</g>',
    ...plan.labels.map((label) => drawLabel(label, name)),
    drawLegend(graph, plan.height + margin * 0.7),
  ];
  return {
    open: `<svg xmlns="http://www.w3.org/2000/svg" class="causes-drawn" viewBox="${-margin} ${-margin} ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${name}-title ${name}-desc">`,
    told: `<title id="${name}-title">${xmlText(graph.effect.text)}</title>\n<desc id="${name}-desc">${xmlText(describe(graph))}</desc>`,
    drawn: drawn.join('\n'),
    width,
    height,
  };
}

/** What a reader who does not see the picture is told: the counts, then each bone with its causes and their states. */
function describe(graph: DrawnGraph): string {
  const bones = graph.bones
    .filter(({ causes }) => causes.length > 0)
    .map(
      ({ title, causes }) =>
        `${title}: ${causes.map(({ text, state }) => `${text} (${stateWords[state]})`).join('; ')}.`,
    );
  return [`Causes of: ${graph.effect.text}. ${stateCountText(graph)}.`, ...bones].join(' ');
}

/** Rules of the letters and lines of every drawing of a page. */
export const inlineRules = [
  `.causes-drawn text{font-family:"Report Text","Atkinson Hyperlegible Next",sans-serif;fill:${paint.ink};unicode-bidi:plaintext;white-space:pre}`,
  `.causes-drawn .effect,.causes-drawn .bone{font-family:"Report Head","Bricolage Grotesque",sans-serif;font-weight:600}`,
  `.causes-drawn .rejected{text-decoration:line-through;fill:${paint.ink3}}`,
  '.causes-drawn .lines,.causes-drawn .glyph{fill:none}',
].join('\n');

/** Rules without a reference; `<` cannot stand in a style sheet, so the fonts need no escape of their own. */
const styleRules = (fonts: string): string =>
  [...(fonts.includes('<') || fonts.includes('&') ? [] : [fonts.trim()]), inlineRules].join('\n');

function drawBone(bone: PlacedBone, cause: DrawnCause | null, pointsAt: number, name: string): string {
  const ends = `x1="${px(bone.x1)}" y1="${px(bone.y1)}" x2="${px(bone.x2)}" y2="${px(bone.y2)}"`;
  switch (bone.kind) {
    case 'spine':
      return Math.max(bone.x1, bone.x2) <= pointsAt
        ? drawSpine(bone)
        : `<line ${ends} stroke="${paint.ink2}" stroke-width="1.5"/>`;
    case 'bone':
      return `<line ${ends} stroke="${paint.ink2}" stroke-width="2.5"/>`;
    case 'link':
      return drawLink(bone, name);
    case 'branch':
      return `<line ${ends} stroke="${paint.ink2}" stroke-width="1.5"/>`;
    case 'twig':
      return drawTwig(bone, cause?.state ?? 'hypothesis');
  }
}

/** Thick, and an arrow whose tip is where the spine ends. */
function drawSpine({ x1, y1: y, x2 }: PlacedBone): string {
  const [tail, tip] = [Math.min(x1, x2), Math.max(x1, x2)];
  return `<line x1="${px(tail)}" y1="${px(y)}" x2="${px(tip - 14)}" y2="${px(y)}" stroke="${paint.ink}" stroke-width="5"/><path d="M${px(tip - 18)} ${px(y - 11)}L${px(tip)} ${px(y)}L${px(tip - 18)} ${px(y + 11)}Z" fill="${paint.ink}"/>`;
}

/** A dashed bow left of both labels, so that it runs beside the words and not through them. */
function drawLink({ x1, y1, x2, y2 }: PlacedBone, name: string): string {
  const bow = Math.min(52, 24 + Math.hypot(x2 - x1, y2 - y1) * 0.12);
  const [from, to] = [x1 - 4, x2 - 4];
  return `<path d="M${px(from)} ${px(y1)}C${px(from - bow)} ${px(y1)} ${px(to - bow)} ${px(y2)} ${px(to)} ${px(y2)}" stroke="${paint.brass}" stroke-width="1.5" stroke-dasharray="7 5" marker-end="url(#${name}-to)"/>`;
}

/** The line under a cause says its state: dotted, solid, double, thin under struck words, thin with an end. */
function drawTwig({ x1, y1, x2, y2 }: Pick<PlacedBone, 'x1' | 'y1' | 'x2' | 'y2'>, state: State): string {
  const line = (by: number, stroke: string): string =>
    `<line x1="${px(x1)}" y1="${px(y1 + by)}" x2="${px(x2)}" y2="${px(y2 + by)}" stroke="${colours[state]}" ${stroke}/>`;
  switch (state) {
    case 'hypothesis':
      return line(0, 'stroke-width="3" stroke-dasharray="0.1 7" stroke-linecap="round"');
    case 'supported':
      return line(0, 'stroke-width="3"');
    case 'validated':
      return line(-2, 'stroke-width="2.2"') + line(2, 'stroke-width="2.2"');
    case 'rejected':
      return line(0, 'stroke-width="1.5"');
    case 'stopped':
      return `${line(0, 'stroke-width="1.5"')}<line x1="${px(x1)}" y1="${px(y1 - 5)}" x2="${px(x1)}" y2="${px(y1 + 5)}" stroke="${colours.stopped}" stroke-width="1.5"/>`;
  }
}

function drawLabel(label: PlacedLabel, name: string): string {
  const { cause, kind, size, smallSize } = label;
  const style = kind === 'cause' ? (cause?.state ?? '') : kind;
  const at = baselinesOf(label);
  const lines = label.lines.map((line, index) => text(line, label.x, at.lines[index] ?? label.y, size, style));
  const fill = colours[cause?.state ?? 'stopped'];
  const small = label.small.map((line, index) => text(line, label.x, at.small[index] ?? label.y, smallSize, '', fill));
  // What had to be cut is still in the file, and shown where a reader points.
  const whole = label.lines.at(-1)?.endsWith('…') === true ? `<title>${xmlText(label.text)}</title>` : '';
  return `<g id="${xmlText(`${name}-${label.id}`)}">${whole}${[...lines, ...small].join('')}</g>`;
}

/** One line of text with its left edge at `x`, whichever way it is read. */
function text(words: string, x: number, y: number, size: number, style: string, fill = ''): string {
  const direction = isRightToLeft(words) ? ' direction="rtl" text-anchor="end"' : '';
  return `<text x="${px(x)}" y="${px(y)}" font-size="${px(size)}"${style === '' ? '' : ` class="${style}"`}${fill === '' ? '' : ` style="fill:${fill}"`}${direction}>${xmlText(words)}</text>`;
}

/** The states that occur, each as its line and its word. */
function drawLegend(graph: DrawnGraph, y: number): string {
  const present = new Set(drawnCauses(graph).map(({ cause }) => cause.state));
  let x = 0;
  const parts = stateNames
    .filter((state) => present.has(state))
    .map((state) => {
      const at = x;
      x += 36 + stateWords[state].length * legendSize * 0.55 + 28;
      const glyph = drawTwig({ x1: at, y1: y - 5, x2: at + 28, y2: y - 5 }, state);
      return `${glyph}${text(stateWords[state], at + 36, y, legendSize, state)}`;
    });
  return `<g class="legend">${parts.join('')}</g>`;
}

const px = (value: number): string => String(Math.round(value * 100) / 100);
