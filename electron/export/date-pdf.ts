/**
 * A PDF with its dates of creation and change set to `at` (epoch ms): a browser writes the moment it printed, and the same
 * report must be the same bytes. Digits take the place of digits, so that nothing in the file moves.
 */
export function datePdf(pdf: Uint8Array, at: number): Uint8Array {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const bytes = Buffer.from(pdf);
  // One byte a letter, so that a place in the text is a place in the file.
  for (const found of bytes.toString('latin1').matchAll(/\/(?:CreationDate|ModDate) \(D:\d{14}/g))
    bytes.write(digits, found.index + found[0].length - 14, 'latin1');
  return bytes;
}
