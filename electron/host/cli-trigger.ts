import type { Command } from 'commander';
import {
  evaluateTrigger,
  type TriggerFault,
  type TriggerVerdict,
} from '../../shared/domain/policy/evaluate-trigger.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { pathText } from '../../shared/domain/policy/policy-fault.ts';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import { standardPolicy } from '../../shared/domain/policy/standard-policy.ts';
import { readJsonText } from '../../shared/formats/json-text.ts';
import { resolvePolicy, type PolicyFileFault } from '../../shared/formats/read-policy.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readNamedFile, type NamedFileFault } from '../platform/named-file.ts';
import { WorkspaceFault } from './fault.ts';
import { readOrganisation } from './read-reviews.ts';
import { workspaceFolder } from './with-workspace.ts';

type Options = {
  readonly policy?: string;
  readonly overlay?: string;
  readonly workspace?: string;
  readonly json?: boolean;
};
type Fault = {
  readonly file?: 'event' | 'policy' | 'overlay';
  readonly line?: number;
  readonly column?: number;
  readonly path?: string;
  readonly message: string;
  readonly mend?: string;
  readonly rule?: string;
};
type Evaluated = Result<TriggerVerdict, TriggerFault>;

/** Bytes of events in one file. */
const mostBytes = 64 * 1024 * 1024;

const help = `
EVENT.json is one JSON object; - reads it from standard input. Its fields are named by the policy's rules as paths with
dots: impact.incidents. A list of events, or one event a line (NDJSON), gives one answer a line.
Without --policy: the policy in force of --workspace, else the standard policy that comes with Hotwash.
--json prints {"tier": "none" | "light" | "full", "rules": [...], "reasons": [...]}, or
{"error": {"path", "message", "fields"}} for an event and {"error": {"file", "line", "column", "message", ...}} for a file.
A field that any rule names and the event lacks is an error with its path, never "none" (M1.3).
Exit: 0; 2 a field is missing or unusable, or a file could not be read.`;

/** Adds `hotwash trigger`. */
export function registerTrigger(program: Command): void {
  program
    .command('trigger')
    .description('what a deployment asks for by a policy: no review, a light one or a full one (M1.3)')
    .argument('<event>', 'a JSON file, or - for standard input')
    .option('--policy <file>', 'the base: a complete policy as YAML or JSON')
    .option('--overlay <file>', 'an overlay that tightens it (M7.3)')
    .option('--workspace <folder>', 'take the policy in force there')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (event: string, options: Options) => {
      process.exitCode = await run(event, options);
    });
}

async function run(path: string, options: Options): Promise<number> {
  const policy = await choosePolicy(options);
  if (!policy.ok) return tellFaults(policy.error, options);
  const text = await readText(path);
  if (!text.ok) return tellFaults([{ ...text.error, file: 'event' }], options);
  const read = readEvents(text.value);
  if (!read.ok) return tellFaults([read.error], options);
  let exit = 0;
  for (const [index, event] of read.value.events.entries()) {
    const answer: Evaluated = evaluateTrigger(policy.value, event);
    if (!answer.ok) exit = 2;
    print(answer, read.value.isOne ? null : index + 1, options);
  }
  return exit;
}

function print(answer: Evaluated, number: number | null, { json }: Options): void {
  const prefix = number === null ? '' : `Event ${number}: `;
  if (!answer.ok) {
    const { path, message, fields } = answer.error;
    if (json === true) out(JSON.stringify({ error: { path, message, fields } }));
    for (const each of fields) tell(`${prefix}${each.message}`);
    return;
  }
  const { tier, rules, reasons } = answer.value;
  if (json === true) return out(JSON.stringify({ tier, rules, reasons }));
  out(`${prefix}${tier === 'none' ? 'no review: no rule matched' : `${tier} review`}`);
  for (const [index, rule] of rules.entries()) out(`  ${rule}  ${reasons[index] ?? ''}`);
}

