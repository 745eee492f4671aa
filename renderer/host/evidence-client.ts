import { z } from 'zod';
import { carriedEvidenceSchema, type CarriedEvidence } from '../../shared/contract/evidence-procedures.ts';
import { callFaultSchema, type CallFault } from '../../shared/contract/procedures.ts';
import { err, type Result } from '../../shared/lib/result.ts';

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: carriedEvidenceSchema }),
  z.object({ ok: z.literal(false), error: callFaultSchema }),
]);

/** Hands a file to the main process, which keeps it under its hash; it is evidence only once it is attached. */
export async function carryEvidence(file: File): Promise<Result<CarriedEvidence, CallFault>> {
  try {
    const response = await fetch(`/api/evidence.carry?name=${encodeURIComponent(file.name)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    const answer = answerSchema.safeParse(await response.json());
    return answer.success
      ? answer.data
      : err({ code: 'bad-answer', message: 'The answer was not understood. The file was not attached; try again.' });
  } catch {
    return err({
      code: 'no-host',
      message: 'Hotwash does not answer. What was kept is safe; close this window and start it again.',
    });
  }
}
