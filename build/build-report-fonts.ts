import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** The house's faces as the report names them, in the subset that Latin text needs: 90 KB in all. */
const faces = [
  ['Report Text', 'atkinson-hyperlegible-next', '200 800'],
  ['Report Mono', 'atkinson-hyperlegible-mono', '200 800'],
  ['Report Head', 'bricolage-grotesque', '200 800'],
] as const;

/** Leaves the report's fonts as one style sheet without a reference where the writer of records finds it. */
export async function writeReportFonts(): Promise<void> {
  const rules: string[] = [];
  for (const [family, name, weights] of faces) {
    const file = resolve(`@fontsource-variable/${name}/files/${name}-latin-wght-normal.woff2`);
    const data = (await readFile(file)).toString('base64');
    rules.push(
      `@font-face { font-family: "${family}"; font-weight: ${weights}; src: url(data:font/woff2;base64,${data}) format("woff2") }`,
    );
  }
  await mkdir(dist, { recursive: true });
  await writeFile(`${dist}/report-fonts.css`, `${rules.join('\n')}\n`);
}
