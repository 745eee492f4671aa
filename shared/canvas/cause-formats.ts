/** Every notation the causes leave in, in the order in which they are offered. */
export const causeFormats = [
  'svg',
  'whys',
  'png-2x',
  'png-4k',
  'mermaid',
  'flowchart',
  'drawio',
  'markdown',
  'json',
] as const;
export type CauseFormat = (typeof causeFormats)[number];
export type PictureFormat = 'png-2x' | 'png-4k';
export type TextFormat = Exclude<CauseFormat, PictureFormat>;

type About = { readonly name: string; readonly file: string; readonly type: string; readonly what: string };

/** How each is called, and its file's name: in a record as it stands, in a download behind the review's id. */
export const causeFiles: { readonly [F in CauseFormat]: About } = {
  svg: { name: 'SVG', file: 'fishbone.svg', type: 'image/svg+xml', what: 'the fishbone, with its text and its fonts' },
  whys: {
    name: 'SVG of the whys',
    file: 'five-whys.svg',
    type: 'image/svg+xml',
    what: 'the tree of whys, in the same way',
  },
  'png-2x': { name: 'PNG at twice the size', file: 'fishbone-2x.png', type: 'image/png', what: 'for documents' },
  'png-4k': {
    name: 'PNG at 4K',
    file: 'fishbone-4k.png',
    type: 'image/png',
    what: '3840 × 2160, for slides and screens',
  },
  mermaid: {
    name: 'Mermaid fishbone',
    file: 'fishbone.mmd',
    type: 'text/plain',
    what: 'ishikawa-beta; states as words',
  },
  flowchart: {
    name: 'Mermaid flowchart',
    file: 'causes-flowchart.mmd',
    type: 'text/plain',
    what: 'gates, states and links too',
  },
  drawio: { name: 'draw.io', file: 'causes.drawio', type: 'application/xml', what: 'boxes and arrows to work on' },
  markdown: { name: 'Markdown', file: 'causes.md', type: 'text/markdown', what: 'an outline to paste into a page' },
  json: { name: 'JSON', file: 'five-whys.json', type: 'application/json', what: 'everything, for programs' },
};

export const isPicture = (format: CauseFormat): format is PictureFormat => format === 'png-2x' || format === 'png-4k';
