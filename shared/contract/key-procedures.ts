import { z } from 'zod';
import { memberIdSchema } from '../domain/ids.ts';

const words = z.array(z.string()).length(8);

/** A sealed key as text: the ASCII armour of its age file, or what somebody typed or scanned of it. */
const armoured = z.string().max(16_000);

/** Printed recovery of signing keys. What is handed out is sealed with the key's passphrase. */
export const keyProcedures = {
  /** The sheet to print and lock away. `pdf` is base64, null where nothing here can print. */
  'key.recovery': {
    input: z.strictObject({ member: memberIdSchema }),
    output: z.object({ html: z.string(), pdf: z.string().nullable(), armoured: z.string(), words }),
  },
  /**
   * Opens what was scanned or typed from a sheet and says whose key it is. `restore` keeps it where this machine has lost
   * the sealed file of a registered key.
   */
  'key.recover': {
    input: z.strictObject({ armoured, passphrase: z.string().max(1000), restore: z.boolean() }),
    output: z.object({
      fingerprint: z.string(),
      words,
      /** The member whose registered key it is; null for a key that nobody registered. */
      member: z.string().nullable(),
      /** Where its sealed file is now. */
      file: z.enum(['here', 'missing', 'restored']),
    }),
  },
} as const;
