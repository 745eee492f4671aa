import { leaveField, type Hands } from './hands.ts';
import type { TourLog } from './log.ts';
import type { TourScript } from './script.ts';

/** From the first cause to a drawn, judged and classed one: each step refused where it comes too early. */
export async function findCauses(hands: Hands, log: TourLog, script: TourScript): Promise<void> {
  const { page } = hands;
  const idea = page.getByRole('treeitem').filter({ hasText: script.idea });
  await log.step('Causes: before the three questions no cause is taken up', async () => {
    await page.getByRole('button', { name: 'Take it up' }).click();
    return hands.refusal('M4.1');
  });
  await log.step('Causes: the three questions ask for a fishbone', () => answerTriage(hands));
  await log.step('Causes: without evidence a cause is not supported', async () => {
    await page.getByRole('button', { name: 'Take it up' }).click();
    await idea.waitFor();
    await idea.click();
    await hands.press('2');
    return hands.refusal('M4.6');
  });
  await log.step('Causes: with evidence it is', async () => {
    for (const piece of script.causeEvidence) {
      await hands.press('e');
      await hands.attach(piece);
    }
    await hands.press('2');
    await page.getByRole('treeitem', { name: /supported/ }).waitFor();
  });
  await log.step('Causes: the fishbone is drawn by keys', () => drawByKeys(hands, script));
  await log.step('Causes: the root cause is classed', async () => {
    await idea.click();
    await classAs(hands, script.cause.class);
  });
  await log.step('Causes: a topic is parked', async () => {
    await idea.click();
    await hands.press('p');
    await hands.say(script.parked);
    await hands.see(/1 parked/);
    await leaveField(page);
    await hands.press('n');
    await page.getByRole('heading', { name: 'Actions' }).first().waitFor();
  });
}

/** By keys: no direct evidence, not seen before, several components; then the canvas that this asks for. */
export async function answerTriage(hands: Hands): Promise<void> {
  const { page } = hands;
  await leaveField(page);
  await hands.press('t');
  for (const [question, key] of [
    ['directEvidence', 'n'],
    ['recurring', 'n'],
    ['severalComponents', 'y'],
  ] as const) {
    await page.locator(`[data-triage] [aria-labelledby="triage-${question}"] button`).first().waitFor();
    // The focus follows a frame later; a key before it would be the room's own.
    await page.locator('[data-triage] button:focus').waitFor();
    await hands.press(key);
  }
  await page.getByRole('button', { name: /^Open Fishbone/ }).click();
  await hands.see(/^Fishbone, as the answers ask for/);
}

/** Classes the chosen cause. */
export async function classAs(hands: Hands, title: string): Promise<void> {
  const { page } = hands;
  await hands.press('d');
  await page.getByRole('radio', { name: title }).check();
  await page.getByRole('button', { name: /^Class it/ }).click();
  await page.getByRole('form', { name: 'Class' }).waitFor({ state: 'detached' });
}

/** A sibling by Enter, a why below it by Tab, in the order of the outline. */
async function drawByKeys(hands: Hands, { cause }: TourScript): Promise<void> {
  const { page } = hands;
  await page.getByRole('treeitem').first().click();
  await hands.press('Enter');
  await hands.say(cause.beside);
  const row = page.getByRole('treeitem').filter({ hasText: cause.beside });
  await row.waitFor();
  await row.click();
  await hands.press('Tab');
  await hands.say(cause.why);
  await page.getByRole('treeitem', { name: new RegExp(cause.why) }).waitFor();
  await leaveField(page);
}
