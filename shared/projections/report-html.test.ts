import { expect, it } from 'vitest';
import { attach, claimAdd, goTo, startTestReview, testimony } from '../domain/review/test-review.ts';
import { reportHtml } from './report-html.ts';
import { reviewToRecord } from './review-record.ts';

const words = ['side', 'argue', 'lock', 'find', 'nerve', 'deny', 'file', 'blind'];
const fonts = '@font-face { font-family: "Report Text"; src: url(data:font/woff2;base64,AAAA) }';

function report(): string {
  const test = startTestReview();
  goTo(test, 'facts');
  test.done(claimAdd('clm1', 'لا يعمل <b>الدفع</b>'));
  attach(test, 'claim', 'clm1', testimony);
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  return reportHtml(record, test.workspace, words, fonts);
}

it('carries its own faces, and its policy lets nothing else in', () => {
  const html = report();
  expect(html).toContain(fonts);
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; font-src data:"`);
  expect(html).not.toMatch(/<script|<link|https?:\/\/(?!www\.w3\.org)/);
});

it('shows what people wrote in the direction of its script, and never as markup', () => {
  const html = report();
  expect(html).toMatch(/<span dir="auto">لا يعمل &lt;b&gt;الدفع&lt;\/b&gt;/);
  expect(html).toMatch(/<h1 dir="auto">/);
});

it('keeps together what fits on a page', () => {
  const html = report();
  for (const heading of ['Time, planned and taken', 'Who was there', 'To be signed by'])
    expect(html).toMatch(new RegExp(`<section class="whole( stays)?">\\s*<h2>${heading}`));
});
