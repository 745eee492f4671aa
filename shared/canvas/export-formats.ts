import type { Review } from '../domain/review/review.ts';
import type { PictureFormat, TextFormat } from './cause-formats.ts';
import type { DrawnGraph } from './drawn-graph.ts';
import { exportDrawio } from './export-drawio.ts';
import { exportJson } from './export-json.ts';
import { exportFlowchart, exportIshikawa } from './export-mermaid.ts';
import { exportOutline } from './export-outline.ts';
import { drawPicture, type Picture } from './export-svg.ts';

/** The causes in one notation. `fonts` are style rules with embedded faces, for pictures; the others need none. */
export function causesAsText(
  format: TextFormat,
  graph: DrawnGraph,
  review: Pick<Review, 'id' | 'causes'>,
  fonts: string,
): string {
  switch (format) {
    case 'svg':
      return drawPicture(graph, 'fishbone', fonts).svg;
    case 'whys':
      return drawPicture(graph, 'whys', fonts).svg;
    case 'mermaid':
      return exportIshikawa(graph);
    case 'flowchart':
      return exportFlowchart(graph);
    case 'drawio':
      return exportDrawio(graph);
    case 'markdown':
      return exportOutline(graph);
    case 'json':
      return exportJson(graph, review);
  }
}

/** Most px of one side and of a whole PNG: what browsers can draw, and other programs open. */
const longestSide = 16_000;
const mostPixels = 32_000_000;

/** How large a PNG becomes, px: twice the picture's size as far as that can be drawn, or a 4K screen. */
export function pngSize(format: PictureFormat, { width, height }: Picture): { width: number; height: number } {
  if (format === 'png-4k') return { width: 3840, height: 2160 };
  const scale = Math.min(2, longestSide / width, longestSide / height, Math.sqrt(mostPixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}
