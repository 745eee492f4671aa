/** Text that is safe to stand in HTML: made only by `html`. */
export type Html = { readonly markup: string };

type Part = Html | string | number | readonly Html[];

const escapes: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const render = (part: Part): string => {
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (char) => escapes[char] ?? char);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map((each) => each.markup).join('');
};

/** What somebody wrote or is called, in whichever direction its script runs. */
export const said = (text: string): Html => html`<span dir="auto">${text}</span>`;

/** Parts one after the other with a mark between them. */
export const joined = (parts: readonly Html[], mark: string): readonly Html[] =>
  parts.map((part, index) => (index === 0 ? part : html`${mark}${part}`));

/** A template in which every value is escaped unless it is itself such a template. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: texts.reduce((all, text, index) => all + render(parts[index - 1] ?? '') + text),
});
