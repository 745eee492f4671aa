import { parseDocument } from 'yaml';
import { err, ok, type Result } from '../lib/result.ts';
import { createTextPlaces } from '../lib/text-place.ts';
import type { RecordFault } from './format.ts';
import { tooDeepAt } from './yaml-depth.ts';

/** Characters of one YAML document; larger ones are refused before they are parsed. */
const maxYamlLength = 1024 * 1024;
/** References that aliases may be followed to, all together, before the document counts as one made to swell. */
const maxAliases = 100;

/** How deep lists and maps may lie in each other; the library composes them by recursion. */
export const deepestYaml = 64;

/**
 * Reads one YAML 1.2 document of the core schema. Tags are not followed (what they mark is read as plain data), times stay
 * text, a key that stands twice is refused, as are aliases that swell. A fault says the line and column in the document.
 */
export function readYaml(text: string): Result<unknown, RecordFault> {
  const bad = (code: string, message: string): Result<never, RecordFault> =>
    err({ code, path: '', message: message.slice(0, 500) });
  if (text.length > maxYamlLength) return bad('too-large', 'the document is longer than 1 MiB');
  if (text.includes('\0')) return bad('nul-byte', 'the document holds a NUL byte; export the file again');
  if (text.includes('\uFFFD'))
    return bad('bad-encoding', 'the document is not UTF-8; save the file as UTF-8 and bring it in again');
  if (tooDeepAt(text, deepestYaml) !== null)
    return bad('malformed-yaml', `it is nested deeper than ${deepestYaml} levels`);
  try {
    const document = parseDocument(text, {
      schema: 'core',
      resolveKnownTags: false,
      merge: false,
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'error',
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const { line, column } = createTextPlaces(text)(error.pos[0]);
      return bad('malformed-yaml', `line ${line}, column ${column}: ${error.message.split('\n')[0] ?? ''}`);
    }
    return ok(document.toJS({ maxAliasCount: maxAliases }) as unknown);
  } catch (error) {
    if (error instanceof ReferenceError && error.message.startsWith('Unresolved alias'))
      return bad('malformed-yaml', 'it refers to an anchor that is not in this document');
    if (error instanceof ReferenceError)
      return bad('malformed-yaml', 'its aliases swell to more than a document may hold; write the values out');
    throw error;
  }
}
