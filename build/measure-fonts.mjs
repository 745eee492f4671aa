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

/** What stands beside each other in English and in most Latin texts; letters with accents kern like those without. */
const kerned = [
  ...Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index)),
  ...Array.from('“”‘’–—…·«»ßæœøðþ'),
];

/**
 * In a page: widths of single characters and of pairs per 1000 em, over all weights, as a page draws them. A width is
 * rounded up, and 0 where the font does not draw the character itself; of pairs only what they are wider than their
 * parts is told, in hundredths of an em, rounded up.
 *
 * @param {import('playwright-core').Page} page
 * @param {{ family: string, weights: readonly number[] }} font
 */
const measure = (page, { family, weights }) =>
  page.evaluate(
    async ({ family, weights, ranges, kerned }) => {
      const pen = document.createElement('canvas').getContext('2d');
      if (pen === null) throw new Error('no canvas');
      const codes = ranges.map(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
      const all = codes.map((range) => range.map((code) => String.fromCodePoint(code)));
      for (const weight of weights) await document.fonts.load(`${weight} 100px '${family}'`, all.flat().join(''));
      /** @param {string} font @param {string} text */
      const width = (font, text) => {
        pen.font = font;
        return pen.measureText(text).width;
      };
      /** @param {string} text */
      const isDrawn = (text) =>
        new Set(['monospace', 'serif', 'sans-serif'].map((other) => width(`100px '${family}', ${other}`, text)))
          .size === 1;
      /** @param {string} text */
      const widest = (text) => Math.max(...weights.map((weight) => width(`${weight} 1000px '${family}'`, text)));
      /** @param {string} a @param {string} b */
      const gain = (a, b) =>
        Math.max(
          ...weights.map((weight) => {
            const font = `${weight} 1000px '${family}'`;
            return width(font, a + b) - width(font, a) - width(font, b);
          }),
        );
      /** @type {Map<string, number>} */
      const gains = new Map();
      for (const a of kerned) for (const b of kerned) gains.set(a + b, Math.max(0, gain(a, b)));
      /** @param {string} letter */
      const plain = (letter) => letter.normalize('NFD').slice(0, 1);
      /** How much wider than its plain letter a letter stands beside others. @param {string} letter */
      const excess = (letter) =>
        kerned.includes(letter)
          ? 0
          : Math.max(
              0,
              ...kerned.flatMap((other) => [
                gain(letter, other) - (gains.get(plain(letter) + other) ?? 0),
                gain(other, letter) - (gains.get(other + plain(letter)) ?? 0),
              ]),
            );
      return {
        widths: all.map((range) =>
          range.map((text) => (isDrawn(text) ? Math.ceil(widest(text) + (text < 'ɐ' ? excess(text) : 0)) : 0)),
        ),
        pairs: kerned.map((left) => ({
          left,
          gains: kerned.map((right) => ({ right, gain: Math.ceil(Math.round(gains.get(left + right) ?? 0) / 10) })),
        })),
      };
    },
    { family, weights, ranges, kerned },
  );

/**
 * Rows of left characters that kern alike: the characters, then each gain in base 36 with the characters to the right of
 * which it is one, parted by tabs.
 *
 * @param {Awaited<ReturnType<typeof measure>>['pairs']} pairs
 */
function kerningRows(pairs) {
  /** @type {Map<string, string>} */
  const lefts = new Map();
  for (const { left, gains } of pairs) {
    const values = [...new Set(gains.map(({ gain }) => gain))].filter((gain) => gain > 0).toSorted((a, b) => a - b);
    const parts = values.map((value) => {
      const rights = gains.filter(({ gain }) => gain === value).map(({ right }) => right);
      return `${value.toString(36)}${rights.join('')}`;
    });
    if (parts.length > 0) lefts.set(parts.join('\t'), (lefts.get(parts.join('\t')) ?? '') + left);
  }
  return [...lefts].map(([parts, left]) => `${left}\t${parts}`);
}

/** A string literal as the house writes it. @param {string} text */
function literal(text) {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t');
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}

/** @param {readonly string[]} rows */
const quoted = (rows) => rows.map((row) => `    ${literal(row)},`).join('\n');

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
const kernings = [];
for (const font of fonts) {
  const { widths, pairs } = await measure(page, font);
  const rows = ranges.flatMap(([from], index) => rowsOf(from, widths[index] ?? []));
  tables.push(`  ${font.name}: [\n${quoted(rows)}\n  ],`);
  kernings.push(`  ${font.name}: [\n${quoted(kerningRows(pairs))}\n  ],`);
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

/**
 * By how much pairs are wider than their parts, in hundredths of the text size. A row: characters, and, after tabs, a gain
 * in base 36 with those on the right of which it is one.
 */
export const textKernings = {
${kernings.join('\n')}
} as const;
`,
);
