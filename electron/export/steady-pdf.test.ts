import { expect, it } from 'vitest';
import { steadyPdf } from './steady-pdf.ts';

const at = Date.UTC(2026, 2, 16, 11, 2, 3);
const printed = (date: string, ids: readonly string[]): Buffer =>
  Buffer.from(
    `%PDF-1.4\n\xff\xfe<</CreationDate (D:${date}+00'00')\n/ModDate (D:${date}+00'00')>>\n(D:20200101000000)\n` +
      `${ids.map((id) => `/ID (node${id})>>`).join('\n')}\n/Names [(node${ids[0]}) 7 0 R]`,
    'latin1',
  );

it('makes two printings of a report the same bytes, and moves nothing in them', () => {
  const one = steadyPdf(printed('20261123203553', ['00000049', '00000050', '00000131']), at);
  const other = steadyPdf(printed('20261123203601', ['00000048', '00000049', '00000130']), at);
  expect(one).toEqual(other);
  expect(Buffer.from(one)).toEqual(printed('20260316110203', ['00000001', '00000002', '00000003']));
});
