import { expect, it } from 'vitest';
import type { ServiceId } from '../domain/ids.ts';
import { figure, form, hour, openLight, packageWith, start, workspace } from '../domain/light/test-light.ts';
import { reportHtml } from './report-html.ts';
import { testHead } from './test-head.ts';
import { reviewToRecord } from './review-record.ts';

const print = (test: ReturnType<typeof openLight>): string => {
  const record = reviewToRecord(test.review(), workspace, { events: test.events.length, head: 'b'.repeat(64) });
  return reportHtml(record, workspace, testHead, '')
    .replaceAll(/<\/?span[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ');
};

it('[M7.1] the record of a light review prints the form, the figures, and what was waived, and tells of no meeting', () => {
  const test = openLight();
  test.content = packageWith(figure('p95', 0.4), figure('error_rate', null));
  test.seal();
  test.run({ ...form, withoutBaseline: 'Too young for a baseline.' } as typeof form);
  test.now = start + 25 * hour;
  test.run({ type: 'light.settle' });
  const html = print(test);
  expect(html).toContain('It closed by itself.');
  expect(html).toContain('Waived: figures without a baseline');
  expect(html).toContain('Too young for a baseline.');
  expect(html).toContain('Nobody met: a form was filed, and it closed by itself.');
  expect(html).not.toContain('No cause was recorded.');
});

it('[M7.1] the record of a light review that was promoted prints who dissented, and why', () => {
  const test = openLight();
  test.seal();
  test.run(form);
  test.run({ type: 'light.dissent', by: 'ops-01', reason: 'Two gates answered late.' });
  const html = print(test);
  expect(html).toMatch(/ops-01<?.* dissented on .*: .*Two gates answered late\./i);
});

it('[M7.2] the record of a joint review prints each service, who spoke for it, and what was waived', () => {
  const test = openLight('light', ['payments']);
  test.seal();
  test.run(form);
  test.run({ type: 'joint.concur', service: 'checkout' as ServiceId, member: 'rel-01' });
  test.run({ type: 'joint.waive', service: 'payments' as ServiceId, reason: 'Its team is at sea.' });
  test.now = start + 25 * hour;
  expect(test.run({ type: 'light.settle' })).toContain('review.closed.v1');
  const html = print(test);
  expect(html).toMatch(/<td>payments<\/td> <td>payments@1\.0\.0<\/td> <td class="name">eng-01<\/td>/);
  expect(html).toContain('did not say. <b>Waived</b> by rel-01: Its team is at sea.');
});
