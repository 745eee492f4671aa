import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { pictureName, sizes, themes, windowsOf, type RoomState } from './room-state.ts';

/** How two pictures of one state differ: the mean over all small blocks, and the worst one, both as parts of 255. */
export type Difference = { readonly mean: number; readonly worstBlock: number };

/** What is compared in blocks of this share of the width: letters' edges may differ, their places may not. */
const blocksAcross = 96;

/** The room's screen is sized in parts of its height alone, so that both sizes are one picture. These are what letters' edges and WebP cost. */
const most: Difference = { mean: 4, worstBlock: 60 };

/** Compares the two sizes of every picture of the room's screen and says the worst. True where all are the same picture. */
export async function compareSizes(
  context: BrowserContext,
  folder: string,
  states: readonly RoomState[],
  say: (text: string) => void,
): Promise<boolean> {
  const page = await context.newPage();
  const [small, large] = sizes.audience;
  const found: { readonly name: string; readonly difference: Difference }[] = [];
  for (const state of states) {
    if (!windowsOf(state).includes('audience')) continue;
    // A theme changes colours and moves nothing: one of them is enough.
    const [one, other] = [small, large].map((size) => join(folder, pictureName(state.id, 'audience', size, themes[0])));
    found.push({ name: state.id, difference: await comparePictures(page, one ?? '', other ?? '') });
  }
  await page.close();
  for (const key of ['mean', 'worstBlock'] as const) {
    const worst = found.toSorted((a, b) => b.difference[key] - a.difference[key])[0];
    if (worst !== undefined)
      say(
        `1080p against 4K, ${key === 'mean' ? 'mean' : 'worst block'}: ${worst.difference[key].toFixed(2)} of 255 (${worst.name})`,
      );
  }
  const bad = found.filter(({ difference }) => difference.mean > most.mean || difference.worstBlock > most.worstBlock);
  for (const { name } of bad) say(`FAIL ${name}: 1080p and 4K are not the same picture`);
  return bad.length === 0;
}

/** Draws the greater one at the size of the smaller, in a page of the browser, and compares. */
async function comparePictures(page: Page, small: string, large: string): Promise<Difference> {
  const [one, other] = await Promise.all([small, large].map(async (file) => (await readFile(file)).toString('base64')));
  return page.evaluate(
    async ({ pictures, across }) => {
      const draw = async (base64: string, width: number, height: number): Promise<Uint8ClampedArray> => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }), {
          resizeWidth: width,
          resizeHeight: height,
          resizeQuality: 'high',
        });
        const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
        if (pen === null) throw new Error('this browser has no canvas');
        pen.drawImage(bitmap, 0, 0);
        return pen.getImageData(0, 0, width, height).data;
      };
      const differ = async (width: number, height: number): Promise<{ mean: number; worstBlock: number }> => {
        const [a, b] = await Promise.all(pictures.map((each) => draw(each ?? '', width, height)));
        let sum = 0;
        let worst = 0;
        for (let index = 0, { length } = a ?? []; index < length; index += 4) {
          const by = (place: number): number => Math.abs((a?.[index + place] ?? 0) - (b?.[index + place] ?? 0));
          const one = (by(0) + by(1) + by(2)) / 3;
          sum += one;
          worst = Math.max(worst, one);
        }
        return { mean: sum / (width * height), worstBlock: worst };
      };
      return differ(across, Math.round((across * 9) / 16));
    },
    { pictures: [one, other], across: blocksAcross },
  );
}
