import { expect, it } from 'vitest';
import { labelledPairs } from '../../shared/domain/cause/labelled-findings.ts';
import type { PastFinding } from '../../shared/domain/cause/past-finding.ts';
import { createFindingIndex } from '../../shared/domain/cause/similar-findings.ts';

it('[M4.3] 10,000 findings are asked while somebody types', () => {
  const texts = labelledPairs.flatMap(([, a, b]) => [a, b]);
  const many = Array.from({ length: 10_000 }, (_, at): PastFinding => ({
    review: `r-${at % 3000}`,
    cause: 'cau1',
    text: `${texts[at % texts.length] ?? ''} ${texts[(at * 7) % texts.length] ?? ''} system${at % 997}`,
    class: 'capacity',
    component: 'checkout',
    service: 'checkout',
    at,
    state: 'supported',
  }));
  const begun = performance.now();
  const made = createFindingIndex(many);
  const built = performance.now();
  const asked = 'Pool limit halved by the new default';
  const probe = { class: null, component: null, service: 'checkout' };
  for (let end = 1; end <= asked.length; end += 1) made.similar({ ...probe, text: asked.slice(0, end) }, 0);
  const each = (performance.now() - built) / asked.length;
  console.info(`10,000 findings: index ${(built - begun).toFixed(0)} ms, each keystroke ${each.toFixed(2)} ms`);
  // Asking must not read every text again, which is what making the index does: a comparison that no busy machine upsets.
  expect(each * 4).toBeLessThan(built - begun);
});
