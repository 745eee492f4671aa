import type { Command } from 'commander';
import { basename, resolve } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { rosterProcedures } from '../../shared/contract/roster-procedures.ts';
import type { Result } from '../../shared/lib/result.ts';
import { askPassphrase } from '../platform/ask-passphrase.ts';
import { onDisk, writeFileAtomic } from '../platform/files.ts';
import { readNamedFile } from '../platform/named-file.ts';
import type { RosterExport } from './roster-files.ts';
import type { RosterService } from './roster-service.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };
type Answer<T> = Promise<Result<T, CallFault>>;

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
export const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const exports = ['draft', 'roster', 'allowed-signers', 'krl', 'to-sign'] as const satisfies readonly RosterExport[];

/** Bytes; a roster of a thousand people is below a tenth. */
const largestRoster = 16 << 20;

const exitHelp = `
A roster says who signs as what with which keys. Its keepers publish it together: draft it, have keepers sign one after the
other (here, or elsewhere with the draft on a stick), publish it. See docs/keys.md.
Exit: 0 done; 1 a rule or the disk said no; 2 no such workspace, or the arguments cannot be read.`;

/** `ask` asks who sits there for a passphrase. Adds `hotwash roster show | draft | sign | attach | publish | discard | import | export`. */
export function registerRoster(program: Command, ask: typeof askPassphrase = askPassphrase): void {
  const roster = program
    .command('roster')
    .description('who signs as what with which keys, published by its keepers')
    .addHelpText('after', exitHelp);
  common(roster.command('show').description('the published roster, the draft, and what is not published yet')).action(
    (options: Options) => run(options, (service) => service.status(), statusText),
  );
  common(roster.command('draft').description('draft the next version as the workspace stands'))
    .requiredOption('--keepers <members>', 'who keeps it, with commas between')
    .requiredOption('--threshold <number>', 'how many of them have to sign')
    .option(
      '--end-device <id>',
      'a device that signs no more; repeatable',
      (id: string, all: readonly string[] | undefined) => [...(all ?? []), id],
    )
    .action(
      (options: Options & { readonly keepers: string; readonly threshold: string; readonly endDevice?: string[] }) => {
        const { keepers, threshold, endDevice = [] } = options;
        const names = keepers.split(',').map((name) => name.trim());
        const asked = { keepers: names, threshold: Number(threshold), endDevices: endDevice };
        return runWith('roster.draft', asked, options, (service, choice) => service.draft(choice), draftText);
      },
    );
  common(
    roster.command('sign').description('sign the draft with a keeper’s key that is kept here; asks for its passphrase'),
  )
    .argument('<member>')
    .action(async (member: string, options: Options) => {
      await expectWorkspace(workspaceFolder(options.workspace));
      const passphrase = await ask(`Passphrase of ${member}`);
      const asked = { member, passphrase };
      return runWith(
        'roster.sign',
        asked,
        options,
        (service, { member: who }) => service.sign(who, passphrase),
        draftText,
      );
    });
  common(
    roster.command('attach').description('add an external signer’s signature over `export to-sign` (ECDSA in DER)'),
  )
    .argument('<member>')
    .argument('<file>')
    .action(async (member: string, file: string, options: Options) => {
      const signature = await readText(file, 'base64');
      if (signature === undefined) return;
      const asked = { member, signature };
      return runWith(
        'roster.attach',
        asked,
        options,
        (service, { member: who }) => service.attach(who, signature),
        draftText,
      );
    });
  common(roster.command('publish').description('publish the draft, once enough keepers signed it')).action(
    (options: Options) =>
      run(
        options,
        (service) => service.publish(),
        ({ version, sha256 }) => `Published roster v${version}, SHA-256 ${sha256}.`,
      ),
  );
  common(roster.command('discard').description('drop the draft and its signatures')).action((options: Options) =>
    run(
      options,
      (service) => service.discard(),
      () => 'The draft was dropped.',
    ),
  );
  common(
    roster.command('import').description('take a file back: signatures on the draft, or a version published elsewhere'),
  )
    .argument('<file>')
    .action(async (file: string, options: Options) => {
      const text = await readText(file, 'utf8');
      if (text === undefined) return;
      return run(options, (service) => service.import(text.trim()), tookText);
    });
  common(roster.command('export').description(`write a file to carry away: ${exports.join(', ')}`))
    .argument('<what>')
    .argument('<out>')
    .option('--version-number <number>', 'which published version, of `roster`')
    .action((what: string, out: string, options: Options & { readonly versionNumber?: string }) => {
      const { versionNumber } = options;
      const asked = { what, ...(versionNumber !== undefined && { version: Number(versionNumber) }) };
      return runWith(
        'roster.export',
        asked,
        options,
        (service, choice) => service.export(choice.what, choice.version),
        async (file) => {
          const written = await onDisk(() => writeFileAtomic(resolve(out), Buffer.from(file.base64, 'base64'), 0o644));
          if (!written.ok) process.exitCode = 1;
          return written.ok
            ? `Wrote ${file.name}${basename(out) === file.name ? '' : ` as ${basename(out)}`}.`
            : 'OUT cannot be written there. Look at the disk, or choose another place.';
        },
      );
    });
}

