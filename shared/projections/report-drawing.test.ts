import { expect, it } from 'vitest';
import { goTo, member, startTestReview, type TestReview } from '../domain/review/test-review.ts';
import { reportHtml } from './report-html.ts';
import { testHead } from './test-head.ts';
import { reviewToRecord } from './review-record.ts';

function drawn(causes: readonly string[], canvas: 'fishbone' | 'five-whys'): string {
  const test: TestReview = startTestReview();
  goTo(test, 'causes');
  test.append({ type: 'canvas.opened.v1', body: { canvas, reason: null } });
  for (const [index, text] of causes.entries())
    test.done({
      type: 'cause.propose',
      id: `cau${index}`,
      text,
      author: member('eng-02'),
      parent: index % 3 === 2 ? `cau${index - 1}` : null,
      category: index % 2 === 0 ? 'process' : 'detection',
    });
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  return reportHtml(record, test.workspace, testHead, '');
}

it('draws the causes into the report, told in words too, and never as markup', () => {
  const html = drawn(['the pool <b> was halved', 'no check compares them', 'nobody asked'], 'fishbone');
  expect(html.match(/<svg[^>]*class="causes-drawn"/g)).toHaveLength(1);
  expect(html).toMatch(/aria-labelledby="drawing-1-title drawing-1-desc"/);
  expect(html).toContain('Process: the pool &lt;b&gt; was halved (hypothesis).');
  expect(html).toContain('Fishbone. Numbers are those of the evidence.');
  expect(html).not.toMatch(/<b>/);
});

it('draws a tree of whys where that is what the room drew', () => {
  expect(drawn(['the pool was halved', 'no check', 'nobody asked'], 'five-whys')).toContain(
    '5 Whys. Numbers are those of the evidence.',
  );
});

it('takes a page for each bone where one would be too small to read, no drawing name twice, and none for too many', () => {
  const some = drawn(
    Array.from({ length: 16 }, (_, index) => `cause ${index}: nobody read the release note before the rollout began`),
    'fishbone',
  );
  const names = [...some.matchAll(/id="(drawing-\d+-title)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(1);
  expect(new Set(names).size).toBe(names.length);
  const many = drawn(
    Array.from({ length: 160 }, (_, index) => `cause ${index}`),
    'fishbone',
  );
  expect(many).not.toContain('causes-drawn"');
  expect(many).toContain('fishbone.svg and five-whys.svg');
});
