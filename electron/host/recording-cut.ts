import { join } from 'node:path';
import { z } from 'zod';
import { memberIdSchema } from '../../shared/domain/ids.ts';
import { statementSchema } from '../../shared/domain/text.ts';
import { readFileIfAny } from '../platform/files.ts';

const cutSchema = z.strictObject({
  fromMs: z.int().min(0),
  toMs: z.int().min(1),
  member: memberIdSchema,
  reason: statementSchema,
});

/** A range that somebody objected to; ms of the recording. */
export type CutRequest = z.infer<typeof cutSchema>;

/** The cut that was being made when the program last ended, or null. */
export async function readCutting(folder: string): Promise<CutRequest | null> {
  const bytes = await readFileIfAny(join(folder, 'cutting.json'));
  try {
    return bytes === undefined ? null : cutSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}
