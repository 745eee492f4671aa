/** A show of hands as it is typed: `5 1 2`, and after it, where there is one, the letter of a choice. */
export type TypedHands = { readonly counts: readonly number[]; readonly letter: string | null };

/**
 * Reads hands typed at meeting speed: counts apart by blanks, commas or slashes, then perhaps one letter. The answer is
 * what is wrong where it cannot be read.
 */
export function parseHands(text: string, wanted: number, letters = ''): TypedHands | string {
  const parts = text
    .trim()
    .toLowerCase()
    .split(/[\s,;/]+/);
  const last = parts.at(-1) ?? '';
  const letter = last.length === 1 && letters.includes(last) && !/\d/.test(last) ? last : null;
  const counts = letter === null ? parts : parts.slice(0, -1);
  if (counts.length !== wanted || !counts.every((count) => /^\d{1,3}$/.test(count)))
    return wanted === 1
      ? 'Enter a number of hands.'
      : `Enter ${wanted} counts with blanks between them, like ${example(wanted)}.`;
  return { counts: counts.map(Number), letter };
}

const example = (wanted: number): string => Array.from({ length: wanted }, (_, index) => wanted - index).join(' ');

/** A question with its answers as typed: `Roll back? now / tomorrow / never`; without answers it is yes or no. */
export function parseVote(text: string): { readonly question: string; readonly options: readonly string[] } {
  const said = text.trim();
  const mark = said.search(/[?？؟](?=\s|$)/);
  if (mark === -1) {
    const [question = '', ...options] = said.split(/\s+\/\s+/);
    return options.length === 0 ? { question: said, options: ['yes', 'no'] } : { question, options };
  }
  const options = said
    .slice(mark + 1)
    .split('/')
    .map((option) => option.trim())
    .filter((option) => option !== '');
  return { question: said.slice(0, mark + 1), options: options.length === 0 ? ['yes', 'no'] : options };
}
