/** What XML 1.0 allows in a document; everything else, lone surrogates included, cannot even be escaped. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text for an XML element or attribute value; what XML cannot carry is left out. */
export const xmlText = (text: string): string =>
  text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** The same for an attribute whose line breaks and tabs must survive the reader's normalisation. */
export const xmlAttribute = (text: string): string =>
  xmlText(text).replaceAll('\n', '&#10;').replaceAll('\r', '&#13;').replaceAll('\t', '&#9;');

/** Whether a text is read from the right: its first letter of a sure direction decides. */
export function isRightToLeft(text: string): boolean {
  const first = /[\p{L}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u.exec(text)?.[0];
  return (
    first !== undefined &&
    /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(first)
  );
}
