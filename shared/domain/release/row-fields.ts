import { z } from 'zod';
import { rowIdSchema } from '../ids.ts';

/** Milliseconds since 1970 UTC. */
export const epochMs = z.int();
export const shortText = z.string().max(500);
/** A paragraph or two, as a ticket or a post-mortem has. */
export const longText = z.string().max(4000);
export const versionText = z.string().min(1).max(80);
export const environmentText = z.string().min(1).max(80);
export const shaText = z.string().regex(/^[0-9a-f]{7,64}$/);

export const commonFields = {
  /** `source:type:instance:naturalId`. */
  id: rowIdSchema,
  /** The source's updated time in ms where it has one, else 0; with the content's hash it orders revisions of one id. */
  revision: z.int().min(0),
};
