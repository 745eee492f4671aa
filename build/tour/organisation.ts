import type { Hands } from './hands.ts';
import type { TourInput } from './input.ts';
import type { TourLog } from './log.ts';

/** An empty workspace gets its roster by hand, as a newcomer would do it, and somebody sits down. */
export async function foundOrganisation(hands: Hands, log: TourLog, { script }: TourInput): Promise<void> {
  const { page } = hands;
  await log.step('A roster is written, and somebody sits down', async () => {
    await hands.goTo('#/');
    await page.getByRole('button', { name: 'Name the organisation' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(script.organisation);
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const { code, role, leads } of script.roster) {
      await page.getByRole('button', { name: 'Add a person' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Code').fill(code);
      await dialog.getByLabel('Shown as').fill(code.replace('-', ' ').replace(/^./, (first) => first.toUpperCase()));
      await dialog.getByLabel('Role').selectOption(role);
      if (leads) await dialog.getByLabel('May facilitate reviews').check();
      await dialog.getByRole('button', { name: 'Add' }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: 'Sit down as somebody else' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('select').selectOption(script.facilitator);
    await dialog.getByRole('button', { name: /Sit down/ }).click();
    await dialog.waitFor({ state: 'detached' });
  });
}
