import type { RedactionReport } from './report.ts';

/** What a reader of a redacted copy has to know, a sentence per line; the first is the one to show largest. */
export function redactionWords({
  fields,
  files,
  history,
  confirmed,
  unsignedReport,
}: RedactionReport): readonly string[] {
  const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return [
    `REDACTED COPY: ${fields.withheld} of ${count(fields.all, 'field')} and ${count(files.length, 'file')} withheld`,
    'What is shown is what was signed. What is withheld is shown by its signed hash alone, so it cannot be judged here.',
    ...(files.length === 0 ? [] : [`withheld files: ${files.join(', ')}`]),
    history === 'headers'
      ? 'the history is there by its headers: types, times and member codes of the events, without what they say'
      : 'the history is withheld: the checkpoint is signed, and the events under it cannot be counted here',
    ...(unsignedReport ? ['redacted-report.html was made from the copy and is signed by nobody'] : []),
    ...confirmed.map(({ file, form, reason }) => `kept although it looks like a name (${form} in ${file}): ${reason}`),
  ];
}