/** The options every command of keys and rosters has. */
export const common = (command: Command): Command =>
  command
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object');

async function readText(file: string, encoding: 'utf8' | 'base64'): Promise<string | undefined> {
  const read = await readNamedFile(file, largestRoster);
  if (read.ok) return read.value.toString(encoding);
  tell('The file is not there, cannot be read, or is no roster by its length.');
  process.exitCode = 2;
  return undefined;
}

/** Opens the workspace for one question and prints the answer; what a rule refuses goes to stderr with its id. */
export async function run<T extends object>(
  { workspace, json }: Options,
  ask: (service: RosterService) => Answer<T>,
  show: (value: T) => string | Promise<string>,
): Promise<void> {
  const folder = workspaceFolder(workspace);
  await expectWorkspace(folder);
  const answer = await withWorkspace(folder, commandPort, ({ rosters }) => ask(rosters));
  if (!answer.ok) {
    const { rule, message, satisfy } = answer.error;
    if (json === true) print(JSON.stringify({ error: answer.error }));
    tell(
      [rule === undefined ? message : `${rule}: ${message}`, satisfy].filter((part) => part !== undefined).join(' '),
    );
    process.exitCode = 1;
    return;
  }
  const text = await show(answer.value);
  print(json === true ? JSON.stringify(answer.value) : text);
}

/** The same with arguments that the procedure's own shape has to accept. */
export async function runWith<N extends keyof typeof rosterProcedures, T extends object>(
  name: N,
  asked: object,
  options: Options,
  ask: (service: RosterService, parsed: Parsed<N>) => Answer<T>,
  show: (value: T) => string | Promise<string>,
): Promise<void> {
  const parsed = rosterProcedures[name].input.safeParse(asked);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    tell(`That cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`);
    process.exitCode = 2;
    return;
  }
  await run(options, (service) => ask(service, parsed.data as Parsed<N>), show);
}

type Parsed<N extends keyof typeof rosterProcedures> = ReturnType<(typeof rosterProcedures)[N]['input']['parse']>;

const iso = (at: number): string => new Date(at).toISOString();

function statusText({ published, draft, devices, pending }: Output<'roster.status'>): string {
  const lines: string[] = [];
  if (published === null) lines.push('No roster was published yet.');
  else
    lines.push(
      `Roster v${published.version} of ${iso(published.issuedAt)}, kept by ${published.keepers.join(', ')}; ${published.threshold} of them sign.`,
      `  ${published.words.join(' ')}`,
      ...published.members.map(
        ({ id, roles, keys }) => `  ${id}: ${roles.join(', ') || 'signs as nothing'}, keys: ${keys}`,
      ),
    );
  for (const { id, words, validFrom, validUntil, here } of devices)
    lines.push(
      `Device ${id}${here ? ' (this one)' : ''} from ${iso(validFrom)}${validUntil === null ? '' : ` until ${iso(validUntil)}`}`,
      `  ${words.join(' ')}`,
    );
  if (pending.length > 0) lines.push('Not published yet:', ...pending.map((line) => `  ${line}`));
  if (draft !== null) lines.push(draftText(draft));
  return lines.join('\n');
}

function draftText(draft: Output<'roster.draft'>): string {
  const { version, words, own, previous, changes, ready } = draft;
  return [
    `Draft of roster v${version}`,
    `  ${words.join(' ')}`,
    ...changes.map((line) => `  ${line}`),
    `  Signed by ${own.signed.join(', ') || 'nobody'}: ${own.signed.length} of ${own.needed}.`,
    ...(previous === null
      ? []
      : [
          `  Of the keepers before, ${previous.signed.join(', ') || 'nobody'}: ${previous.signed.length} of ${previous.needed}.`,
        ]),
    ready ? '  Enough keepers signed: it may be published.' : '  More keepers have to sign before it is published.',
  ].join('\n');
}

function tookText({ took, version, signed }: Output<'roster.import'>): string {
  if (took === 'published') return `Roster v${version} is published here.`;
  return `${took === 'draft' ? 'Took the draft' : 'Took signatures'} of roster v${version}; signed by ${signed.join(', ') || 'nobody yet'}.`;
}
