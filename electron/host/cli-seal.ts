import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema, type MemberId, type ReviewId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import { exists } from '../export/bag-files.ts';
import { askPassphrase } from '../platform/ask-passphrase.ts';
import { onDisk } from '../platform/files.ts';
import { readNamedFile } from '../platform/named-file.ts';
import type { SealKind } from './certificate-seal.ts';
import type { Services } from './services.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** What the commands round certificates and timestamps share. */
export type WithWorkspace = { readonly workspace?: string };
export type WithMember = WithWorkspace & { readonly member: string };

export const exitHelp = `
Exit: 0 done; 1 refused, or the disk said no; 2 no such workspace, or wrong usage.`;

/** Bytes of the largest certificate or timestamp reply that is read. */
const largestCarried = 1 << 20;

/** Options that name a member's key. Its passphrase is asked for. */
export const withKey = (command: Command): Command =>
  command
    .requiredOption('--member <id>', 'whose key signs')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .addHelpText('after', `\nThe passphrase is asked for, or read as one line of standard input.${exitHelp}`);

/** Runs work on the workspace; its answer becomes the exit code, its words go to stderr. */
export async function settle(
  workspace: string | undefined,
  work: (services: Services) => Promise<Result<unknown, CallFault>>,
): Promise<void> {
  const folder = workspaceFolder(workspace);
  await expectWorkspace(folder);
  const done = await withWorkspace(folder, commandPort, work);
  if (!done.ok) tell(done.error.message);
  process.exitCode = done.ok ? 0 : 1;
}

/** An id as it was typed; undefined, after saying so, where it is none. */
export function readIds(review: string | undefined, member: string | undefined): Ids | undefined {
  const ids = {
    review: reviewIdSchema.safeParse(review ?? 'r-0'),
    member: memberIdSchema.safeParse(member ?? 'nobody'),
  };
  if (review !== undefined && !ids.review.success) tell('That is not a review id; they look like r-2026-118.');
  else if (member !== undefined && !ids.member.success) tell('That is not a member id; they look like ops-02.');
  else return { review: ids.review.data as ReviewId, member: ids.member.data as MemberId };
  process.exitCode = 2;
  return undefined;
}
type Ids = { readonly review: ReviewId; readonly member: MemberId };

/** Asks for a member's passphrase once OUT is free; undefined, after saying so, where it is not. */
export async function askBeforeWriting(member: string, out: string): Promise<string | undefined> {
  if (!(await exists(resolve(out)))) return askPassphrase(`Passphrase of ${member}`);
  tell('OUT exists already; nothing was overwritten. Choose another name.');
  process.exitCode = 1;
  return undefined;
}

/** Bytes of a file that was carried here; undefined, after saying so, where it cannot be read. */
export async function readCarried(file: string): Promise<Buffer | undefined> {
  const read = await readNamedFile(file, largestCarried);
  if (read.ok) return read.value;
  tell(
    read.error === 'too-large'
      ? 'The file is far too large for what it should be. Nothing was taken.'
      : 'The file is not there or cannot be read. Nothing was taken.',
  );
  process.exitCode = 2;
  return undefined;
}

/** Writes a file that must not be there yet. */
export async function writeOut(out: string, bytes: Uint8Array | string): Promise<Result<unknown, CallFault>> {
  const written = await onDisk(() => writeFile(resolve(out), bytes, { flag: 'wx', mode: 0o644 }));
  if (written.ok) return written;
  const message = 'OUT cannot be written: it is there already, or the disk said no. Nothing was overwritten.';
  return { ok: false, error: { code: 'no-out', message } };
}

/** Adds `hotwash record seal-pdf ID OUT` and `hotwash record seal-manifest ID OUT`. */
export function registerSeal(program: Command): void {
  const record = program.commands.find((each) => each.name() === 'record') ?? program.command('record');
  const add = (name: string, as: SealKind, words: string): void => {
    withKey(record.command(name).description(words).argument('<id>').argument('<out>')).action(
      async (id: string, out: string, { member, workspace }: WithMember) => {
        const ids = readIds(id, member);
        const passphrase = ids === undefined ? undefined : await askBeforeWriting(member, out);
        if (ids === undefined || passphrase === undefined) return;
        await settle(workspace, async ({ seal }) => {
          const sealed = await seal({ ...ids, passphrase, as });
          return sealed.ok ? writeOut(out, sealed.value) : sealed;
        });
      },
    );
  };
  add('seal-pdf', 'pdf', 'a copy of the report’s PDF, signed with a member’s certificate (PAdES)');
  add('seal-manifest', 'p7s', 'a detached signature over manifest-sha256.txt (CAdES, .p7s)');
}
