import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds verify.html: one file, its script and style inside and named by hash in its policy, nothing fetched. */
export async function buildVerifyPage(): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'chrome130',
      modulePreload: false,
      lib: { entry: `${root}build/verify-html/main.ts`, formats: ['es'], fileName: 'verify' },
    },
  });
  const chunk = [built].flat().flatMap((one) => ('output' in one ? one.output : []))[0];
  if (chunk?.type !== 'chunk' || chunk.imports.length > 0) throw new Error('the verifier page is not one script');
  // A closing tag inside the script would end it for the HTML parser.
  const script = chunk.code.trim().replaceAll('</script', String.raw`<\/script`);
  const style = (await readFile(`${root}build/verify-html/page.css`, 'utf8')).trim();
  const page = await readFile(`${root}build/verify-html/page.html`, 'utf8');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  // Functions, because `$` in a replacement string means something.
  return page
    .replace('%CSP%', () => policy)
    .replace(/\s*%STYLE%\s*/, () => style)
    .replace(/\s*%SCRIPT%\s*/, () => script);
}

/** Leaves the page where the writer of records finds it (`loadVerifyPage`). */
export async function writeVerifyPage(): Promise<void> {
  await mkdir(`${root}dist`, { recursive: true });
  await writeFile(`${root}dist/verify.html`, await buildVerifyPage());
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
