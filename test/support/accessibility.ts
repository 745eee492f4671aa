import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Faults of impact serious or critical on what the page shows now, in both colour schemes, each as
 * `scheme: rule at selector: what is wrong`. Leaves the page in the light scheme.
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations, passes } = await runAxe(page);
    if (passes.length < 10) throw new Error(`axe looked at too little: ${passes.length} rules`);
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        for (const { target, any, all, none } of nodes)
          faults.push(`${colorScheme}: ${id} at ${target.join(' ')}: ${[...any, ...all, ...none][0]?.message ?? ''}`);
  }
  return faults;
}

/** By the debugging protocol, since the page's own policy lets no foreign script in. */
async function runAxe(page: Page): Promise<AxeResults> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(() => (globalThis as unknown as { readonly axe: { run(): Promise<AxeResults> } }).axe.run());
}
