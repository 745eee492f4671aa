import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { mdxPages } from './build/mdx-pages.ts';

/** Even the smallest machine runs two files beside each other: many of them mostly wait for a disk or a process. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

/** What takes minutes begins first: begun last, it would run while nothing else does. Vitest goes by the size of a file. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((path) => moduleId.endsWith(path));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const longest = [
  'test/e2e/kills.test.ts',
  'test/e2e/accessibility.test.ts',
  'electron/host/record-mutations.test.ts',
  'electron/intake/intake-crash.test.ts',
];

/** Servers of others, started for real: `npm run test:sources`. */
const sources = {
  test: {
    name: 'sources',
    include: ['test/sources/**/*.test.ts'],
    environment: 'node' as const,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
};

/** End-to-end tests that mostly wait, for a minute or in many files: they run beside each other. */
const long = [
  'accessibility',
  'audience-fit',
  'bad-disk',
  'bad-input',
  'causes',
  'chromium-shell',
  'kills',
  'many-causes',
  'many-segments',
  'mermaid',
  'no-speculation',
  'package-screen',
  'recording',
  'recording-full-disk',
  'recording-kills',
  'recording-troubles',
  'player',
  'room',
  'rounds',
  'sealed-pdf',
  'sixty-minutes',
  'sources',
  'sync',
  'templates',
  'tour',
  'transcripts',
  'verify-page',
].map((name) => `test/e2e/${name}.test.ts`);

/**
 * Projects by world. Only `e2e` starts the built app; `build/run.mjs test` builds before it calls vitest.
 */
export default defineConfig({
  test: {
    reporters: ['default'],
    maxWorkers,
    sequence: { sequencer: LongestFirst },
    projects: [
      // Pure code has nothing that one file could leave to the next.
      {
        test: {
          name: 'shared',
          include: ['shared/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          isolate: false,
        },
      },
      { test: { name: 'electron', include: ['electron/**/*.test.ts'], environment: 'node', testTimeout: 60_000 } },
      {
        plugins: [mdxPages(), react()],
        test: {
          name: 'renderer',
          include: ['renderer/**/*.test.{ts,tsx}'],
          environment: 'node',
          setupFiles: ['test/support/indexeddb.ts'],
          css: { include: [/tokens\.css/] },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts', 'test/bench/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      { test: { name: 'build', include: ['build/**/*.test.ts'], environment: 'node', testTimeout: 120_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: long,
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e-long',
          include: long,
          environment: 'node',
          testTimeout: 300_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      ...(process.env['HOTWASH_TEST_SOURCES'] === undefined ? [] : [sources]),
    ],
  },
});
