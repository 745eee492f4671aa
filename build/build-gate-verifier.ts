import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds gate-verify.mjs: one file for Node 18 and newer that imports nothing but Node's own modules. */
export async function buildGateVerifier(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    resolve: { noExternal: true, conditions: ['node'] },
    ssr: { noExternal: true },
    build: {
      write: false,
      target: 'node18',
      ssr: true,
      minify: true,
      rolldownOptions: { input: `${root}electron/gate/gate-verify.ts`, output: { format: 'es' } },
    },
  });
  const chunks = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [chunk] = chunks;
  if (chunk?.type !== 'chunk' || chunks.length > 1 || !chunk.imports.every((name) => name.startsWith('node:')))
    throw new Error('the gate verifier is not one file without dependencies');
  return `${chunk.code.trim()}\n`;
}

/** Leaves the verifier where `hotwash gate verifier OUT` finds it. */
export async function writeGateVerifier(): Promise<void> {
  await mkdir(`${root}dist`, { recursive: true });
  await writeFile(`${root}dist/gate-verify.mjs`, await buildGateVerifier());
}
