// The one smoke test that runs in whichever shell is here.
import { describe, expect, it } from 'vitest';
import { canDrive } from '../support/built.ts';
import { launch } from '../support/launch.ts';
import { createStage } from '../support/stage.ts';

const stage = createStage('launch');

describe.skipIf(!canDrive)('the built app', () => {
  it('opens on a workspace, shows what it holds, keeps what is entered, and ends when its window closes', async () => {
    await stage.copySample();
    const first = await launch(stage.workspace, stage.data);
    expect(new URL(first.page.url()).origin).toBe(
      first.shell === 'electron' ? 'hotwash://app' : 'http://hotwash.localhost',
    );
    await first.page.getByText('Sample organisation').first().waitFor();
    const people = first.page.getByText(/^\d+ people/);
    const count = Number.parseInt(await people.innerText(), 10);
    await first.page.getByRole('button', { name: 'Add a person' }).first().click();
    const dialog = first.page.getByRole('dialog');
    await dialog.getByLabel('Code').fill('ops-77');
    await dialog.getByLabel('Shown as').fill('Night watch');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await first.page.getByText(`${count + 1} people`).waitFor();
    await first.close();
    const second = await launch(stage.workspace, stage.data);
    await second.page.getByText(`${count + 1} people`).waitFor();
    await second.close();
  });
});
