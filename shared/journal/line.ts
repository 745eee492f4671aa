import { z } from 'zod';
import { err, ok, type Result } from '../lib/result.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import { sha256Hex } from './sha256.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * One line of a journal. What is chained is the header; `salt` and `body` hang on it by `bodyHash`, so that a body can
 * be erased later (retention) and every hash still holds. `at` is ISO 8601 in UTC with milliseconds.
 */
export const journalLineSchema = z.strictObject({
  seq: z.int().min(1),
  prev: hex64,
  at: z.iso.datetime({ precision: 3 }),
  device: z.string().regex(/^[0-9a-f]{16}$/),
  actor: z.string().min(1).max(64),
  type: z.string().regex(/^[a-z][a-z-]*(\.[a-z][a-z-]*)+\.v[1-9][0-9]*$/),
  bodyHash: hex64,
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  body: z.record(z.string(), z.json()).optional(),
});
export type JournalLine = z.infer<typeof journalLineSchema>;

/** What a journal is opened with: the `prev` of its first line. */
export const genesis = '0'.repeat(64);

/** An event before it is written: its type, its body, who caused it. */
export type NewEvent = { readonly type: string; readonly body: { readonly [key: string]: Json } };

/** SHA-256 over salt bytes (hex text) followed by the canonical body. */
export function hashBody(salt: string, body: JournalLine['body'] & object): string {
  return sha256Hex(salt + canonicalJson(body));
}

/** SHA-256 of the line's canonical header, that is the line without `salt` and `body`. The next line's `prev`. */
export function hashLine(line: JournalLine): string {
  const { salt: _salt, body: _body, ...header } = line;
  return sha256Hex(canonicalJson(header));
}

export function serializeLine(line: JournalLine): string {
  return canonicalJson(line as unknown as Json);
}

export type LineFault =
  | { readonly code: 'unreadable-line'; readonly line: number; readonly message: string }
  | { readonly code: 'not-canonical'; readonly line: number; readonly message: string }
  | { readonly code: 'wrong-sequence'; readonly line: number; readonly message: string }
  | { readonly code: 'broken-chain'; readonly line: number; readonly message: string }
  | { readonly code: 'changed-body'; readonly line: number; readonly message: string };

/** Reads one line strictly: JSON, schema, canonical bytes. */
export function parseLine(text: string, number: number): Result<JournalLine, LineFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ code: 'unreadable-line', line: number, message: `line ${number} is not JSON` });
  }
  const parsed = journalLineSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return err({
      code: 'unreadable-line',
      line: number,
      message: `line ${number}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not a journal line'}`,
    });
  }
  if (serializeLine(parsed.data) !== text)
    return err({ code: 'not-canonical', line: number, message: `line ${number} is not in canonical form` });
  return ok(parsed.data);
}

/** Checks that a line follows its predecessor and carries the body it promises. */
export function checkLine(line: JournalLine, expectedSeq: number, expectedPrev: string): LineFault | undefined {
  if (line.seq !== expectedSeq)
    return { code: 'wrong-sequence', line: expectedSeq, message: `event ${expectedSeq} is missing; found ${line.seq}` };
  if (line.prev !== expectedPrev)
    return { code: 'broken-chain', line: line.seq, message: `event ${line.seq} does not follow event ${line.seq - 1}` };
  if (line.body !== undefined && (line.salt === undefined || hashBody(line.salt, line.body) !== line.bodyHash))
    return { code: 'changed-body', line: line.seq, message: `the body of event ${line.seq} was changed` };
  return undefined;
}
