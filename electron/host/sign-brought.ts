import { createPublicKey, verify } from 'node:crypto';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readAnswer, readStatementText, type ReadStatement } from '../../shared/record/sign-request.ts';
import {
  statementPayloadType,
  statementText,
  type PreparedSignOff,
  type SignOff,
} from '../../shared/record/statement.ts';
import { openEnvelope, preAuthEncoding } from '../signing/dsse.ts';
import { signOffFromExternal } from '../signing/external.ts';
import { readPublicKey, type PersonPublicKey } from '../signing/person-key.ts';
import { strictDerSignature } from '../verifier/core/strict-der.ts';
import { toCallFault } from './fault.ts';
import { sha256Of } from './sha256-of.ts';

/** What came back: another Hotwash's answer, or two signatures and a public key (PEM, or a certificate). */
export type Returned =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'external'; readonly pae: Uint8Array; readonly manifest: Uint8Array; readonly key: string };

/** A finished sign-off as it was brought, not believed yet. `payload` is the exact text that was signed. */
export type Brought = { readonly signOff: SignOff; readonly statement: ReadStatement; readonly payload: string };

type RuleOfAnswers = 'K22' | 'K23' | 'K24' | 'K25' | 'K26';

/** What was wrong, that nothing was written, and what to do. */
export const refusedBy = (rule: RuleOfAnswers, message: string, satisfy: string): Result<never, CallFault> =>
  err({ code: 'refused', rule, message: `${message} The record is as it was.`, satisfy });

export const staleAnswer = (why: string): Result<never, CallFault> =>
  err({
    code: 'stale',
    rule: 'K24',
    message: `${why} What was signed does not cover it. The record is as it was.`,
    satisfy: 'Take a fresh request away and have it signed.',
  });

/** Reads what came back into one form. External signatures are laid to the request that is away and that they sign. */
export function readBrought(returned: Returned, review: Review, now: PreparedSignOff): Result<Brought, CallFault> {
  return returned.kind === 'answer' ? readAnswered(returned.text) : readExternal(returned, review, now);
}

function readAnswered(text: string): Result<Brought, CallFault> {
  const again = 'Choose the answer file, as the other Hotwash wrote it.';
  const answer = readAnswer(text);
  if (!answer.ok) return refusedBy('K22', answer.error.message, again);
  const { envelope, manifestSignature, publicPem } = answer.value;
  const opened = openEnvelope(envelope, statementPayloadType);
  if (!opened.ok) return refusedBy('K22', opened.error.message, again);
  const statement = readStatementText(opened.value.payload);
  if (!statement.ok) return refusedBy('K22', statement.error.message, again);
  const signOff = { role: statement.value.claim.role, envelope, manifestSignature, publicPem };
  return ok({ signOff, statement: statement.value, payload: opened.value.payload });
}

function readExternal(
  { pae, manifest, key }: Returned & { kind: 'external' },
  review: Review,
  now: PreparedSignOff,
): Result<Brought, CallFault> {
  const read = readPublicKey(key);
  if (!read.ok) return err(toCallFault(read.error));
  const publicKey = createPublicKey(read.value.publicPem);
  const isRsa = publicKey.asymmetricKeyType === 'rsa';
  const raw = isRsa ? manifest : strictDerSignature(manifest);
  const strict = isRsa ? pae : strictDerSignature(pae);
  if (raw === undefined || strict === undefined)
    return refusedBy(
      'K25',
      `The signature over ${strict === undefined ? 'to-sign.bin' : 'to-sign-manifest.bin'} is not in strict DER, as ECDSA P-256 gives it.`,
      'Use the commands of README.txt: --signature-format openssl gives DER.',
    );
  const asked = review.away.map((each) => {
    const text = statementText(now, { ...each, signer: each.member });
    return { text, isStale: sha256Of(text) !== each.statement };
  });
  const signed = asked.find(({ text }) => verify('sha256', preAuthEncoding(text), publicKey, pae));
  if (signed !== undefined) return assemble(signed.text, read.value, pae, { kind: isRsa ? 'rsa' : 'p256', raw });
  if (asked.some(({ isStale }) => isStale))
    return staleAnswer('A request was taken before another sign-off came into the record.');
  return asked.length === 0
    ? refusedBy(
        'K22',
        'No signing request of this review is away.',
        'Take a request away first; its bytes are what is signed.',
      )
    : refusedBy(
        'K25',
        'The signature over to-sign.bin is of none of the requests that are away, or of another key.',
        'Look whether the three files belong together: pae.sig, manifest.sig and key.pem of one signer.',
      );
}

function assemble(
  text: string,
  key: PersonPublicKey,
  pae: Uint8Array,
  manifest: Parameters<typeof signOffFromExternal>[3]['manifest'],
): Result<Brought, CallFault> {
  const statement = readStatementText(text);
  if (!statement.ok) return refusedBy('K22', statement.error.message, 'Take a fresh request away.');
  const signOff = signOffFromExternal(text, statement.value, key, { pae, manifest });
  return ok({ signOff, statement: statement.value, payload: text });
}
