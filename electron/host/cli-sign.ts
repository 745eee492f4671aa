import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema, type MemberId, type ReviewId } from '../../shared/domain/ids.ts';
import { roleNameSchema } from '../../shared/domain/review/sign-events.ts';
import { mostSignFileBytes, type SignWords } from '../../shared/record/sign-request.ts';
import { askPassphrase } from '../platform/ask-passphrase.ts';
import { onDisk, writeFileAtomic } from '../platform/files.ts';
import { readNamedFile } from '../platform/named-file.ts';
import { printable } from '../verifier/core/plain-report.ts';
import type { Services } from './services.ts';
import type { Returned } from './sign-brought.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };
type RequestOptions = Options & { readonly role: string; readonly member: string; readonly folder?: boolean };
type AnswerOptions = Options & { readonly key?: string; readonly record?: string };
type TakeOptions = Options & {
  readonly paeSignature?: string;
  readonly manifestSignature?: string;
  readonly key?: string;
  readonly words?: string;
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const stop = (text: string, code = 2): void => {
  process.stderr.write(`${text}\n`);
  process.exitCode = code;
};
const stopAt = ({ message, satisfy, rule }: CallFault): void =>
  stop([message, satisfy, rule === undefined ? '' : `(${rule})`].filter(Boolean).join(' '), 1);

/** Adds `hotwash sign request`, `sign answer` and `sign take`. */
export function registerSign(program: Command): void {
  const sign = program.command('sign').description('sign-offs that travel: requests out, answers in');
  const common = (command: Command): Command =>
    command
      .option('--workspace <folder>', "the workspace (default: the app's)")
      .option('--json', 'print one JSON object');
  common(sign.command('request'))
    .description('takes a signing request away for a role and a person')
    .argument('<review>', 'its id: r-2026-118')
    .argument('<out>', 'the file to write, or with --folder the folder')
    .requiredOption('--role <role>', 'release-manager, operations-lead, ...; auditor and the like countersign')
    .requiredOption('--member <member>', 'who is to sign, by their code')
    .option('--folder', 'a folder for a smart card’s tools: to-sign.bin, to-sign-manifest.bin, README.txt')
    .addHelpText(
      'after',
      '\nExit: 0 written; 1 a rule or the disk said no; 2 no such workspace or review, or wrong usage.',
    )
    .action(request);
  common(sign.command('answer'))
    .description('signs a request that was brought here; the passphrase is one line of standard input')
    .argument('<request>', 'the request’s file')
    .argument('<out>', 'the answer’s file to write')
    .option('--key <age>', 'the signer’s key as an age file, instead of the workspace’s')
    .option('--record <bundle>', 'the record that came along: refused unless it is what would be signed')
    .addHelpText('after', '\nExit: 0 signed and written; 1 refused; 2 no such workspace or file, or wrong usage.')
    .action(answer);
  common(sign.command('take'))
    .description('takes an answer back: checked whole before anything is written')
    .argument('<review>', 'its id: r-2026-118')
    .argument('[answer]', 'the answer’s file')
    .option('--pae-signature <file>', 'the signature over to-sign.bin')
    .option('--manifest-signature <file>', 'the signature over to-sign-manifest.bin')
    .option('--key <pem>', 'the public key or certificate of an external signer')
    .option('--words <words>', 'the eight words you heard from the signer, where their key is not known here yet')
    .addHelpText(
      'after',
      '\nExit: 0 taken; 1 refused, nothing was written; 2 no such workspace, review or file; 3 the key is not known: its words are printed.',
    )
    .action(take);
}

async function request(
  id: string,
  out: string,
  { workspace, role, member, json, folder }: RequestOptions,
): Promise<void> {
  const named = { role: roleNameSchema.safeParse(role), member: memberIdSchema.safeParse(member) };
  if (!named.role.success || !named.member.success)
    return stop('A role looks like release-manager, a member like rel-01.');
  const signing: { role: string; member: MemberId } = { role: named.role.data, member: named.member.data };
  await expectWorkspace(workspaceFolder(workspace));
  await withWorkspace(workspace, commandPort, async (services) => {
    const review = reviewOf(services, id);
    if (review === undefined) return stop('There is no such review in this workspace; ids look like r-2026-118.');
    if ((await stat(out).catch(() => undefined)) !== undefined)
      return stop('OUT exists already; nothing was overwritten. Choose another name.', 1);
    const made = await services.records.request(review, signing);
    if (!made.ok) return stopAt(made.error);
    const files = folder === true ? made.value.folder.files : undefined;
    const written = await onDisk(async () => {
      if (files === undefined) return writeFileAtomic(out, made.value.text, 0o644);
      await mkdir(out);
      for (const { name, bytes } of files) await writeFileAtomic(join(out, name), bytes, 0o644);
    });
    if (!written.ok) return stop('The request could not be written there. Name another place.', 1);
    tellWords(made.value.words, json);
  });
}

async function answer(file: string, out: string, { workspace, json, key, record }: AnswerOptions): Promise<void> {
  const text = await readSmall(file);
  const age = key === undefined ? null : await readSmall(key);
  if (text === undefined || age === undefined)
    return stop('That file is not there, may not be read, or is larger than 24 MB.');
  if (key === undefined) await expectWorkspace(workspaceFolder(workspace));
  await withWorkspace(workspace, commandPort, async ({ records }) => {
    const looked = await records.look(text.toString('utf8'), record ?? null);
    if (!looked.ok) return stopAt(looked.error);
    const { words, title, display, record: beside } = looked.value;
    // Whoever made the request chose these words; they must not write over those that are compared by voice.
    process.stderr.write(`${words.review}: ${printable(title)}\n`);
    process.stderr.write(`as ${words.role} (${words.act}), by ${printable(display)} (${words.member})\n`);
    process.stderr.write(`over ${words.files} files; the head: ${words.headWords.join(' ')}\n`);
    if (beside !== null && beside.state !== 'same') return stop(`${beside.message} Nothing was signed.`, 1);
    const passphrase = await askPassphrase('Passphrase');
    const signed = await records.answer(
      text.toString('utf8'),
      passphrase,
      age === null ? { kind: 'workspace' } : { kind: 'age', file: age },
    );
    if (!signed.ok) return stopAt(signed.error);
    const written = await onDisk(() => writeFileAtomic(out, signed.value.text, 0o644));
    if (!written.ok) return stop('The answer could not be written there. Name another file.', 1);
    const { fingerprint } = signed.value;
    print(
      json === true ? JSON.stringify({ ...words, fingerprint }) : `Signed by ${fingerprint}. Bring the answer back.`,
    );
  });
}

async function take(id: string, file: string | undefined, options: TakeOptions): Promise<void> {
  const returned = await readReturned(file, options);
  if (typeof returned === 'string') return stop(returned);
  await expectWorkspace(workspaceFolder(options.workspace));
  await withWorkspace(options.workspace, commandPort, async (services) => {
    const review = reviewOf(services, id);
    if (review === undefined) return stop('There is no such review in this workspace; ids look like r-2026-118.');
    const taken = await services.records.take(review, returned, options.words ?? null);
    if (!taken.ok) return stopAt(taken.error);
    if (options.json === true) print(JSON.stringify(taken.value));
    const { role, member, fingerprint } = taken.value;
    if (taken.value.state === 'taken') {
      if (options.json !== true) print(`Taken: ${role} by ${member}, ${fingerprint}.`);
      return;
    }
    stop(
      `The key of ${member} is not known here: ${fingerprint}. Nothing was written. Call them; when the words they read are` +
        `\n  ${taken.value.words.join(' ')}\ntake the answer again with --words "..." as you heard them.`,
      3,
    );
  });
}

async function readReturned(file: string | undefined, options: TakeOptions): Promise<Returned | string> {
  const { paeSignature, manifestSignature, key } = options;
  const unreadable = 'A file is not there, may not be read, or is larger than 24 MB.';
  if (file !== undefined) {
    if (paeSignature !== undefined || manifestSignature !== undefined)
      return 'Give an answer or two signatures, not both.';
    const text = await readSmall(file);
    return text === undefined ? unreadable : { kind: 'answer', text: text.toString('utf8') };
  }
  if (paeSignature === undefined || manifestSignature === undefined || key === undefined)
    return 'Give the answer, or --pae-signature, --manifest-signature and --key together.';
  const [pae, manifest, pem] = await Promise.all([paeSignature, manifestSignature, key].map(readSmall));
  return pae === undefined || manifest === undefined || pem === undefined
    ? unreadable
    : { kind: 'external', pae, manifest, key: pem.toString('utf8') };
}

async function readSmall(path: string): Promise<Buffer | undefined> {
  const read = await readNamedFile(path, mostSignFileBytes);
  return read.ok ? read.value : undefined;
}

function tellWords(words: SignWords, json: boolean | undefined): void {
  if (json === true) return print(JSON.stringify(words));
  print(`${words.review} as ${words.role} (${words.act}) by ${words.member}, over ${words.files} files.`);
  print(`The head, to be read aloud: ${words.headWords.join(' ')}`);
}

function reviewOf({ reviews }: Services, id: string): ReviewId | undefined {
  const review = reviewIdSchema.safeParse(id);
  return review.success && reviews.ids().includes(review.data) ? review.data : undefined;
}
