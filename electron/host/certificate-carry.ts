import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { readFileIfAny } from '../platform/files.ts';
import { readEnvelope, readStatement } from '../verifier/core/envelope.ts';
import type { CertificateStore } from './certificate-store.ts';
import { listSignOffs, placeBeside, type BesideFile } from './timestamp-files.ts';

/**
 * Puts `trust/NN-role.crt` beside every sign-off whose signer has a certificate for the very key that signed. Safe to call
 * again; a certificate that is there already stays.
 */
export async function carryCertificates(dir: string, certificates: CertificateStore): Promise<Result<void, CallFault>> {
  const files: BesideFile[] = [];
  for (const { stem, envelope } of await listSignOffs(dir)) {
    const path = `trust/${stem}.crt`;
    const pem = await readFileIfAny(join(dir, 'trust', `${stem}.pem`));
    if (pem === undefined || (await readFileIfAny(join(dir, path))) !== undefined) continue;
    const read = readEnvelope(path, envelope);
    const statement = read.ok ? readStatement(path, read.value.payload) : read;
    const chain = statement.ok ? await certificates.kept(statement.value.signer) : undefined;
    const spki = createPublicKey(pem).export({ format: 'der', type: 'spki' });
    if (chain !== undefined && spki.equals(chain.leaf.spki)) files.push({ path, content: Buffer.from(chain.pem) });
  }
  return files.length === 0 ? ok(undefined) : placeBeside(dir, files);
}
