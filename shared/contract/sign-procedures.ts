import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { roleNameSchema } from '../domain/review/sign-events.ts';
import { mostSignFileBytes } from '../record/sign-request.ts';

const fileText = z.string().max(mostSignFileBytes, 'at most 24 MB');
/** Two signatures and a key: a few hundred bytes each. */
const small = z.base64().max(20_000);

const wordsSchema = z.object({
  review: z.string(),
  role: z.string(),
  act: z.enum(['facilitated', 'accepted', 'countersigned']),
  member: z.string(),
  claimedAt: z.string(),
  headWords: z.array(z.string()),
  events: z.int(),
  files: z.int(),
  covers: z.int(),
});

const asked = { review: reviewIdSchema, role: roleNameSchema, member: memberIdSchema };

/** Signing beside the room: requests out and answers in, on a stick (docs/sign-off.md). */
export const signProcedures = {
  /** Takes a request away. `zip`: the same as a folder for a smart card's tools, base64. */
  'sign.request': {
    input: z.strictObject(asked),
    output: z.object({
      name: z.string(),
      text: z.string(),
      words: wordsSchema,
      zip: z.object({ name: z.string(), base64: z.string() }),
    }),
  },
  /** Reads a request that was brought here; `record` is the ticket of a record's zip that came along. */
  'sign.look': {
    input: z.strictObject({
      text: fileText,
      record: z
        .string()
        .regex(/^[0-9a-f]{32}$/)
        .nullable(),
    }),
    output: z.object({
      title: z.string(),
      display: z.string(),
      words: wordsSchema,
      /** What the key that would answer is called; null where this machine has none of this person. */
      key: z.object({ fingerprint: z.string(), words: z.array(z.string()) }).nullable(),
      record: z.object({ state: z.enum(['same', 'other', 'broken']), message: z.string() }).nullable(),
    }),
  },
  /** Signs it with the key that this machine keeps; the text is the file to bring back. */
  'sign.answer': {
    input: z.strictObject({ text: fileText, passphrase: z.string().min(1).max(1000) }),
    output: z.object({ name: z.string(), text: z.string(), fingerprint: z.string() }),
  },
  /** Takes an answer back. `compared`: the eight words heard from the signer, where the key was not known yet. */
  'sign.take': {
    input: z.strictObject({
      review: reviewIdSchema,
      returned: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('answer'), text: fileText }),
        z.strictObject({ kind: z.literal('external'), pae: small, manifest: small, key: z.string().max(20_000) }),
      ]),
      compared: z.string().max(200).nullable(),
    }),
    output: z.discriminatedUnion('state', [
      z.object({ state: z.literal('taken'), role: z.string(), member: z.string(), fingerprint: z.string() }),
      z.object({
        state: z.literal('unknown-key'),
        role: z.string(),
        member: z.string(),
        fingerprint: z.string(),
        words: z.array(z.string()),
      }),
    ]),
  },
} as const;
