import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { mdxPages } from './build/mdx-pages.ts';
import { preloadPage } from './build/preload-page.ts';
import { copySpeechAssets } from './electron/speech/speech-assets.ts';
import { writeReportFonts } from './build/build-report-fonts.ts';
import { writeGateVerifier } from './build/build-gate-verifier.ts';
import { writeVerifyPage } from './build/build-verify-page.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What `npm run tour`, `pictures`, `bench` and `sample` run: never packed, and their packages stay in node_modules. */
const tools = Object.fromEntries(
  Object.entries({
    tour: 'build/tour/main.ts',
    pictures: 'build/pictures/main.ts',
    bench: 'test/bench/main.ts',
    'blank-shell': 'test/bench/blank-shell.ts',
    'replay-prometheus': 'test/bench/replay-prometheus.ts',
    sample: 'build/sample/make-sample.ts',
    'wording-rate': 'build/wording-rate.ts',
    'paced-serve': 'test/support/paced-serve-entry.ts',
  })
    .map(([name, path]) => [name, `${root}${path}`] as const)
    .filter(([, path]) => existsSync(path)),
);

/** One build for the three worlds: the page, Node (both shells and the command) and Electron's sandboxed preload. */
export default defineConfig({
  root: `${root}renderer`,
  base: '/',
  publicDir: false,
  plugins: [mdxPages(), react(), preloadPage()],
  resolve: {
    // Its form for browsers decodes by writing into innerHTML, which the page's policy forbids.
    alias: { 'decode-named-character-reference': `${root}node_modules/decode-named-character-reference/index.js` },
  },
  worker: { format: 'es' },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
      await writeVerifyPage();
      await writeGateVerifier();
      await writeReportFonts();
      await copySpeechAssets(`${root}node_modules`, `${root}dist/node/speech`);
    },
  },
  environments: {
    ...(Object.keys(tools).length > 0 && {
      tools: {
        consumer: 'server' as const,
        build: {
          outDir: `${root}dist/tools`,
          emptyOutDir: true,
          target: 'node20',
          ssr: true,
          minify: false,
          copyPublicDir: false,
          rolldownOptions: { input: tools, output: { format: 'es' as const, entryFileNames: '[name].js' } },
        },
      },
    }),
    client: {
      build: {
        outDir: `${root}dist/page`,
        emptyOutDir: true,
        target: 'chrome130',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: { input: { console: `${root}renderer/index.html` } },
      },
    },
    node: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'], conditions: ['node'] },
      build: {
        outDir: `${root}dist/node`,
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        minify: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: {
            main: `${root}electron/main.ts`,
            serve: `${root}electron/serve.ts`,
            cli: `${root}electron/cli.ts`,
            'speech-worker': `${root}electron/speech/speech-worker.ts`,
            'media-worker': `${root}electron/recordings/media/media-worker.ts`,
          },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: `${root}dist/preload`,
        emptyOutDir: true,
        target: 'node20',
        ssr: true,
        minify: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: { preload: `${root}electron/preload.ts` },
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
});
