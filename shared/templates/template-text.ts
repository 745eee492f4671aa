import { err, ok, type Result } from '../lib/result.ts';
import type { TemplateFault } from './template-fault.ts';

/** Characters of a template's text. A template is read aloud from; what is longer is something else. */
export const longestTemplate = 64 * 1024;

/** `body` begins on line `bodyLine` of the text; `front` on line 2. Line ends are `\n`. */
export type TemplateText = { readonly front: string; readonly body: string; readonly bodyLine: number };

/** Parts a template's text into its front matter and what follows, or says why it cannot be one. */
export function splitTemplate(given: string): Result<TemplateText, TemplateFault> {
  const at = (line: number, column: number, message: string, todo: string): Result<never, TemplateFault> =>
    err({ line, column, message, todo });
  if (given.length > longestTemplate)
    return at(
      1,
      1,
      `The template has ${given.length.toLocaleString('en-GB')} characters; 65,536 is the most.`,
      'Shorten it; a template is a page or two.',
    );
  const text = given.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const odd = oddCharacter(text);
  if (odd !== null) return at(odd.line, odd.column, odd.message, odd.todo);
  const lines = text.split('\n');
  if (lines[0]?.trimEnd() !== '---')
    return at(1, 1, 'The template does not begin with its front matter.', 'Begin with a line of three hyphens: ---');
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end === -1)
    return at(1, 1, 'The front matter is never closed.', 'End it with a line of three hyphens: ---, before the text.');
  return ok({
    front: lines.slice(1, end).join('\n'),
    body: lines.slice(end + 1).join('\n'),
    bodyLine: end + 2,
  });
}

const badCharacters: readonly { readonly pattern: RegExp; readonly message: string; readonly todo: string }[] = [
  {
    pattern: /\uFFFD|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/,
    message: 'Here is a character that is not readable as UTF-8.',
    todo: 'Save the file as UTF-8 and bring it in again.',
  },
  {
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    pattern: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/,
    message: 'Here is a control character.',
    todo: 'Delete it; it cannot be seen, so retype the words around it.',
  },
  {
    pattern: /[\u202a-\u202e\u2066-\u2069]/,
    message: 'Here is a mark that turns the direction of writing, so that text shows otherwise than it stands.',
    todo: 'Delete it; text in any script runs the right way by itself.',
  },
];

function oddCharacter(text: string): TemplateFault | null {
  for (const { pattern, message, todo } of badCharacters) {
    const index = pattern.exec(text)?.index;
    if (index === undefined) continue;
    const before = text.slice(0, index).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message, todo };
  }
  return null;
}
