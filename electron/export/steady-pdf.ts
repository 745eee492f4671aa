/**
 * A PDF as a browser printed it, without what differs from one printing to the next: its dates of creation and change become
 * `at` (epoch ms), and the ids of its tagged elements count from 1 in the order they had. Digits take the place of as many
 * digits, so that nothing in the file moves.
 */
export function steadyPdf(pdf: Uint8Array, at: number): Uint8Array {
  const bytes = Buffer.from(pdf);
  // One byte a letter, so that a place in the text is a place in the file.
  const text = bytes.toString('latin1');
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  for (const found of text.matchAll(/\/(?:CreationDate|ModDate) \(D:\d{14}/g))
    bytes.write(digits, found.index + found[0].length - digits.length, 'latin1');
  const elements = [...text.matchAll(/\(node(\d{8})\)/g)];
  const ids = [...new Set(elements.map(([, id = '']) => id))].toSorted();
  const numbers = new Map(ids.map((id, index) => [id, String(index + 1).padStart(8, '0')]));
  for (const { index, 1: id = '' } of elements) bytes.write(numbers.get(id) ?? id, index + '(node'.length, 'latin1');
  return bytes;
}
