/**
 * Who may import whom. A room is a folder or a single file; a file belongs to the room with the longest matching path.
 * A room may always import itself. Type-only imports count like any other.
 */
export type Room = {
  readonly path: string;
  /** Rooms, or files, of this house. A name stands for everything below it. */
  readonly may: readonly string[];
  /** npm packages by name. */
  readonly packages?: readonly string[];
  /** `node:*` */
  readonly node?: true;
};

/** Thin rooms that all of Node's side shares: time, files, locks, paths, log. */
const platform = 'electron/platform';

/** What a shell may know of the house: the type of the one handler and the few things in which shells differ. */
const seam = ['electron/host/handler.ts', 'electron/host/shell-port.ts', 'shared/contract', 'shared/lib', platform];

export const importTable: readonly Room[] = [
  // shared: pure TypeScript
  { path: 'shared/lib', may: [] },
  { path: 'shared/domain', may: ['shared/lib'], packages: ['zod'] },
  {
    path: 'shared/journal',
    may: ['shared/lib', 'shared/domain'],
    packages: ['zod', '@noble/hashes', '@scure/bip39'],
  },
  { path: 'shared/analysis', may: ['shared/lib', 'shared/domain'], packages: ['d3-array'] },
  // The full-text index knows texts and times; what they are of, its users know.
  { path: 'shared/search', may: ['shared/lib'], packages: ['snowball-stemmers'] },
  { path: 'shared/meeting', may: ['shared/lib', 'shared/domain'] },
  {
    path: 'shared/canvas',
    may: ['shared/lib', 'shared/domain'],
    packages: ['d3-hierarchy', '@rgrove/parse-xml', 'fflate'],
  },
  {
    path: 'shared/formats',
    may: ['shared/lib', 'shared/domain', 'shared/analysis'],
    packages: ['zod', '@noble/hashes', 'ajv', 'ajv-formats', 'yaml', 'entities'],
  },
  {
    path: 'shared/templates',
    may: ['shared/lib', 'shared/domain', 'shared/formats/yaml-depth.ts'],
    packages: [
      'zod',
      'yaml',
      'mdast-util-from-markdown',
      'mdast-util-mdx-expression',
      'mdast-util-mdx-jsx',
      'micromark-extension-mdx-expression',
      'micromark-extension-mdx-jsx',
      'micromark-extension-mdx-md',
    ],
  },
  {
    path: 'shared/projections',
    may: [
      'shared/lib',
      'shared/domain',
      'shared/journal',
      'shared/analysis',
      'shared/meeting',
      'shared/canvas',
      'shared/formats',
      'shared/search',
    ],
    packages: ['qr'],
  },
  {
    path: 'shared/record',
    may: [
      'shared/lib',
      'shared/domain',
      'shared/journal',
      'shared/analysis',
      'shared/meeting',
      'shared/canvas',
      'shared/formats',
    ],
    packages: ['zod', '@noble/hashes'],
  },
  { path: 'shared/contract', may: ['shared'], packages: ['zod'] },

  // electron: everything that needs Node. Its rooms do not know each other.
  { path: 'electron/platform', may: ['shared/lib'], node: true },
  { path: 'electron/journal', may: ['shared', platform], node: true },
  { path: 'electron/intake', may: ['shared', platform], packages: ['commander', 'zod'], node: true },
  { path: 'electron/connectors', may: ['shared', platform], packages: ['zod'], node: true },
  { path: 'electron/recordings', may: ['shared', platform], packages: ['mediabunny'], node: true },
  { path: 'electron/transcripts', may: ['shared', platform, 'electron/journal'], packages: ['zod'], node: true },
  {
    path: 'electron/speech',
    may: ['shared', platform],
    packages: ['onnxruntime-web', 'opus-decoder', 'sherpa-onnx-node', 'mediabunny', 'zod'],
    node: true,
  },
  { path: 'electron/courier', may: ['shared', platform], packages: ['yazl', 'yauzl'], node: true },
  { path: 'electron/signing', may: ['shared', platform], packages: ['age-encryption', 'zod'], node: true },
  // A gate token is read as strictly as a record, by the same forms.
  {
    path: 'electron/gate',
    may: ['shared', platform, 'electron/verifier/core', 'electron/verifier/node-crypto.ts'],
    node: true,
  },
  { path: 'electron/export', may: ['shared', platform], packages: ['yazl', 'zod', 'docx'], node: true },
  {
    path: 'electron/sync',
    may: ['shared', platform, 'electron/journal', 'electron/intake', 'electron/recordings', 'electron/transcripts'],
    node: true,
  },
  // The verifier shares nothing with the writer but the rules of a journal line, so that it finds the writer's faults.
  {
    path: 'electron/verifier',
    may: ['shared/journal', 'shared/lib', platform],
    packages: ['commander', 'yauzl'],
    node: true,
  },
  {
    path: 'electron/host',
    may: [
      'shared',
      platform,
      'electron/journal',
      'electron/intake',
      'electron/connectors',
      'electron/recordings',
      'electron/transcripts',
      'electron/speech',
      'electron/courier',
      'electron/signing',
      'electron/gate',
      'electron/export',
      'electron/sync',
      'electron/verifier',
      'assets',
      'package.json',
    ],
    packages: ['commander', 'zod'],
    node: true,
  },

  // shells: adapters of one handler, strangers to each other
  { path: 'electron/shell', may: seam, node: true },
  { path: 'electron/shell/instance', may: [platform, 'shared/lib'], node: true },
  { path: 'electron/shell/chromium', may: [...seam, 'electron/shell', 'electron/shell/instance'], node: true },
  {
    path: 'electron/shell/electron',
    may: [...seam, 'electron/shell', 'electron/shell/instance'],
    packages: ['electron', '@electron/remote'],
    node: true,
  },

  // entries: they only put parts together
  {
    path: 'electron/main.ts',
    may: ['electron/host', platform, 'electron/shell', 'electron/shell/electron', 'shared/lib'],
    packages: ['electron', '@electron/remote'],
    node: true,
  },
  { path: 'electron/preload.ts', may: ['shared/lib', 'shared/contract'], packages: ['electron', '@electron/remote'] },
  {
    path: 'electron/serve.ts',
    may: ['electron/host', platform, 'electron/shell', 'electron/shell/chromium', 'shared/lib'],
    node: true,
  },
  {
    path: 'electron/cli.ts',
    may: [
      'electron/connectors',
      'electron/host',
      'electron/intake',
      'electron/verifier',
      'electron/shell/chromium',
      platform,
      'shared/lib',
    ],
    packages: ['commander'],
    node: true,
  },

  // renderer: the page; of the house it knows shared only
  { path: 'renderer/ui', may: ['shared/meeting/quantity.ts'], packages: ['react', 'react-dom', '@base-ui/react'] },
  { path: 'renderer/host', may: ['shared'], packages: ['zod'] },
  { path: 'renderer/store', may: ['shared', 'renderer/host'], packages: ['react', 'dexie', 'dexie-react-hooks'] },
  {
    path: 'renderer/state',
    // Times and figures are written one way everywhere; the components that show them are none of its business.
    may: ['shared', 'renderer/host', 'renderer/store', 'renderer/ui/format-time.ts', 'renderer/ui/format-number.ts'],
    packages: ['react', 'zustand', 'zod'],
  },
  {
    path: 'renderer/canvas',
    may: ['shared', 'renderer/store', 'renderer/state', 'renderer/ui'],
    packages: ['react', 'd3-array', 'd3-scale', 'd3-shape'],
  },
  // Texts that come with the program, compiled by the build, and how they are drawn.
  { path: 'renderer/texts', may: ['shared', 'assets', 'renderer/ui'], packages: ['react'] },
  {
    // One room for each folder in it: `renderer/features/home`, `renderer/features/room`, ...
    path: 'renderer/features/*',
    may: [
      'shared',
      'renderer/host',
      'renderer/store',
      'renderer/state',
      'renderer/ui',
      'renderer/canvas',
      'renderer/texts',
    ],
    packages: ['react', 'd3-array', 'd3-scale', 'd3-shape'],
  },
  // The page's own entries choose the place to show. The first one loads no schema, so it knows next to nothing.
  {
    path: 'renderer/main.tsx',
    may: [
      'shared/lib',
      'renderer/page.tsx',
      'renderer/room-with-causes.tsx',
      'renderer/state/route.ts',
      'renderer/ui/base.css',
      'renderer/ui/theme.ts',
    ],
    packages: ['zod'],
  },
  {
    path: 'renderer/page.tsx',
    may: ['shared', 'renderer/console.tsx', 'renderer/features', 'renderer/store', 'renderer/ui'],
    packages: ['react', 'react-dom'],
  },
  {
    path: 'renderer/console.tsx',
    may: [
      'shared',
      'renderer/room-with-causes.tsx',
      'renderer/features',
      'renderer/host',
      'renderer/store',
      'renderer/state',
      'renderer/texts',
      'renderer/ui',
    ],
    packages: ['react'],
  },
  // Puts two places side by side, which must not know each other.
  {
    path: 'renderer/room-with-causes.tsx',
    may: ['shared', 'renderer/features', 'renderer/state', 'renderer/store'],
    packages: ['react'],
  },
  { path: 'assets', may: ['shared/lib', 'shared/domain'] },
];

/** Rooms that stand beside the product: they may look at all of it, and none of it may look at them. */
export const outside: readonly string[] = ['build', 'test'];

/** What a test beside the code may import besides what its room may. */
export const testsMay = {
  packages: [
    'vitest',
    '@octokit/webhooks-examples',
    'yazl',
    'ajv',
    'ajv-formats',
    'fast-check',
    'csv-parse',
    'axe-core',
    'fake-indexeddb',
    'minisearch',
    'ical.js',
    'react-dom',
    'vite',
    'playwright-core',
    'yauzl',
    '@sigstore/verify',
  ],
  houses: ['test/support'],
  /** Roots whose tests may use `node:*`. Tests in shared may not: its rules hold without Node. */
  node: ['electron', 'renderer'],
} as const;
