import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { keyOfMember } from '../../shared/domain/workspace/roster-keys.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import { certificateRequest } from '../signing/certificate-request.ts';
import { readTrustedCertificate } from '../verifier/core/certificates-trust.ts';
import type { Certificate } from '../verifier/core/x509.ts';
import { faultOfChain, readPersonalChain, type PersonalChain } from './certificate-chain.ts';
import { fail, toCallFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';
import type { WorkspaceService } from './workspace-service.ts';

type CertificateStatus = Output<'certificate.take'>;

/** Certificates that a PKI issued for members' keys (`keys/MEMBER.crt`), and authorities that are trusted here. */
export interface CertificateStore {
  status(): Promise<Result<Output<'certificate.status'>, CallFault>>;
  request(asked: {
    readonly member: MemberId;
    readonly passphrase: string;
    readonly organisation: string | null;
    readonly mail: string | null;
  }): Promise<Result<string, CallFault>>;
  take(member: MemberId, text: string): Promise<Result<CertificateStatus, CallFault>>;
  takeAuthority(text: string): Promise<Result<{ name: string }, CallFault>>;
  /** The member's certificate, where it can be used with the member's key now. */
  usable(member: string): Promise<Result<PersonalChain, CallFault>>;
  /** As it is kept, usable or not; undefined where there is none. */
  kept(member: string): Promise<PersonalChain | undefined>;
  authorities(): Promise<readonly Certificate[]>;
}

export type CertificateStoreParts = {
  readonly workspaceDir: string;
  readonly workspace: WorkspaceService;
  readonly keys: KeyStore;
  readonly clock: Clock;
};

const noCertificate = 'There is no certificate for this key. Have your PKI issue one for the request made here.';

export function createCertificateStore({
  workspaceDir,
  workspace,
  keys,
  clock,
}: CertificateStoreParts): CertificateStore {
  const file = (member: string): string => join(workspaceDir, 'keys', `${member}.crt`);
  const trustFolder = join(workspaceDir, 'trust');

  const faultFor = (member: string, chain: PersonalChain): string | undefined => {
    const key = keyOfMember(workspace.current().keys, member);
    if (key === undefined) return `${member} has no key yet. Make one first.`;
    return faultOfChain(chain, { member, fingerprint: key.fingerprint, now: clock.wall() });
  };

  async function kept(member: string): Promise<PersonalChain | undefined> {
    const text = await readFileIfAny(file(member));
    const read = text === undefined ? undefined : readPersonalChain(text.toString('utf8'));
    return read?.ok === true ? read.value : undefined;
  }

  const toStatus = (member: string, chain: PersonalChain): CertificateStatus => ({
    member,
    subject: chain.leaf.subject.text,
    issuer: chain.leaf.issuer.text,
    notBefore: chain.leaf.notBefore,
    notAfter: chain.leaf.notAfter,
    fault: faultFor(member, chain) ?? null,
  });

  async function authorities(): Promise<readonly Certificate[]> {
    const names: string[] = await readdir(trustFolder).catch(() => []);
    const found: Certificate[] = [];
    for (const name of names.filter((each) => /^authority-[0-9a-f]{16}\.crt$/.test(each)).toSorted()) {
      const read = readAuthority((await readFileIfAny(join(trustFolder, name)))?.toString('utf8') ?? '');
      if (read.ok) found.push(read.value.certificate);
    }
    return found;
  }

  return {
    kept,
    authorities,
    status: async () => {
      const certificates: CertificateStatus[] = [];
      for (const member of new Set(workspace.current().keys.map((key) => key.member))) {
        const chain = await kept(member);
        if (chain !== undefined) certificates.push(toStatus(member, chain));
      }
      return ok({ certificates, authorities: (await authorities()).map(({ subject }) => subject.text) });
    },
    request: async ({ member, passphrase, ...name }) => {
      const key = await keys.unlock(member, passphrase);
      return key.ok ? ok(certificateRequest(key.value, { member, ...name })) : key;
    },
    take: async (member, text) => {
      const chain = readPersonalChain(text);
      if (!chain.ok) return chain;
      const fault = faultFor(member, chain.value);
      if (fault !== undefined) return fail('wrong-certificate', `${fault} Nothing was kept.`);
      const written = await onDisk(() => writeFileAtomic(file(member), chain.value.pem, 0o644));
      return written.ok ? ok(toStatus(member, chain.value)) : err(toCallFault(written.error));
    },
    takeAuthority: async (text) => {
      const read = readAuthority(text);
      if (!read.ok) return read;
      const { certificate, pem } = read.value;
      const id = createHash('sha256').update(certificate.der).digest('hex').slice(0, 16);
      const written = await onDisk(() => writeFileAtomic(join(trustFolder, `authority-${id}.crt`), pem, 0o644));
      return written.ok ? ok({ name: certificate.subject.text }) : err(toCallFault(written.error));
    },
    usable: async (member) => {
      const chain = await kept(member);
      if (chain === undefined) return fail('no-certificate', noCertificate);
      const fault = faultFor(member, chain);
      return fault === undefined ? ok(chain) : fail('wrong-certificate', `${fault} Nothing was signed.`);
    },
  };
}

function readAuthority(text: string): Result<{ certificate: Certificate; pem: string }, CallFault> {
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----\s([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g)];
  const [block] = blocks;
  if (block === undefined || blocks.length > 1)
    return fail(
      'no-certificate',
      'This is not one certificate in PEM. Nothing was kept; give one authority at a time.',
    );
  const read = readTrustedCertificate(block[1] ?? '');
  if (typeof read === 'string')
    return fail('no-certificate', `The certificate cannot be read: ${read}. Nothing was kept.`);
  return read.kind === 'authority'
    ? ok({ certificate: read.certificate, pem: `${block[0]}\n` })
    : fail('no-authority', "This is a person's certificate, not an authority's. Nothing was kept.");
}
