import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { Decrypter, Encrypter } from 'age-encryption';
import { passphraseLack } from '../../shared/domain/workspace/passphrase.ts';
import { hashToWords } from '../../shared/journal/words.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { passphraseIdentity, passphraseRecipient } from './passphrase-stanza.ts';
import { sshPublicBlob } from '../../shared/record/allowed-signers.ts';

/** What may be shown and handed out of a person's key. `words` are the fingerprint's eight words to read aloud. */
export type PersonPublicKey = {
  readonly publicPem: string;
  readonly fingerprint: string;
  readonly words: readonly string[];
};

/** An unlocked ECDSA P-256 key; keep it no longer than the signature takes. */
export type PersonKey = PersonPublicKey & { readonly privateKey: KeyObject };

export type KeyFault =
  | { readonly code: 'weak-passphrase'; readonly message: string }
  | { readonly code: 'wrong-passphrase'; readonly message: string }
  | { readonly code: 'unreadable-key'; readonly message: string };

export type CreatePersonKey = {
  readonly passphrase: string;
  /** log2 of scrypt's N; 18 (about a second) unless a test asks for less. */
  readonly scryptLogN?: number;
};

const defaultScryptLogN = 18;

/**
 * Makes a P-256 signing key and returns it sealed: an age file (scrypt passphrase) whose content is a PKCS #8 PEM, so
 * that `age -d` and openssl can open it without Hotwash.
 */
export async function createPersonKey(
  options: CreatePersonKey,
): Promise<Result<PersonPublicKey & { readonly ageFile: Uint8Array }, KeyFault>> {
  const lack = passphraseLack(options.passphrase);
  if (lack !== undefined)
    return err({ code: 'weak-passphrase', message: `The passphrase will not do: ${lack}. No key was made.` });
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(options.passphrase, options.scryptLogN ?? defaultScryptLogN));
  const ageFile = await encrypter.encrypt(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  return ok({ ...publicPartOf(privateKey), ageFile });
}

/** Opens an age file made by `createPersonKey` (or by `age -p` around a P-256 PKCS #8 PEM). */
export async function unlockPersonKey(ageFile: Uint8Array, passphrase: string): Promise<Result<PersonKey, KeyFault>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(passphraseIdentity(passphrase));
  let pem: string;
  try {
    pem = await decrypter.decrypt(ageFile, 'text');
  } catch (error) {
    // The library has no error codes; this is the one message it gives when the passphrase opens nothing.
    return error instanceof Error && error.message.startsWith('no identity matched')
      ? err({
          code: 'wrong-passphrase',
          message: 'This passphrase does not open the key. Nothing was signed; try again.',
        })
      : err({
          code: 'unreadable-key',
          message: 'The key file is damaged. Nothing was signed; bring back a copy of it.',
        });
  }
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType === 'ec' && privateKey.asymmetricKeyDetails?.namedCurve === 'prime256v1')
      return ok({ ...publicPartOf(privateKey), privateKey });
  } catch {
    // Falls through: what the passphrase opened is not a private key.
  }
  return err({ code: 'unreadable-key', message: 'The key file opens but holds no P-256 key. Nothing was signed.' });
}

/** Reads somebody's public key from a PEM text, its own or a certificate's: P-256, or RSA of 3072 to 8192 bits. */
export function readPublicKey(pem: string): Result<PersonPublicKey, KeyFault> {
  try {
    const key = createPublicKey(pem);
    if (!pem.includes('PRIVATE') && maySign(key)) return ok(publicPartOf(key));
  } catch {
    // Falls through: not a public key at all.
  }
  return err({
    code: 'unreadable-key',
    message:
      'This is no public key that signs off: a PEM text with a P-256 key, or RSA of 3072 to 8192 bits. Nothing was kept; ask for it again.',
  });
}

function maySign({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): boolean {
  if (type === 'ec') return details?.namedCurve === 'prime256v1';
  const bits = details?.modulusLength ?? 0;
  return type === 'rsa' && bits >= 3072 && bits <= 8192 && (details?.publicExponent ?? 0n) >= 65_537n;
}

/** What others get to see of a key. */
export function publicPartOf(key: KeyObject): PersonPublicKey {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const publicPem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const digest = createHash('sha256').update(sshPublicBlob(publicPem)).digest();
  // As ssh-keygen -l prints it: base64 without padding.
  return { publicPem, fingerprint: `SHA256:${digest.toString('base64').replace('=', '')}`, words: hashToWords(digest) };
}
