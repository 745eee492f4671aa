import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../electron/shell/chromium/find-browser.mjs';

/*
 * Writes shared/canvas/text-widths.ts anew: how wide Chromium draws each character of the bundled fonts. Run it after a
 * font package was updated: `node build/measure-fonts.mjs`.
 */

const fonts = [
  {
    name: 'text',
    package: 'atkinson-hyperlegible-next',
    family: 'Atkinson Hyperlegible Next Variable',
    weights: [400],
  },
  {
    name: 'strong',
    package: 'atkinson-hyperlegible-next',
    family: 'Atkinson Hyperlegible Next Variable',
    weights: [600, 650, 700],
  },
  { name: 'title', package: 'bricolage-grotesque', family: 'Bricolage Grotesque Variable', weights: [600, 650, 700] },
];

/** First and last code point of each range: Latin, its extensions, general punctuation, currency, arrows, signs. */
const ranges = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x218, 0x21b],
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
];

/** @param {string} name */
async function fontFaces(name) {
  const root = dirname(createRequire(import.meta.url).resolve(`@fontsource-variable/${name}/wght.css`));
  const css = await readFile(join(root, 'wght.css'), 'utf8');
  const files = [...new Set([...css.matchAll(/url\((\.\/files\/[^)]+)\)/g)].map(([, file]) => file ?? ''))];
  const data = await Promise.all(files.map(async (file) => (await readFile(join(root, file))).toString('base64')));
  return files.reduce(
    (faces, file, index) => faces.replaceAll(file, `data:font/woff2;base64,${data[index] ?? ''}`),
    css,
  );
}

/**
 * Per 1000 em, rounded up; 0 where the font does not draw the character itself.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} family
 * @param {readonly number[]} weights
 * @param {readonly number[]} range
 * @returns {Promise<number[]>}
 */
const widthsOf = (page, family, weights, [from = 0, to = 0]) =>
  page.evaluate(
    async ({ family, weights, from, to }) => {
      const pen = document.createElement('canvas').getContext('2d');
      if (pen === null) throw new Error('no canvas');
      const characters = Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
      for (const weight of weights) await document.fonts.load(`${weight} 100px '${family}'`, characters.join(''));
      /** @param {string} font @param {string} text */
      const width = (font, text) => {
        pen.font = font;
        return pen.measureText(text).width;
      };
      return characters.map((text) => {
        const isDrawn =
          width(`100px '${family}', monospace`, text) === width(`100px '${family}', serif`, text) &&
          width(`100px '${family}', monospace`, text) === width(`100px '${family}', sans-serif`, text);
        return isDrawn
          ? Math.ceil(Math.max(...weights.map((weight) => width(`${weight} 1000px '${family}'`, text))))
          : 0;
      });
    },
    { family, weights, from, to },
  );

/** @param {readonly string[]} rows */
const quoted = (rows) => rows.map((row) => `    '${row}',`).join('\n');

/** @param {number} from @param {readonly number[]} widths */
function rowsOf(from, widths) {
  const rows = [];
  for (let at = 0; at < widths.length; at += 22)
    rows.push(`${(from + at).toString(16)}: ${widths.slice(at, at + 22).join(' ')}`);
  return rows;
}

const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: ['--no-sandbox'] });
const page = await browser.newPage();
const faces = await Promise.all([...new Set(fonts.map((font) => font.package))].map(fontFaces));
await page.setContent(`<style>${faces.join('\n')}</style>`);
const tables = [];
for (const { name, family, weights } of fonts) {
  const rows = [];
  for (const range of ranges) rows.push(...rowsOf(range[0], await widthsOf(page, family, weights, range)));
  tables.push(`  ${name}: [\n${quoted(rows)}\n  ],`);
}
await browser.close();
await writeFile(
  new URL('../shared/canvas/text-widths.ts', import.meta.url),
  `/**
 * How wide the bundled fonts draw their characters, in thousandths of the text size; 0 where another font has to. Each
 * row starts with its first code point. Written by build/measure-fonts.mjs; not to be edited by hand.
 */
export const textWidths = {
${tables.join('\n')}
} as const;
`,
);
