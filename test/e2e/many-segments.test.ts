// [M3.6] An hour and more of a transcript, in the real editor: what is drawn, where the keys lead, and what a deletion leaves.
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { transcriptImportSchema } from '../../shared/contract/transcript-procedures.ts';
import { seriousFaults } from '../support/accessibility.ts';
import { canDrive } from '../support/built.ts';
import { createStage } from '../support/stage.ts';

const shots = process.env['HOTWASH_SHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `transcript-${name}.png`) });
};

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

const row = (page: Page, number: number): Locator => page.locator(`[role="row"][aria-rowindex="${number}"]`);
const many = 20_000;

/** An hour and more of one sentence after the other, by 200 people. */
const longVtt = (): string => {
  const time = (ms: number): string => new Date(ms).toISOString().slice(11, 23);
  const cue = (number: number): string =>
    `${time(number * 2000)} --> ${time(number * 2000 + 1800)}\n<v Person ${number % 200}>Sentence ${number} of the meeting${number % 7 === 0 ? ', which goes on for two lines of the list, since somebody could not come to an end of it and went on, and on' : ''}.</v>\n`;
  return `WEBVTT\n\n${Array.from({ length: many }, (_, number) => cue(number)).join('\n')}`;
};

describe.skipIf(!canDrive)(`a transcript of ${many} segments`, () => {
  const stage = createStage('long-transcript');
  const review = 'r-2026-001';
  let page: Page;
  let transcript = '';

  beforeAll(async () => {
    await stage.copySample();
    ({ page } = await stage.start());
    page.setDefaultTimeout(30_000);
    const answer = await page.evaluate(
      async ([of, body]) => {
        const response = await fetch(`/api/transcript.import?name=long.vtt&review=${of}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/octet-stream' },
          body,
        });
        return response.text();
      },
      [review, longVtt()] as const,
    );
    const taken = z.object({ value: transcriptImportSchema }).safeParse(JSON.parse(answer));
    if (!taken.success) throw new Error(`The file was not taken: ${answer}`);
    ({ transcript } = taken.data.value);
    await page.evaluate((id) => void (location.hash = `#/transcripts/${id}`), transcript);
    await page.locator('[aria-rowindex="1"]:focus').waitFor();
    // The editor opens with the first words; the end is only where it is once all have come in.
    await page.locator(`[role="grid"][aria-rowcount="${many}"]`).waitFor();
  });

  it('[M3.6] draws only what is in sight, and the keyboard is never lost, however far it goes', async () => {
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex'));
    for (const [key, number] of [
      ['End', many],
      ['ArrowUp', many - 1],
      ['Home', 1],
      ['PageDown', 13],
    ] as const) {
      await press(page, key);
      await expect.poll(focused).toBe(String(number));
      expect(await row(page, number).isVisible()).toBe(true);
    }
    await press(page, 'Control+f');
    await page.keyboard.type('sentence 15007 of');
    await press(page, 'Enter', 'Escape');
    await expect.poll(focused).toBe('15008');
    const elements = await page.evaluate(() => document.querySelectorAll('*').length);
    console.log(`elements in the editor at ${many} segments: ${elements}`);
    expect(elements).toBeLessThanOrEqual(700);
    expect(await page.getByRole('row').count()).toBeLessThan(80);
    await shoot(page, 'long');
  });

  it('[M3.6] rows stand one below the other without a gap, wherever the list is scrolled to', async () => {
    const list = page.getByRole('grid');
    for (const share of [0.1, 0.77, 0.5, 1, 0]) {
      await list.evaluate((element, at) => (element.scrollTop = element.scrollHeight * at), share);
      await page.waitForTimeout(200);
      const gaps = await list.evaluate((element) => {
        const seen = element.getBoundingClientRect();
        const boxes = [...element.querySelectorAll('[data-index]')].map((each) => each.getBoundingClientRect());
        const shown = boxes.filter(({ top, bottom }) => bottom > seen.top && top < seen.bottom);
        return shown.toSorted((a, b) => a.top - b.top).map((box, at) => box.top - (shown[at - 1]?.bottom ?? box.top));
      });
      expect(gaps.length).toBeGreaterThan(5);
      expect(gaps.filter((gap) => Math.abs(gap) > 0.5)).toEqual([]);
    }
  });

  it('[M3.6] once it was deleted, its place says when and by whom, and nothing else', async () => {
    const answer = await page.evaluate(
      async (input) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch('/api/retention.delete', { method: 'POST', headers, body: JSON.stringify(input) })).text();
      },
      { kind: 'transcript', review, id: transcript, reason: 'It was taken in by mistake.', by: 'rel-01' },
    );
    expect(JSON.parse(answer)).toMatchObject({ ok: true });
    await page.getByText(/^It was deleted.* on /).waitFor();
    expect(await page.getByText('Sentence 1 of the meeting').count()).toBe(0);
    expect(await seriousFaults(page)).toEqual([]);
    await shoot(page, 'deleted');
  });
});
