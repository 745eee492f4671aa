import type { Command } from 'commander';
import { ok } from '../../shared/lib/result.ts';
import {
  askBeforeWriting,
  exitHelp,
  readCarried,
  readIds,
  settle,
  withKey,
  writeOut,
  type WithMember,
  type WithWorkspace,
} from './cli-seal.ts';

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const withWorkspaceOption = (command: Command): Command =>
  command.option('--workspace <folder>', "the workspace (default: the app's)").addHelpText('after', exitHelp);

/** Adds `hotwash timestamp request|take` and `hotwash certificate request|take|trust`. */
export function registerTimestamp(program: Command): void {
  const timestamp = program.command('timestamp').description('times of sign-offs by an authority (RFC 3161)');
  withWorkspaceOption(
    timestamp
      .command('request')
      .description('write the request for sign-off NUMBER (01, 02, ...), to be carried to the authority')
      .argument('<id>')
      .argument('<number>')
      .argument('<out>'),
  ).action(async (id: string, number: string, out: string, { workspace }: WithWorkspace) => {
    const ids = readIds(id, undefined);
    if (ids === undefined) return;
    await settle(workspace, async ({ timestamps }) => {
      const request = await timestamps.request(ids.review, number);
      return request.ok ? writeOut(out, request.value) : request;
    });
  });
  withWorkspaceOption(
    timestamp
      .command('take')
      .description('put the authority’s reply into the record, where it fits the request')
      .argument('<id>')
      .argument('<number>')
      .argument('<reply>'),
  ).action(async (id: string, number: string, file: string, { workspace }: WithWorkspace) => {
    const ids = readIds(id, undefined);
    const reply = ids === undefined ? undefined : await readCarried(file);
    if (ids === undefined || reply === undefined) return;
    await settle(workspace, async ({ timestamps }) => {
      const taken = await timestamps.take(ids.review, number, reply);
      if (taken.ok && taken.value.state.kind === 'stamped') {
        const { at, by, trusted } = taken.value.state;
        print(
          `${new Date(at).toISOString()} by ${by}${trusted ? '' : ', an authority that is not in your trust file'}`,
        );
      }
      return taken;
    });
  });
  registerCertificate(program);
}

type RequestOptions = WithMember & { readonly organisation?: string; readonly mail?: string };

function registerCertificate(program: Command): void {
  const certificate = program.command('certificate').description('certificates of a PKI for members’ keys');
  withKey(
    certificate
      .command('request')
      .description('write a PKCS #10 request, by which a PKI issues a certificate for the member’s key')
      .argument('<out>')
      .option('--organisation <name>', 'O of the subject')
      .option('--mail <address>', 'rfc822Name of the subject'),
  ).action(async (out: string, { member, workspace, organisation, mail }: RequestOptions) => {
    const ids = readIds(undefined, member);
    const passphrase = ids === undefined ? undefined : await askBeforeWriting(member, out);
    if (ids === undefined || passphrase === undefined) return;
    await settle(workspace, async ({ certificates }) => {
      const asked = { member: ids.member, passphrase, organisation: organisation ?? null, mail: mail ?? null };
      const request = await certificates.request(asked);
      return request.ok ? writeOut(out, request.value) : request;
    });
  });
  withWorkspaceOption(
    certificate
      .command('take')
      .description('take a member’s certificate in: PEM, the member’s own first, then its authorities')
      .argument('<member>')
      .argument('<file>'),
  ).action(async (member: string, file: string, { workspace }: WithWorkspace) => {
    const ids = readIds(undefined, member);
    const text = ids === undefined ? undefined : await readCarried(file);
    if (ids === undefined || text === undefined) return;
    await settle(workspace, async ({ certificates }) => {
      const taken = await certificates.take(ids.member, text.toString('utf8'));
      if (taken.ok) print(`${taken.value.subject}, issued by ${taken.value.issuer}`);
      return taken;
    });
  });
  withWorkspaceOption(
    certificate
      .command('trust')
      .description('trust a certificate authority in this workspace: one certificate in PEM')
      .argument('<file>'),
  ).action(async (file: string, { workspace }: WithWorkspace) => {
    const text = await readCarried(file);
    if (text === undefined) return;
    await settle(workspace, async ({ certificates }) => {
      const taken = await certificates.takeAuthority(text.toString('utf8'));
      if (!taken.ok) return taken;
      print(taken.value.name);
      return ok(undefined);
    });
  });
}
