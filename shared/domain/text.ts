import { z } from 'zod';

/** Ids of things said in a review are made by the page: `k3f9a2c81d`. */
export const localIdSchema = z.string().regex(/^[a-z][a-z0-9]{3,31}$/);

/** One statement: trimmed, not empty, no control characters but line breaks, at most 2,000 characters. */
export const statementSchema = z
  .string()
  .trim()
  .min(1, 'write something first')
  .max(2000, 'at most 2,000 characters')
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  .refine((text) => !/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text), 'no control characters')
  .refine(
    (text) => !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text),
    'not readable as text',
  );

/** A calendar day in the review's zone: `2026-03-27`. */
export const daySchema = z.iso.date();

export const epochMsSchema = z.int().min(0).max(8_640_000_000_000_000);
