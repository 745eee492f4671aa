import { expect, it } from 'vitest';
import { datePdf } from './date-pdf.ts';

it('sets the dates of a PDF and moves nothing else in it', () => {
  const made = (digits: string): Buffer =>
    Buffer.from(
      `%PDF-1.4\n\xff\xfe<</CreationDate (D:${digits}+00'00')\n/ModDate (D:${digits}+00'00')>>\n(D:20200101000000)`,
      'latin1',
    );
  const at = Date.UTC(2026, 2, 16, 11, 2, 3);
  expect(Buffer.from(datePdf(made('20261123203553'), at))).toEqual(Buffer.from(made('20260316110203')));
});
