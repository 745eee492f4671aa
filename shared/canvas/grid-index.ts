import type { Box } from './plan.ts';

/** Finds the boxes that an area touches without looking at all of them. */
export type GridIndex = {
  /** Places, in the list it was made of, of all boxes that share at least an edge with the area; ascending. */
  readonly within: (area: Box) => readonly number[];
};

/** A box over more cells than this would cost more to file than to look at every time. */
const mostCells = 64;

/**
 * Files boxes under the cells of an even grid, about two to a cell. The few that lie over very many cells, such as a
 * spine, are kept beside it and looked at every time.
 */
export function createGridIndex(boxes: readonly Box[]): GridIndex {
  const grid = gridOver(boxes);
  const long: number[] = [];
  const filed: number[] = [];
  boxes.forEach((box, place) => {
    const { left, right, top, bottom } = grid.cellsOf(box);
    ((right - left + 1) * (bottom - top + 1) > mostCells ? long : filed).push(place);
  });
  const { starts, places } = fileInCells(boxes, filed, grid);
  const isFound = new Uint8Array(boxes.length);
  return {
    within: (area) => {
      const found = long.filter((place) => touches(boxes[place], area));
      const { left, right, top, bottom } = grid.cellsOf(area);
      for (let row = top; row <= bottom; row += 1) {
        const first = row * grid.columns;
        const end = starts[first + right + 1] ?? 0;
        for (let at = starts[first + left] ?? 0; at < end; at += 1) {
          const place = places[at] ?? 0;
          if (isFound[place] === 1 || !touches(boxes[place], area)) continue;
          isFound[place] = 1;
          found.push(place);
        }
      }
      for (const place of found) isFound[place] = 0;
      return found.sort((a, b) => a - b);
    },
  };
}

export const touches = (box: Box | undefined, area: Box): boolean =>
  box !== undefined &&
  box.x <= area.x + area.width &&
  area.x <= box.x + box.width &&
  box.y <= area.y + area.height &&
  area.y <= box.y + box.height;

/** First and last column and row, both within the grid. */
type Cells = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
type Grid = { readonly columns: number; readonly rows: number; readonly cellsOf: (box: Box) => Cells };

function gridOver(boxes: readonly Box[]): Grid {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  if (boxes.length === 0) [left, top, right, bottom] = [0, 0, 1, 1];
  const side = Math.max(1, Math.sqrt((boxes.length || 1) / 2));
  const [width, height] = [Math.max(1e-9, right - left), Math.max(1e-9, bottom - top)];
  // Cells about as wide as high, whatever the shape of the whole; never more of them than there are boxes.
  const columns = Math.round(Math.min(side * side, Math.max(1, side * Math.sqrt(width / height))));
  const rows = Math.max(1, Math.floor((side * side) / columns));
  const cell = (value: number, from: number, extent: number, count: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor(((value - from) / extent) * count)));
  return {
    columns,
    rows,
    cellsOf: (box) => ({
      left: cell(box.x, left, width, columns),
      right: cell(box.x + box.width, left, width, columns),
      top: cell(box.y, top, height, rows),
      bottom: cell(box.y + box.height, top, height, rows),
    }),
  };
}

/** The places by cell, one after another; `starts` says where each cell begins. */
function fileInCells(boxes: readonly Box[], filed: readonly number[], grid: Grid) {
  const starts = new Uint32Array(grid.columns * grid.rows + 1);
  const forEachCell = (place: number, visit: (cell: number) => void): void => {
    const box = boxes[place];
    if (box === undefined) return;
    const { left, right, top, bottom } = grid.cellsOf(box);
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) visit(row * grid.columns + column);
  };
  for (const place of filed) forEachCell(place, (cell) => (starts[cell + 1] = (starts[cell + 1] ?? 0) + 1));
  for (let cell = 1; cell < starts.length; cell += 1) starts[cell] = (starts[cell] ?? 0) + (starts[cell - 1] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(starts.at(-1) ?? 0);
  for (const place of filed)
    forEachCell(place, (cell) => {
      const at = next[cell] ?? 0;
      places[at] = place;
      next[cell] = at + 1;
    });
  return { starts, places };
}
