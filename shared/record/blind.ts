import { canonicalJson, type Json } from '../journal/canonical-json.ts';

/**
 * Puts 128 bits that nobody can guess into a file that the program made from the review, without changing what it says.
 * Without them a reader of a redacted copy could guess a withheld value, make the file anew and compare its hash with the
 * signed one. Forms that can carry nothing unseen come back as they were. `blind` is 32 hex digits.
 */
export function withBlind(name: string, text: string, blind: string): string {
  const ending = /\.[a-z0-9]+$/.exec(name)?.[0];
  switch (ending) {
    case '.html':
    case '.svg':
    case '.md':
    case '.drawio':
      return `${text}${text.endsWith('\n') ? '' : '\n'}<!-- blind ${blind} -->\n`;
    case '.mmd':
      return `${text}${text.endsWith('\n') ? '' : '\n'}%% blind ${blind}\n`;
    case '.vtt':
      return `${text}${text.endsWith('\n') ? '' : '\n'}\nNOTE blind ${blind}\n`;
    case '.json':
      return /^\s*\{\s*"/.test(text) ? text.replace('{', `{"blind":"${blind}",`) : text;
    case '.csv':
      return blindCsv(text, blind);
    default:
      return text;
  }
}

/** review.json with the member `blind`, canonical as before; it is withheld in every redacted copy. */
export const blindReview = (reviewJson: string, blind: string): string =>
  canonicalJson({ ...(JSON.parse(reviewJson) as { readonly [key: string]: Json }), blind });

/** One more column. A line break within quotes ends no row. */
function blindCsv(text: string, blind: string): string {
  let isQuoted = false;
  let isHead = true;
  return text.replaceAll(/"|\r?\n/g, (found) => {
    if (found === '"') isQuoted = !isQuoted;
    if (found === '"' || isQuoted) return found;
    const cell = isHead ? 'blind' : blind;
    isHead = false;
    return `,${cell}${found}`;
  });
}
