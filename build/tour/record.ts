import type { Hands } from './hands.ts';
import type { TourLog } from './log.ts';
import type { TourScript } from './script.ts';

/** The record put together, signed by two people, with keys made on the spot where they had none, and verified in the app. */
export async function makeRecord(hands: Hands, log: TourLog, script: TourScript, review: string): Promise<void> {
  const { page } = hands;
  await log.step('Record: put together', async () => {
    await hands.goTo(`#/reviews/${review}/record`);
    await page.getByRole('button', { name: 'Put the record together' }).click();
    await page.getByRole('link', { name: 'Record as a zip' }).waitFor({ timeout: 60_000 });
  });
  for (const { role, member, passphrase, key } of script.signers)
    await log.step(`Record: signed as ${role}`, async () => {
      await page.getByRole('button', { name: new RegExp(`Sign here as ${role.replace('-', ' ')}`, 'i') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('You are').selectOption(member);
      if (key === 'made on the spot') {
        await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
        await dialog.getByLabel('The same again').fill(passphrase);
        await dialog.getByRole('button', { name: 'Make the key' }).click();
      }
      await dialog.getByLabel('Passphrase of this key').fill(passphrase, { timeout: 90_000 });
      await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
      await dialog.waitFor({ state: 'detached', timeout: 90_000 });
    });
  await log.step('Record: verified in the app', () => hands.see(/^.?\s*Verified: intact/));
}
