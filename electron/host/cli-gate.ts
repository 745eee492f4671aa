import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { gateProcedures } from '../../shared/contract/gate-procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { standingOfToken } from '../../shared/domain/gate/gate.ts';
import type { Result } from '../../shared/lib/result.ts';
import { readBuiltFile } from '../export/built-file.ts';
import { runGateVerify } from '../gate/run-gate-verify.ts';
import { gateHelp } from '../gate/gate-arguments.ts';
import { askPassphrase } from '../platform/ask-passphrase.ts';
import { systemClock } from '../platform/clock.ts';
import { onDisk, writeFileAtomic } from '../platform/files.ts';
import { exists } from '../export/bag-files.ts';
import { expiryOf } from './gate-expiry.ts';
import type { Services } from './services.ts';
import { readOrganisation } from './read-reviews.ts';
import { sha256Of } from './sha256-of.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Where = { readonly workspace?: string; readonly json?: boolean };
type Target = Where & {
  readonly release?: string;
  readonly artifact: readonly string[];
  readonly environment?: string;
  readonly expires?: string;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const stop = (text: string, code: 1 | 2): void => {
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
};
const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];

const issueExit = `
The passphrases are asked for, or read as lines of standard input, one for each signer in their order.
Exit: 0 written; 1 refused, with the rule and what to do; 2 wrong usage, no such workspace or review.`;

/** Adds `hotwash gate issue / override / revoke / revocations / list / verify / verifier` (M7.6). */
export function registerGate(program: Command): void {
  const gate = program.command('gate').description('gate tokens: what a reviewed release shows to a pipeline');
  const issuing = (name: string, description: string): Command =>
    gate
      .command(name)
      .description(description)
      .argument('<id>', 'the review')
      .argument('<out>', 'the token to write')
      .option('--release <service@version>', 'which of the reviewed releases (default: the review’s own)')
      .option('--artifact <digest>', 'bind to this artifact, sha256:...; repeatable', collect, [])
      .option('--environment <name>', 'bind to this environment')
      .option('--expires <when>', 'a time (ISO 8601, UTC), or a span: 72h, 14d')
      .option('--workspace <folder>', "the workspace (default: the app's)")
      .option('--json', 'print {id, sha256}, or {refused: [{rule, message, satisfy}]}')
      .addHelpText('after', issueExit);
  issuing('issue', 'issue a token for a reviewed release, or for the next phase of a feature')
    .requiredOption('--member <member>', 'who issues: holds the release seat, or facilitated')
    .option('--feature <name>', 'the feature whose next phase may begin')
    .action(issue);
  issuing('override', 'let a release through that the gate refuses: two people, two roles')
    .requiredOption('--signer <member:role>', 'who answers for it; twice', collect, [])
    .requiredOption('--reason <text>', 'why')
    .action(override);
  gate
    .command('revoke')
    .description('revoke a token; pipelines hear of it by the next revocation list')
    .argument('<token-id>')
    .requiredOption('--reason <text>', 'why')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .addHelpText('after', '\nExit: 0 revoked; 1 refused; 2 no such workspace, or wrong usage.')
    .action(revoke);
  gate
    .command('revocations')
    .description('sign a new revocation list')
    .argument('<out>')
    .option('--hours <n>', 'how long it is believed, 1 to 720', '24')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .addHelpText('after', '\nExit: 0 written; 1 the disk said no; 2 no such workspace, or wrong usage.')
    .action(listRevocations);
  gate
    .command('list')
    .description('one line per token: id, standing, kind, release, end')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print {tokens: [...]}')
    .addHelpText('after', '\nExit: 0; 2 no such workspace.')
    .action(list);
  gate
    .command('verifier')
    .description('write gate-verify.mjs, the verifier as one file for Node 18 and newer, and print its sha256')
    .argument('<out>')
    .addHelpText('after', '\nExit: 0 written; 1 the disk said no; 2 this installation has none.')
    .action(verifier);
  gate
    .command('verify')
    .description('judge a token, without a network')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[arguments...]')
    .addHelpText('after', `\n${gateHelp}`)
    .action(async (_arguments: readonly string[], _options: unknown, command: Command) => {
      const out = (text: string): void => void process.stdout.write(text);
      const tell = (text: string): void => void process.stderr.write(text);
      process.exitCode = await runGateVerify(command.args, { out, tell, now: systemClock.wall });
    });
}

async function issue(id: string, out: string, options: Target & { member: string; feature?: string }): Promise<void> {
  const target = await targetOf(id, out, options);
  if (target === undefined) return;
  const passphrase = await askPassphrase(`Passphrase of ${options.member}`);
  const { member, feature = null } = options;
  const request = gateProcedures['gate.issue'].input.safeParse({ ...target, member, passphrase, feature });
  if (!request.success) return wrong(request.error.issues[0]?.path);
  await handOut(out, request.data.review, options, (services) => services.gate.issue(request.data));
}

async function override(
  id: string,
  out: string,
  options: Target & { readonly signer: readonly string[]; readonly reason: string },
): Promise<void> {
  const target = await targetOf(id, out, options);
  if (target === undefined) return;
  if (options.signer.length !== 2) return stop('Name two people: --signer MEMBER:ROLE --signer MEMBER:ROLE.', 2);
  const signers: { member: string; role: string; passphrase: string }[] = [];
  for (const named of options.signer) {
    const [member = '', role = ''] = named.split(':');
    signers.push({ member, role, passphrase: await askPassphrase(`Passphrase of ${member}`) });
  }
  const request = gateProcedures['gate.override'].input.safeParse({ ...target, reason: options.reason, signers });
  if (!request.success) return wrong(request.error.issues[0]?.path);
  await handOut(out, request.data.review, options, (services) => services.gate.override(request.data));
}

