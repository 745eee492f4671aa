import type { Command } from 'commander';
import { resolve } from 'node:path';
import { z } from 'zod';
import {
  disclosureGroups,
  disclosureProfiles,
  type DisclosureChoice,
  type DisclosureGroup,
} from '../../shared/record/disclosure.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readNamedFile } from '../platform/named-file.ts';
import { readRosterFile } from './redact-roster.ts';
import { previewRedaction, redactRecord, type Confirmation, type RedactPreview } from './redact-record.ts';
import { workspaceRoster } from './wording-roster.ts';
import { workspaceFolder } from './with-workspace.ts';

type Options = {
  readonly withhold?: readonly string[];
  readonly profile?: string;
  readonly policy?: string;
  readonly roster?: string;
  readonly workspace?: string;
  readonly preview?: boolean;
  readonly json?: boolean;
};

const help = `
Groups: ${disclosureGroups.join(', ')}.
Profiles: people (who did what), board (people, notes, evidence files), public (also times, figures, rules, evidence).
A policy is {"withhold": [GROUP or PATH], "profile": NAME, "confirm": [{"key": KEY, "reason": WHY}]}; the keys of finds
stand in the answer of --json. Paths look like facts.*.text or data/evidence/001.png.
Every name of the roster is looked for in all that the copy would hold. What is found is told as LEAK, nothing is
written, and nothing is ever replaced: signed data stay as they were signed, or are withheld.

Exit: 0 written; 1 refused: a LEAK, a record that does not hold, OUT exists, or the disk; 2 wrong usage.`;

/** Adds `hotwash redact RECORD OUT`. */
export function registerRedact(program: Command): void {
  program
    .command('redact')
    .description('copy a record without some of its fields and files; its signatures still verify')
    .argument('<record>', 'the record: its folder or its zip')
    .argument('<out>', 'the copy: a folder, or a zip where it ends in .zip')
    .option('--withhold <what>', 'groups or paths, separated by commas; repeatable', collect)
    .option('--profile <name>', Object.keys(disclosureProfiles).join(', '))
    .option('--policy <file>', 'a JSON file with what to withhold and which finds are no names')
    .option('--roster <file>', 'names to look for: JSON or CSV (default: the people of the workspace)')
    .option('--workspace <folder>', "the workspace whose people are looked for (default: the app's)")
    .option('--preview', 'say what stays and what goes, and write nothing')
    .option('--json', 'print one JSON object')
    .addHelpText('after', help)
    .action(async (record: string, out: string, options: Options) => {
      process.exitCode = await runRedact(record, resolve(out), options, {
        out: (text) => void process.stdout.write(`${text}\n`),
        tell: (text) => void process.stderr.write(`${text}\n`),
      });
    });
}

const collect = (item: string, before: readonly string[] = []): readonly string[] => [...before, ...item.split(',')];

type Io = { readonly out: (text: string) => void; readonly tell: (text: string) => void };

/** Runs `hotwash redact` and returns its exit code. */
export async function runRedact(record: string, out: string, options: Options, io: Io): Promise<0 | 1 | 2> {
  const wanted = await readWanted(options);
  const roster =
    options.roster === undefined
      ? await workspaceRoster(workspaceFolder(options.workspace))
      : await readRosterFile(options.roster);
  if (!wanted.ok || !roster.ok) {
    io.tell(wanted.ok ? (roster.ok ? '' : roster.error.message) : wanted.error);
    return 2;
  }
  const request = { ...wanted.value, roster: roster.value };
  const preview = await previewRedaction(record, request);
  if (!preview.ok) {
    io.tell(preview.error.message);
    return 1;
  }
  const leaks = preview.value.leaks;
  const written = options.preview === true || leaks.length > 0 ? null : await redactRecord(record, out, request);
  if (options.json === true) io.out(JSON.stringify(toJson(preview.value, written?.ok === true)));
  else io.out(toText(preview.value));
  for (const { message } of leaks) io.tell(message);
  if (leaks.length > 0 && options.preview !== true)
    io.tell('Nothing was written. Withhold these places, or confirm with a reason what is no name (--policy).');
  if (written?.ok === false) io.tell(written.error.message);
  return leaks.length > 0 || written?.ok === false ? 1 : 0;
}

/** Bytes. */
const largestPolicy = 1 << 20;

const policySchema = z.strictObject({
  withhold: z.array(z.string()).optional(),
  profile: z.string().optional(),
  confirm: z.array(z.strictObject({ key: z.string(), reason: z.string().min(1) })).optional(),
});

type Wanted = { readonly choice: DisclosureChoice; readonly confirmations: readonly Confirmation[] };

async function readWanted({ withhold = [], profile, policy }: Options): Promise<Result<Wanted, string>> {
  const read = policy === undefined ? ok('{}') : await readNamedFile(policy, largestPolicy);
  if (!read.ok) return err('The policy file is not there or may not be read.');
  const file = policySchema.safeParse(jsonOf(read.value.toString('utf8')));
  if (!file.success)
    return err('The policy file is not {"withhold": [...], "profile": NAME, "confirm": [{"key", "reason"}]}.');
  const items = [...withhold, ...(file.data.withhold ?? [])].map((item) => item.trim()).filter((item) => item !== '');
  const choices: DisclosureChoice[] = [];
  for (const name of [profile, file.data.profile]) {
    if (name === undefined) continue;
    const known = Object.entries(disclosureProfiles).find(([each]) => each === name)?.[1];
    if (known === undefined)
      return err(`There is no profile of this name; there are ${Object.keys(disclosureProfiles).join(', ')}.`);
    choices.push(known);
  }
  const isGroup = (item: string): item is DisclosureGroup => disclosureGroups.some((group) => group === item);
  const groups = [...choices.flatMap((each) => each.groups), ...items.filter(isGroup)];
  const places = items.filter((item) => !isGroup(item));
  if (groups.length === 0 && places.length === 0)
    return err('Say what to withhold: --withhold, --profile or --policy.');
  return ok({ choice: { groups: [...new Set(groups)], places }, confirmations: file.data.confirm ?? [] });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function toJson({ reviewId, plan, leaks, confirmed }: RedactPreview, isWritten: boolean): unknown {
  const withheld = plan.leaves.filter(({ isWithheld }) => isWithheld).length;
  return {
    written: isWritten,
    reviewId,
    fields: { withheld, all: plan.leaves.length },
    files: plan.files.map(({ path, withheld: away }) => ({ path, withheld: away?.because ?? null })),
    leaks,
    confirmed,
  };
}

function toText({ reviewId, plan }: RedactPreview): string {
  const lines = [`Redacted copy of ${reviewId}`];
  for (const group of disclosureGroups) {
    const fields = plan.leaves.filter(({ groups }) => groups.includes(group));
    const away = fields.filter(({ isWithheld }) => isWithheld).length;
    if (fields.length > 0) lines.push(`  ${group}: ${away} of ${fields.length} fields withheld`);
  }
  for (const { path, withheld } of plan.files)
    if (withheld !== null)
      lines.push(`  ${path}: withheld${withheld.tells.length > 0 ? `, it tells ${withheld.tells.join(', ')}` : ''}`);
  return lines.join('\n');
}
