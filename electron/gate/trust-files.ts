import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { readNamedFile } from '../platform/named-file.ts';
import type { CryptoPort } from '../verifier/core/crypto-port.ts';
import { parseTrust, type TrustFile } from '../verifier/core/trust.ts';
import { keysForGate, type GateKeys } from './roster-keys.ts';
import { largestGateFile } from './strict-envelope.ts';

const isTrustName = (name: string): boolean =>
  name === 'allowed_signers' || name.endsWith('.pem') || /^roster-\d+\.dsse\.json$/.test(name);

/** Reads what `--trust` names: files, or folders with such files. What lies in the record itself is trusted in nothing. */
export async function readTrustFiles(
  paths: readonly string[],
  record: string | null,
  crypto: CryptoPort,
): Promise<GateKeys> {
  const no = (message: string): GateKeys => ({ ok: false, message });
  const files: TrustFile[] = [];
  try {
    const inside = record === null ? null : `${await realpath(record)}${sep}`;
    for (const path of paths) {
      const isFolder = (await stat(path)).isDirectory();
      for (const name of isFolder ? (await readdir(path)).filter(isTrustName).toSorted() : ['']) {
        const file = join(path, name);
        if (inside !== null && (await realpath(file)).startsWith(inside))
          return no('Your trust file lies inside the record; keys found there are never trusted.');
        const read = await readNamedFile(file, largestGateFile);
        if (!read.ok) return no('The trust file is not there or cannot be read.');
        files.push({ name: name === '' ? basename(path) : name, text: read.value.toString('utf8') });
      }
    }
  } catch {
    return no('The trust file is not there or cannot be read.');
  }
  const trust = parseTrust(files, crypto);
  return trust.ok ? keysForGate(trust.value, crypto) : no(`The trust file cannot be read: ${trust.message}.`);
}
