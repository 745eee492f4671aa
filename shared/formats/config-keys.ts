import { err, ok, type Result } from '../lib/result.ts';
import type { RecordFault } from './format.ts';
import { hashText } from './hash-text.ts';
import { readSettings, type Hide, type SettingsFormat } from './read-settings.ts';
import { deepestYaml } from './read-yaml.ts';

/** Settings of a configuration by their dotted path, in the order of the paths' code units. */
export type ConfigKeys = ReadonlyMap<string, string>;

/** Characters of one configuration that are read to compare it. */
export const longestConfig = 4 * 1024 * 1024;
/** Settings of one configuration that are compared. */
export const mostConfigKeys = 50_000;
/** Characters of one value; a longer one is stood for by its hash and length. */
const longestValue = 2000;

/** `sha256:` and 12 digits stand for what must not be shown: what was equal stays equal, and nothing can be read. */
const hashed: Hide = (value) => `sha256:${hashText(value, 12)}`;

/**
 * Flattens a configuration for comparing: JSON, YAML, .properties, a table of settings, or the export of a configuration
 * database, whose first column names the item and whose other columns are its attributes (`item.attribute`). The same
 * data gives the same keys in whichever of them it is written. Secrets are hashed, never kept.
 */
export function configKeys(text: string, format: SettingsFormat): Result<ConfigKeys, RecordFault> {
  const bad = (code: string, message: string): Result<never, RecordFault> => err({ code, path: '', message });
  if (text.length > longestConfig) return bad('too-large', 'it is longer than 4 MiB');
  if (text.includes('\0')) return bad('nul-byte', 'it holds a NUL byte; it is no text');
  if (format === 'json' && isTooDeep(text)) return bad('too-deep', `it is nested deeper than ${deepestYaml} levels`);
  const read = readSettings(text, format, hashed);
  if (!read.ok) return read;
  if (read.value.size > mostConfigKeys)
    return bad(
      'too-many-keys',
      `it has ${read.value.size.toLocaleString('en')} settings; at most ${mostConfigKeys.toLocaleString('en')} are compared`,
    );
  const entries = [...read.value].map(([key, value]) => [key, shortened(value)] as const);
  return ok(new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))));
}

const shortened = (value: string): string =>
  value.length > longestValue ? `sha256:${hashText(value)} of ${value.length} characters` : value;

/** Whether brackets lie deeper in each other than YAML may; those within strings do not count. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const sign = json[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) at += sign === '\\' ? 1 : 0;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > deepestYaml) return true;
  }
  return false;
}
