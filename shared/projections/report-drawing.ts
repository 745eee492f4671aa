import { boneTitles } from '../canvas/bone-titles.ts';
import type { DrawnCause, DrawnGraph } from '../canvas/drawn-graph.ts';
import { inlineSvg } from '../canvas/export-svg.ts';
import { layoutFishbone } from '../canvas/layout-fishbone.ts';
import { layoutWhys } from '../canvas/layout-whys.ts';
import { pageGraph } from '../canvas/paging.ts';
import { childrenByParent } from '../domain/cause/cause-graph.ts';
import { categories } from '../domain/cause/cause.ts';
import { canvasTitles } from './cause-words.ts';
import { html, type Html } from './html.ts';
import type { RecordCause } from './record-causes.ts';
import type { ReviewRecord } from './review-record.ts';

/** Px of a printed page: as wide as its text, and letters that are still read in print. */
const paper = { width: 640, height: 560, unit: 13, minUnit: 9.5 };
/** Beyond these a reader leafs more than they read; the record's own file of the drawing holds it whole. */
const mostPages = 6;
const mostDrawn = 120;

/** The causes as the room drew them last, page by page where one would be too small to read. */
export function causesDrawing(record: ReviewRecord): Html | string {
  const canvas = record.triage?.opened.at(-1)?.canvas;
  if (canvas === undefined || record.causes.length === 0) return '';
  const elsewhere = html`<p class="quiet">
    The drawing is too large to be read on paper: fishbone.svg and five-whys.svg beside this report hold it whole.
  </p>`;
  if (record.causes.length > mostDrawn) return elsewhere;
  const layout = canvas === 'fishbone' ? layoutFishbone : layoutWhys;
  const { pages } = pageGraph(recordToDrawn(record), paper, (graph, options) =>
    layout(graph, { ...options, withLinks: true }),
  );
  if (pages.length > mostPages) return elsewhere;
  return html`${pages.map(({ plan, graph, title }, index) => {
    const { svg } = inlineSvg(plan, graph, `drawing-${index + 1}`);
    return html`<figure class="drawing">
      ${{ markup: svg }}
      <figcaption>
        ${canvasTitles[canvas]}${title === '' ? '' : `, ${title}`}. Numbers are those of the evidence.
      </figcaption>
    </figure>`;
  })}`;
}

/** What a drawing on paper says under a cause: the numbers of what carries it, or what is missing. */
function smallOf({ state, reason, evidence }: RecordCause): string {
  if (reason !== null) return reason;
  if (evidence.length === 0) return state === 'hypothesis' ? 'no evidence' : '';
  return `evidence ${evidence.toSorted((one, other) => one - other).join(', ')}`;
}

function recordToDrawn({ causes, effect, title }: ReviewRecord): DrawnGraph {
  const children = childrenByParent(causes);
  const draw = (cause: RecordCause): DrawnCause => ({
    id: cause.id,
    text: cause.text,
    state: cause.state,
    small: smallOf(cause),
    kind: cause.kind,
    gate: cause.gate,
    links: cause.links,
    children: (children.get(cause.id) ?? []).map(draw),
  });
  return {
    effect: { text: effect?.text ?? title, small: '' },
    bones: categories.map((id) => ({
      id,
      title: boneTitles[id],
      causes: (children.get(null) ?? []).filter(({ category }) => category === id).map(draw),
    })),
  };
}
