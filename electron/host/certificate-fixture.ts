import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A certificate authority of openssl's in a folder, with a timestamp authority under it. Times as openssl takes them. */
export type LocalAuthority = {
  readonly folder: string;
  readonly root: string;
  readonly rootPem: string;
  /** Issues a certificate for a PKCS #10 request: the PEM. */
  issue(request: string, options?: Issue): Promise<string>;
  /** Makes a key and a request and issues a certificate; paths of both. */
  make(name: string, options?: Issue & MakeKey): Promise<{ readonly key: string; readonly certificate: string }>;
  /** Answers a timestamp request by openssl ts. */
  stamp(request: Uint8Array, options?: Stamp): Promise<Buffer>;
};

export type Issue = {
  /** Section of the configuration below. */
  readonly use?: Use;
  readonly from?: string;
  readonly until?: string;
  readonly digest?: string;
  /** Another issuer than the root: what `make` gave. */
  readonly by?: { readonly key: string; readonly certificate: string };
};
export type MakeKey = { readonly subject?: string; readonly key?: readonly string[] };
export type Stamp = { readonly by?: { readonly key: string; readonly certificate: string }; readonly essHash?: string };

const uses = {
  person: 'keyUsage=critical,digitalSignature\nbasicConstraints=critical,CA:FALSE',
  plain: 'basicConstraints=CA:FALSE',
  mail: 'keyUsage=critical,digitalSignature\nsubjectAltName=email:ops-02@example.org',
  encipher: 'keyUsage=critical,keyEncipherment',
  web: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth',
  strange: 'keyUsage=critical,digitalSignature\n1.2.3.4=critical,DER:0500',
  authority: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign',
  lowest: 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign',
  muteAuthority: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature',
  tsa: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping',
  tsaLax: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=timeStamping',
  tsaTwice: 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping,emailProtection',
} as const;
export type Use = keyof typeof uses;

/** Runs openssl, and says what it said where it failed. */
export function openssl(args: readonly string[], cwd?: string): Buffer {
  const ran = spawnSync('openssl', args, { cwd });
  if (ran.status !== 0) throw new Error(`openssl ${args[0] ?? ''}: ${ran.stderr.toString()}`);
  return ran.stdout;
}

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.warn('skipped: openssl is needed to issue certificates');

const ecKey = (curve: string): readonly string[] => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];

/** Makes a root on P-384. */
export async function makeAuthority(): Promise<LocalAuthority> {
  const folder = await temporaryFolder('authority');
  await mkdir(join(folder, 'issued'));
  await writeFile(join(folder, 'index.txt'), '');
  await writeFile(join(folder, 'index.txt.attr'), 'unique_subject = no\n');
  for (const name of ['serial', 'tsa-serial']) await writeFile(join(folder, name), '01\n');
  const sections = Object.entries(uses).map(([name, text]) => `[${name}]\n${text}\n`);
  await writeFile(join(folder, 'ca.cnf'), `${configuration}${sections.join('')}`);
  const root = join(folder, 'root.crt');
  const rootKey = join(folder, 'root.key');
  const asAuthority = ['-extensions', 'authority', '-days', '4000', '-subj', '/O=Example/CN=Example Root'];
  openssl(
    [
      'req',
      '-x509',
      ...ecKey('P-384'),
      '-noenc',
      '-keyout',
      rootKey,
      '-out',
      root,
      '-config',
      'ca.cnf',
      ...asAuthority,
    ],
    folder,
  );
  let made = 0;
  const issue: LocalAuthority['issue'] = async (request, options = {}) => {
    made += 1;
    const [csr, out] = [join(folder, `${made}.csr`), join(folder, `${made}.crt`)];
    await writeFile(csr, request);
    const { use = 'person', from = '20260101000000Z', until = '20360101000000Z', digest = 'sha256', by } = options;
    const issuer = ['-cert', by?.certificate ?? root, '-keyfile', by?.key ?? rootKey];
    const when = ['-startdate', from, '-enddate', until, '-md', digest, '-extensions', use];
    openssl(
      ['ca', '-batch', '-notext', '-preserveDN', '-config', 'ca.cnf', ...issuer, ...when, '-in', csr, '-out', out],
      folder,
    );
    return readFile(out, 'utf8');
  };
  const make: LocalAuthority['make'] = async (
    name,
    { subject = `/CN=${name}`, key = ecKey('P-256'), ...options } = {},
  ) => {
    const paths = { key: join(folder, `${name}.key`), certificate: join(folder, `${name}.pem`) };
    const csr = openssl(
      ['req', '-new', ...key, '-noenc', '-keyout', paths.key, '-subj', subject, '-config', 'ca.cnf'],
      folder,
    );
    await writeFile(paths.certificate, await issue(csr.toString(), options));
    return paths;
  };
  const tsa = await make('tsa', { use: 'tsa', subject: '/O=Example/CN=Example Time' });
  return {
    folder,
    root,
    rootPem: await readFile(root, 'utf8'),
    issue,
    make,
    stamp: async (request, { by = tsa, essHash = 'sha256' } = {}) => {
      const [asked, out] = [join(folder, 'asked.tsq'), join(folder, 'answered.tsr')];
      await writeFile(asked, request);
      await writeFile(join(folder, 'ts.cnf'), stampConfiguration(essHash));
      const signer = ['-signer', by.certificate, '-inkey', by.key];
      openssl(['ts', '-reply', '-config', 'ts.cnf', '-queryfile', asked, ...signer, '-out', out], folder);
      return readFile(out);
    },
  };
}

const configuration = `
[ca]
default_ca=d
[d]
database=index.txt
new_certs_dir=issued
serial=serial
policy=any
default_md=sha256
copy_extensions=none
email_in_dn=no
[any]
commonName=optional
organizationName=optional
UID=optional
[req]
distinguished_name=dn
[dn]
`;

const stampConfiguration = (essHash: string): string => `
[tsa]
default_tsa=t
[t]
serial=tsa-serial
default_policy=1.2.3.4.1
signer_digest=sha256
digests=sha256,sha512
accuracy=secs:1
ordering=no
tsa_name=no
ess_cert_id_chain=no
ess_cert_id_alg=${essHash}
`;
