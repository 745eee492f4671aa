import { z } from 'zod';
import { memberIdSchema, reviewIdSchema } from '../domain/ids.ts';
import { askingSchema, saidSchema } from '../domain/packet/packet.ts';
import { localIdSchema } from '../domain/text.ts';

/** A file of a few thousand statements; more is no answer of a person. */
const fileText = z.string().max(2_000_000, 'at most 2 MB');

/** Reviews without a meeting: asking, answering on another machine, taking the signed answers in (M7.5). */
export const roundProcedures = {
  /** The file that reviewers answer, of the round that is open. */
  'round.asking': {
    input: z.strictObject({ review: reviewIdSchema, round: localIdSchema }),
    output: z.object({ name: z.string(), text: z.string() }),
  },
  /** Reads such a file on the reviewer's machine. */
  'answer.read': { input: z.strictObject({ text: fileText }), output: z.object({ asking: askingSchema }) },
  /**
   * Signs an answer with its author's key, which this machine keeps. `signed` is the highest revision they signed in
   * this round before, 0 for none; the text is the file to hand back.
   */
  'answer.sign': {
    input: z.strictObject({
      asking: fileText,
      author: memberIdSchema,
      passphrase: z.string().min(1).max(1000),
      signed: z.int().min(0).max(999_999),
      said: z.array(saidSchema).min(1).max(500),
    }),
    output: z.object({ name: z.string(), text: z.string(), fingerprint: z.string(), revision: z.int() }),
  },
  /** Checks a signed answer against the roster's keys and takes it in, once. */
  'packet.take': {
    input: z.strictObject({ review: reviewIdSchema, text: fileText }),
    output: z.object({ author: z.string(), said: z.int(), late: z.boolean(), known: z.boolean() }),
  },
  /** A member's public key with its eight words, to hand to whoever asks. */
  'key.public': {
    input: z.strictObject({ member: memberIdSchema }),
    output: z.object({ pem: z.string(), fingerprint: z.string(), words: z.array(z.string()) }),
  },
  /** What a public key made elsewhere is called; nothing is kept. */
  'key.look': {
    input: z.strictObject({ pem: z.string().max(4000) }),
    output: z.object({ fingerprint: z.string(), words: z.array(z.string()) }),
  },
  /** Takes over a public key made elsewhere, once its words were compared by voice. */
  'key.trust': {
    input: z.strictObject({ member: memberIdSchema, pem: z.string().max(4000) }),
    output: z.object({ fingerprint: z.string() }),
  },
} as const;
