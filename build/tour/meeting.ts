import { standardAgenda } from '../../shared/domain/agenda/agenda.ts';
import { leaveField, type Hands } from './hands.ts';
import type { TourLog } from './log.ts';
import type { TourScript } from './script.ts';

/** Seats, refused and then filled, and the sealed package: from draft to prepared. */
export async function prepareReview(hands: Hands, log: TourLog, script: TourScript, review: string): Promise<void> {
  const { page } = hands;
  await log.step('Prepare: sealing with an empty seat is refused', async () => {
    await hands.goTo(`#/reviews/${review}/prepare`);
    await page.getByRole('button', { name: /Seal the package/ }).click();
    return hands.refusal('M1.1');
  });
  await log.step('Prepare: seats and facilitator are named', async () => {
    for (const { seat, accountable, deputy } of script.seats) {
      const person = page.getByLabel(`Accountable for ${seat}`);
      await person.selectOption(accountable);
      await page.waitForFunction(
        ([name, value]) => {
          const select = [...document.querySelectorAll('select')].find(
            (each) => each.labels?.[0]?.innerText.startsWith(name ?? '') ?? false,
          );
          return select?.value === value;
        },
        [`Accountable for ${seat}`, accountable] as const,
      );
      await page
        .getByLabel(/^Deputy/)
        .nth(script.seats.findIndex((each) => each.seat === seat))
        .selectOption(deputy);
    }
    await page.getByLabel(/^Facilitator/).selectOption(script.facilitator);
    await page.getByText('nobody facilitates').waitFor({ state: 'detached' });
  });
  if (script.holes.length > 0)
    await log.step('Prepare: what nothing measures is mapped, or waived with a reason', async () => {
      for (const hole of script.holes) await closeHole(page, hole);
      await page.getByText('measured by nothing').first().waitFor({ state: 'detached' });
    });
  const { rule } = script;
  if (rule !== null)
    await log.step(`Prepare: ${rule.metric} gets a decision rule and an owner`, async () => {
      await page.getByLabel(/^this value/).fill(rule.threshold);
      await page.getByLabel('we would').fill(rule.consequence);
      await page.getByLabel(`Owner of ${rule.metric}`).selectOption(rule.owner);
      await page.getByRole('button', { name: `Keep the rule for ${rule.metric}` }).click();
      await page.getByText('Every metric has a decision rule and an owner.').waitFor();
    });
  await log.step('Prepare: the package is sealed', async () => {
    await page.getByRole('button', { name: /Seal the package/ }).click();
    await page.getByRole('link', { name: 'Open the room' }).waitFor();
  });
  await log.step('Prepare: the package is written for those who will attend', async () => {
    await page.getByRole('button', { name: 'Send to attendees' }).click();
    await page.getByRole('button', { name: 'Write the files' }).click();
    await page.getByRole('link', { name: 'package.html' }).waitFor();
    await page.getByRole('link', { name: 'package.pdf' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
}

/** A hole in the KPI map, on the screen where a review is prepared. */
async function closeHole(page: Hands['page'], hole: TourScript['holes'][number]): Promise<void> {
  if ('metric' in hole) {
    await page.getByLabel(new RegExp(`^${hole.kpi} of .* is measured by`)).selectOption(hole.metric);
    return;
  }
  const what = hole.kpi.toLowerCase();
  await page.getByLabel(`Or go on without ${what}, because`).fill(hole.reason);
  await page.getByRole('button', { name: `Waive ${what}` }).click();
  await page.getByText(hole.reason).waitFor();
}

/** Check-in, facts with evidence, a held idea, the agreement. */
export async function holdFacts(hands: Hands, log: TourLog, script: TourScript): Promise<void> {
  const { page } = hands;
  await log.step('Room: starting without a quorum asks for a reason', async () => {
    await page.getByRole('link', { name: 'Open the room' }).click();
    await hands.see('No quorum yet');
  });
  await log.step('Room: people check in and the clock starts', async () => {
    const more = page.getByRole('button', { name: /Somebody else of the roster/ });
    if (await more.isVisible()) await more.click();
    for (const member of script.present) {
      const code = new RegExp(member.replace('-', '.'), 'i');
      // The tick comes back from the journal, so it is waited for after the click.
      await page.getByRole('checkbox', { name: code }).click();
      await page.getByRole('checkbox', { name: code, checked: true }).waitFor();
    }
    await hands.see('✓ Quorate.');
    await leaveField(page);
    await hands.press('s');
    await page.getByRole('button', { name: 'Start the meeting' }).waitFor({ state: 'detached' });
    for (const item of standardAgenda.slice(0, 2)) {
      // The room takes keys once it shows the item.
      await page.getByRole('heading', { name: item.title }).first().waitFor();
      await hands.press('n');
    }
    await page.getByRole('heading', { name: 'Facts' }).waitFor();
  });
  for (const { text, evidence } of script.facts)
    await log.step(`Facts: “${text}”${evidence === null ? ' stays unsupported' : ' with evidence'}`, async () => {
      await hands.say(text);
      await page.getByRole('button', { name: text.replace(/^\d\d:\d\d /, '') }).waitFor();
      if (evidence === null) return;
      await leaveField(page);
      await hands.press('e');
      await hands.attach(evidence);
    });
  await log.step('Facts: a cause offered early is held, sealed', async () => {
    await leaveField(page);
    await hands.press('h');
    await hands.say(script.idea);
    await hands.see(/1 idea held/);
    if (await page.getByText(script.idea).isVisible()) throw new Error('The sealed idea can be read.');
  });
  await log.step('Agree: going on without the room’s agreement is refused', async () => {
    await leaveField(page);
    await hands.press('n');
    await page.getByRole('heading', { name: 'Agree' }).waitFor();
    await hands.press('n');
    return hands.refusal('M3.1');
  });
  await log.step('Agree: the room agrees on the facts', async () => {
    await hands.say(String(script.present.length));
    await hands.see(/agreed at/);
    await leaveField(page);
    await hands.press('n');
    await page.getByRole('heading', { name: 'Causes' }).first().waitFor();
  });
}

/** An action refused and then committed; the close refused and then done. */
export async function concludeReview(hands: Hands, log: TourLog, script: TourScript): Promise<void> {
  const { page } = hands;
  await log.step('Actions: an idea without owner, date and criterion is not committed', async () => {
    await hands.say(script.vagueAction);
    await hands.see(script.vagueAction);
    await leaveField(page);
    await hands.press('c');
    await page.getByRole('button', { name: 'Commit', exact: true }).click();
    return hands.refusal('M3.4');
  });
  await log.step('Actions: complete, it becomes a commitment', async () => {
    await page.getByRole('button', { name: 'Not yet' }).click();
    await leaveField(page);
    await hands.press('r');
    await hands.say(script.action);
    await hands.see(script.action);
    await leaveField(page);
    await hands.press('c');
    await page.getByLabel(/^Owner/).selectOption(script.owner);
    const due = new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel(/^Due/).fill(due);
    await page.getByLabel(/^Metric/).fill(script.criterion.metric);
    await page.getByLabel(/^Value/).fill(script.criterion.value);
    await page.getByLabel(/^Unit/).fill(script.criterion.unit);
    await page.getByLabel(/^Over/).fill(script.criterion.window);
    await page.getByRole('button', { name: 'Commit', exact: true }).click();
    await hands.see(/✓ .* by /);
  });
  await log.step('Close: with an open issue it is refused', async () => {
    await leaveField(page);
    await hands.press('n');
    await page.getByRole('heading', { name: 'Sign' }).first().waitFor();
    await hands.say(script.summary);
    return hands.refusal('M1.6');
  });
  await log.step('Close: every issue has an exit, the review is closed', async () => {
    await page.getByLabel(/^Exit/).selectOption('park');
    await page.getByLabel(/^Until/).fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole('button', { name: 'Give it this exit' }).click();
    await page.getByRole('button', { name: 'Give it this exit' }).waitFor({ state: 'detached' });
    await hands.say(script.summary);
    await page.getByRole('link', { name: 'To the record' }).waitFor();
  });
}
