/** Words as they are compared: small letters, without punctuation. */
export const spokenWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);

/**
 * Word error rate: the fewest words to put in, take out or exchange to make `said` of `heard`, by words said. May be
 * above 1. 0 where nothing was said and nothing heard, 1 where only nothing was said.
 */
export function wordErrorRate(said: string, heard: string): number {
  const [from, to] = [spokenWords(said), spokenWords(heard)];
  if (from.length === 0) return to.length === 0 ? 0 : 1;
  let row = to.map((_, index) => index + 1);
  from.forEach((word, place) => {
    let diagonal = place;
    let left = place + 1;
    row = row.map((above, index) => {
      left = Math.min(above + 1, left + 1, diagonal + (to[index] === word ? 0 : 1));
      diagonal = above;
      return left;
    });
  });
  return (row.at(-1) ?? from.length) / from.length;
}
