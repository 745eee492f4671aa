import type { RowOf } from '../domain/release/rows.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { createCsvReader } from './csv-reader.ts';
import type { RecordFault } from './format.ts';
import { settingsColumns, type SettingsColumns } from './settings-table.ts';
import { readYaml } from './read-yaml.ts';

export type SettingsFormat = RowOf<'snapshot'>['format'];

/** Settings of a configuration by their dotted path. What a secret is set to is never among them. */
export type Settings = ReadonlyMap<string, string>;

const secretName =
  /passw|passphrase|pwd|secret|token|credential|private.?key|api.?key|access.?key|connection.?string|authorization|cookie|salt/i;

/** `password=` within an address or a list of options, and what it is set to. */
const secretOption =
  /(?<![a-z0-9])((?:[a-z0-9]{1,40}[_.-]){0,3}(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|shared[_-]?access[_-]?key|sig)\s?=\s?)([^\s&;,"')\]}]{1,4000})/gi;

/** What stands for a value that must not be shown: of a secret all of it, of an address who logs in there and how. */
export type Hide = (value: string, of: 'secret' | 'user-info') => string;
const hidden: Hide = (_value, of) => `[${of}]`;

const shownValue = (path: string, value: string, hide: Hide): string =>
  secretName.test(path) && value !== ''
    ? hide(value, 'secret')
    : value
        .replace(/(?<=:\/\/)([^\s/@]{1,200})@/g, (_found, user: string) => `${hide(user, 'user-info')}@`)
        .replace(secretOption, (_found, name: string, secret: string) => `${name}${hide(secret, 'secret')}`);

const endings: ReadonlyMap<string, SettingsFormat> = new Map([
  ['json', 'json'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['properties', 'properties'],
  ['env', 'properties'],
  ['ini', 'properties'],
  ['cfg', 'properties'],
  ['conf', 'properties'],
]);

/** How a configuration is written, by its name's ending, else by how it begins. */
export function settingsFormat(name: string, text: string): SettingsFormat {
  const ending = /\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return endings.get(ending) ?? (/^\s*[[{]/.test(text) ? 'json' : 'text');
}

/**
 * Reads a configuration: leaves of JSON and YAML by their path (of several YAML documents with the document's number
 * before it), lines of properties, lines of anything else. Of CSV that has a column for keys and one for values each row
 * is a setting of the place that other columns name; of other CSV each filled cell is one, by `<first cell>.<column>`.
 */
export function readSettings(text: string, format: SettingsFormat, hide: Hide = hidden): Result<Settings, RecordFault> {
  const settings = new Map<string, string>();
  const add = (path: string, value: string): void => void settings.set(path, shownValue(path, value, hide));
  const body = text.replace(/^\uFEFF/, '');
  switch (format) {
    case 'json':
      return readJson(body, add, settings);
    case 'yaml':
      return readDocuments(body, add, settings);
    case 'properties':
      for (const [key, value] of readProperties(body)) add(key, value);
      return ok(settings);
    case 'csv':
      return readTable(body, add, settings);
    case 'text':
      for (const [index, line] of body.split(/\r?\n/).entries()) if (line.trim() !== '') add(`line ${index + 1}`, line);
      return ok(settings);
  }
}

type Add = (path: string, value: string) => void;

function readJson(text: string, add: Add, settings: Settings): Result<Settings, RecordFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ code: 'malformed-json', path: '', message: 'the configuration is not JSON; export it again' });
  }
  addLeaves(value, '', add);
  return ok(settings);
}

function readDocuments(text: string, add: Add, settings: Settings): Result<Settings, RecordFault> {
  const documents = text.split(/^---(?=[ \t\r]*$)/m).filter((part) => part.replace(/^[ \t]*#.*$/gm, '').trim() !== '');
  for (const [index, document] of documents.entries()) {
    const read = readYaml(document);
    if (!read.ok) return read;
    addLeaves(read.value, documents.length > 1 ? String(index + 1) : '', add);
  }
  return ok(settings);
}

/** Walks without recursion, since JSON may be nested as deeply as it is long. */
function addLeaves(root: unknown, prefix: string, add: Add): void {
  const waiting: (readonly [path: string, value: unknown])[] = [[prefix, root]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path, value] = next;
    if (typeof value !== 'object' || value === null) add(path, leafText(value));
    else
      for (const [key, member] of Object.entries(value).toReversed())
        waiting.push([path === '' ? key : `${path}.${key}`.slice(0, 1000), member]);
  }
}

const leafText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Lines as java.util.Properties reads them, with sections of INI files as a prefix. */
function* readProperties(text: string): Iterable<readonly [key: string, value: string]> {
  let section = '';
  let begun: string | null = null;
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const whole: string = (begun ?? '') + line.trimStart();
    if (begun === null && /^[#!;]/.test(whole)) continue;
    const ends = isContinued(whole) ? whole.slice(0, -1) : whole;
    begun = ends !== whole && index < lines.length - 1 ? ends : null;
    if (begun !== null) continue;
    const heading = /^\[([^\]]+)\]\s*$/.exec(ends);
    if (heading !== null) {
      section = `${heading[1]}.`;
      continue;
    }
    const match = /^((?:\\.|[^\s=:\\])+)\s*[=:]?\s*(.*)$/s.exec(ends);
    if (match !== null) yield [section + unescaped(match[1] ?? ''), unescaped(match[2] ?? '')];
  }
}

/** Whether an odd number of backslashes ends a line. */
function isContinued(line: string): boolean {
  let from = line.length;
  while (line[from - 1] === '\\') from -= 1;
  return (line.length - from) % 2 === 1;
}

const controls: { readonly [sign: string]: string } = { t: '\t', n: '\n', r: '\r', f: '\f' };

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_found, code: string | undefined, char = '') =>
    code === undefined ? (controls[char] ?? char) : String.fromCharCode(parseInt(code, 16)),
  );

function readTable(text: string, add: Add, settings: Settings): Result<Settings, RecordFault> {
  const reader = createCsvReader();
  const [head, ...rows] = [...reader.push(text), ...reader.end()];
  for (const record of head === undefined ? [] : [head, ...rows])
    if (record.kind === 'unreadable') return err(record.fault);
  const columns = head?.kind === 'cells' ? head.cells : [];
  const pairs = settingsColumns(columns);
  for (const record of rows)
    if (record.kind !== 'cells') continue;
    else if (pairs !== null) addPair(record.cells, pairs, add);
    else
      for (const [index, cell] of record.cells.entries())
        if (index > 0 && cell !== '') add(`${record.cells[0]}.${columns[index] ?? index}`.slice(0, 1000), cell);
  return ok(settings);
}

/** The key comes last, so that it tells a secret; of one that is set again and again the last row counts. */
function addPair(cells: readonly string[], { key, value, places }: SettingsColumns, add: Add): void {
  const name = cells[key]?.trim() ?? '';
  const path = [...places.map((index) => cells[index] ?? ''), name].filter((part) => part !== '').join('.');
  if (name !== '') add(path.slice(0, 1000), cells[value] ?? '');
}