async function choosePolicy(options: Options): Promise<Result<Policy, readonly Fault[]>> {
  const { policy, overlay, workspace } = options;
  if (policy === undefined) {
    if (overlay !== undefined)
      return err([{ file: 'overlay', message: 'An overlay lies on a base. Name that one with --policy.' }]);
    if (workspace === undefined) return ok(standardPolicy);
    return policyOf(workspace);
  }
  const base = await readText(policy);
  if (!base.ok) return err([{ file: 'policy', message: base.error.message }]);
  const local = overlay === undefined ? ok(null) : await readText(overlay);
  if (!local.ok) return err([{ file: 'overlay', message: local.error.message }]);
  const resolved = resolvePolicy({ base: base.value, overlay: local.value });
  return resolved.ok ? ok(resolved.value.policy) : err(resolved.error.map(plainFault));
}

async function policyOf(workspace: string): Promise<Result<Policy, readonly Fault[]>> {
  try {
    return ok(policyInForce((await readOrganisation(workspaceFolder(workspace))).policies).policy);
  } catch (error) {
    if (error instanceof WorkspaceFault) return err([{ message: error.message }]);
    throw error;
  }
}

const plainFault = ({ file, line, column, path, message, mend }: PolicyFileFault): Fault => ({
  file: file === 'base' ? 'policy' : 'overlay',
  line,
  column,
  path: pathText(path),
  message,
  mend,
  ...(file === 'overlay' ? { rule: 'M7.3' } : {}),
});

const unread: Readonly<Record<NamedFileFault, string>> = {
  missing: 'There is no such file, or it may not be read.',
  folder: 'That is a folder. Name a file.',
  forbidden: 'The file may not be read.',
  'too-large': 'The file is larger than 64 MiB. Split it.',
};

async function readText(path: string): Promise<Result<string, Fault>> {
  const read = await readNamedFile(path, mostBytes);
  if (!read.ok) return err({ message: unread[read.error] });
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(read.value));
  } catch {
    return err({ message: 'The file is not UTF-8. Save it as UTF-8.' });
  }
}

type Events = { readonly events: readonly unknown[]; readonly isOne: boolean };

/** One object, a list of them, or one a line. */
function readEvents(text: string): Result<Events, Fault> {
  const whole = readJsonText(text);
  if (whole.ok && Array.isArray(whole.value))
    return whole.value.length === 0
      ? err({ file: 'event', message: 'The list holds no event.' })
      : ok({ events: whole.value, isOne: false });
  if (whole.ok) return ok({ events: [whole.value], isOne: true });
  const lines = text.split('\n');
  const [first = ''] = lines;
  const rest = lines.slice(1).some((line) => line.trim() !== '');
  if (!rest || !readJsonText(first).ok) return err(jsonFault(whole.error));
  const events: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = readJsonText(line);
    if (!read.ok) return err(jsonFault({ ...read.error, line: index + 1 }));
    events.push(read.value);
  }
  return ok({ events, isOne: false });
}

const jsonFault = ({ line, column, message }: { line: number; column: number; message: string }): Fault => ({
  file: 'event',
  line,
  column,
  path: '',
  message: `This is not JSON: ${message}.`,
});

function tellFaults(faults: readonly Fault[], { json }: Options): number {
  const [first] = faults;
  if (json === true) out(JSON.stringify({ error: { ...first, ...(faults.length > 1 ? { faults } : {}) } }));
  for (const { file, line, column, path, message, mend, rule } of faults) {
    const where: readonly (string | undefined)[] = [
      file,
      line === undefined ? undefined : `${line}:${column ?? 1}`,
      path === '' ? undefined : path,
      rule,
    ];
    const place = where.filter((each) => each !== undefined).join(' ');
    tell(`${place === '' ? '' : `${place}: `}${message}${mend === undefined ? '' : ` ${mend}`}`);
  }
  return 2;
}

const out = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
