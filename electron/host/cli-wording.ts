import type { Command } from 'commander';
import { createWordingCheck } from '../../shared/domain/wording/check-wording.ts';
import { wordingRules, type WordingFinding } from '../../shared/domain/wording/finding.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { RosterPerson } from '../../shared/domain/wording/finding.ts';
import { readNamedFile, type NamedFileFault } from '../platform/named-file.ts';
import type { ReadFault } from './read-records.ts';
import { workspaceFolder } from './with-workspace.ts';
import { parseRoster, workspaceRoster } from './wording-roster.ts';

type Options = { readonly roster?: string; readonly workspace?: string; readonly json?: boolean };
type Placed = {
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly text: string;
  readonly rewrite: string | null;
};

const mostBytes = 10 * 1024 * 1024;
const exitHelp = `
A line is a statement; lines and columns count from 1, columns in characters (code points). English; in other languages
only names of the roster are found. Code in backticks, log lines and quotations of three words or more are passed over.
Rules: ${Object.entries(wordingRules)
  .map(([id, what]) => `${id} ${what}`)
  .join('; ')}.
Exit: 0 clean; 1 findings; 2 the file or the roster could not be read.`;

/** Adds `hotwash wording FILE`. */
export function registerWording(program: Command): void {
  program
    .command('wording')
    .description('find words that lay blame on people, or name them, and propose others (M3.3)')
    .argument('<file>', 'a text in UTF-8; - reads what is piped in')
    .option('--roster <file>', 'people not to name: JSON or CSV')
    .option('--workspace <folder>', 'take the roster of this workspace')
    .option('--json', 'print one JSON list')
    .addHelpText('after', exitHelp)
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
}

async function run(file: string, options: Options): Promise<number> {
  const isJson = options.json === true;
  const fault = (message: string): number => {
    if (isJson) process.stdout.write(`${JSON.stringify({ error: { message } })}\n`);
    process.stderr.write(`${message}\n`);
    return 2;
  };
  const roster = await rosterOf(options);
  if (!roster.ok) return fault(roster.error.message);
  const read = await readText(file, 'The file');
  if (!read.ok) return fault(read.error.message);
  const text = read.value.replace(/\r\n?/g, '\n');
  const found = placesOf(text, createWordingCheck(roster.value)(text));
  if (isJson) process.stdout.write(`${JSON.stringify(found)}\n`);
  else for (const each of found) process.stdout.write(`${lineFor(each)}\n`);
  return found.length === 0 ? 0 : 1;
}

const lineFor = ({ line, column, rule, text, rewrite }: Placed): string =>
  `${line}:${column} ${rule} ${text} -> ${rewrite ?? `(no wording is sure to fit; it ${wordingRules[rule as keyof typeof wordingRules]})`}`;

async function rosterOf(options: Options): Promise<Result<readonly RosterPerson[], ReadFault>> {
  if (options.roster !== undefined) {
    const read = await readText(options.roster, 'The roster');
    return read.ok ? parseRoster(read.value) : read;
  }
  return options.workspace === undefined ? ok([]) : workspaceRoster(workspaceFolder(options.workspace));
}

/** Lines and columns of findings, in order; a column counts code points, as a person counts characters. */
function placesOf(text: string, findings: readonly WordingFinding[]): readonly Placed[] {
  let [at, line, column] = [0, 1, 1];
  return findings.map(({ start, rule, text: words, rewrite }) => {
    while (at < start) {
      const code = text.codePointAt(at) ?? 0;
      [line, column] = code === 0x0a ? [line + 1, 1] : [line, column + 1];
      at += code > 0xffff ? 2 : 1;
    }
    return { line, column, rule, text: words, rewrite };
  });
}

const unread: Readonly<Record<NamedFileFault, string>> = {
  missing: 'cannot be found or read.',
  folder: 'is a folder. Name a text file.',
  forbidden: 'may not be read.',
  'too-large': 'is larger than 10 MB. Check it in parts.',
};

/** A whole text file, or what is piped in. A byte order mark is taken off. */
async function readText(path: string, called: string): Promise<Result<string, ReadFault>> {
  const read = await readNamedFile(path, mostBytes);
  if (!read.ok) return err({ message: `${called} ${unread[read.error]}` });
  const bytes = read.value;
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return err({ message: `${called} is in UTF-16. Save it as UTF-8 and try again.` });
  if (bytes.includes(0)) return err({ message: `${called} is not a text: it holds binary data.` });
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return err({ message: `${called} is not valid UTF-8. Save it as UTF-8 and try again.` });
  }
}