const wrong = (path: readonly PropertyKey[] = []): void =>
  stop(`That cannot be used: ${path.map(String).join('.') || 'the arguments'}. See --help.`, 2);

/** Looks at what can be told before anybody types a passphrase. */
async function targetOf(id: string, out: string, options: Target): Promise<object | undefined> {
  await expectWorkspace(workspaceFolder(options.workspace));
  const expiresAt = expiryOf(options.expires, systemClock.wall());
  if (expiresAt === undefined) {
    stop('--expires is a time like 2026-04-01T12:00:00Z, or a span like 72h or 14d.', 2);
    return undefined;
  }
  if (await exists(resolve(out))) {
    stop('OUT exists already; nothing was overwritten. Choose another name.', 1);
    return undefined;
  }
  const { artifact: artifacts, environment = null, release } = options;
  return { review: id, artifacts, environment, expiresAt, ...(release !== undefined && { release }) };
}

async function handOut(
  out: string,
  review: ReviewId,
  { workspace, json }: Where,
  issueIt: (services: Services) => Promise<Result<{ id: string; token: string }, CallFault>>,
): Promise<void> {
  const { issued, looked } = await withWorkspace(workspace, commandPort, async (services) => {
    const issued = await issueIt(services);
    return { issued, looked: issued.ok ? null : await services.gate.look(review) };
  });
  if (!issued.ok) return refused(issued.error, looked, json === true);
  const { id, token } = issued.value;
  const written = await onDisk(() => writeFileAtomic(resolve(out), token, 0o644));
  if (!written.ok)
    return stop(
      `The token ${id} was issued and could not be written there. The workspace keeps it; look on the record’s page.`,
      1,
    );
  const sha256 = sha256Of(token);
  print(json === true ? JSON.stringify({ id, sha256 }) : `${id} issued: sha256 ${sha256}`);
}

/** Says all that stands against it, where the gate itself said no; otherwise the one thing that went wrong. */
function refused(
  fault: CallFault,
  looked: Awaited<ReturnType<Services['gate']['look']>> | null,
  isJson: boolean,
): void {
  const release = looked?.ok === true ? looked.value.refusals : [];
  const phase = looked?.ok === true ? (looked.value.nextPhase?.refusals ?? []) : [];
  const all = release.some(({ message }) => message === fault.message) ? release : phase;
  const isOfGate = all.some(({ message }) => message === fault.message);
  const told = isOfGate
    ? all
    : [{ rule: fault.rule ?? fault.code, message: fault.message, satisfy: fault.satisfy ?? '' }];
  const reasons = new Map(told.map(({ rule, message, satisfy }) => [message, { rule, message, satisfy }]));
  if (isJson) print(JSON.stringify({ refused: [...reasons.values()] }));
  const lines = [...reasons.values()].map(({ rule, message, satisfy }) =>
    `${fault.rule === undefined ? '' : `${rule}: `}${message} ${satisfy}`.trim(),
  );
  stop(lines.join('\n'), fault.code === 'no-review' ? 2 : 1);
}

async function revoke(token: string, { workspace, reason }: Where & { readonly reason: string }): Promise<void> {
  const request = gateProcedures['gate.revoke'].input.safeParse({ token, reason });
  if (!request.success) return stop('That is no token id, or the reason is empty.', 2);
  await expectWorkspace(workspaceFolder(workspace));
  const revoked = await withWorkspace(workspace, commandPort, ({ gate }) => gate.revoke(request.data));
  if (!revoked.ok) return stop([revoked.error.message, revoked.error.satisfy].filter(Boolean).join(' '), 1);
  print(`${token} is revoked. Sign a new list with “hotwash gate revocations” and carry it to the pipelines.`);
}

async function listRevocations(out: string, { workspace, hours }: Where & { readonly hours: string }): Promise<void> {
  const request = gateProcedures['gate.list-revocations'].input.safeParse({ hours: Number(hours) });
  if (!request.success) return stop('--hours is a number from 1 to 720.', 2);
  await expectWorkspace(workspaceFolder(workspace));
  const listed = await withWorkspace(workspace, commandPort, ({ gate }) => gate.listRevocations(request.data.hours));
  if (!listed.ok) return stop(listed.error.message, 1);
  const written = await onDisk(() => writeFileAtomic(resolve(out), listed.value.text, 0o644));
  if (!written.ok) return stop('The list could not be written there. Name another file; its number is used up.', 1);
  print(`List ${listed.value.number} written.`);
}

async function list({ workspace, json }: Where): Promise<void> {
  await expectWorkspace(workspaceFolder(workspace));
  const { gate } = await readOrganisation(workspaceFolder(workspace));
  const now = systemClock.wall();
  const tokens = gate.tokens.map((token) => ({
    id: token.id,
    standing: standingOfToken(token, now),
    kind: token.kind,
    release: token.release,
    review: token.review,
    expiresAt: new Date(token.expiresAt).toISOString(),
  }));
  if (json === true) return print(JSON.stringify({ tokens }));
  for (const { id, standing, kind, release, expiresAt } of tokens)
    print([id, standing, kind, release, expiresAt].join('\t'));
}

async function verifier(out: string): Promise<void> {
  const text = await readBuiltFile('gate-verify.mjs');
  if (text === undefined) return stop('The verifier is missing from this installation; run the build first.', 2);
  const written = await onDisk(() => writeFileAtomic(resolve(out), text, 0o644));
  if (!written.ok) return stop('It cannot be written there. Name another file.', 1);
  const same = sha256Of(await readFile(resolve(out)));
  print(`${same}  ${out}`);
}
