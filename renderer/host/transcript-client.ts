import { z } from 'zod';
import { callFaultSchema, type CallFault } from '../../shared/contract/procedures.ts';
import { transcriptImportSchema, type TranscriptImport } from '../../shared/contract/transcript-procedures.ts';
import { err, type Result } from '../../shared/lib/result.ts';

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: transcriptImportSchema }),
  z.object({ ok: z.literal(false), error: callFaultSchema }),
]);

/** Hands a transcript file to the main process, for a review and, where it has one, its recording. */
export async function importTranscript(
  file: File,
  review: string,
  recording: string | null,
): Promise<Result<TranscriptImport, CallFault>> {
  const query = new URLSearchParams({ name: file.name, review, ...(recording !== null && { recording }) });
  try {
    const response = await fetch(`/api/transcript.import?${query.toString()}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    const answer = answerSchema.safeParse(await response.json());
    return answer.success
      ? answer.data
      : err({ code: 'bad-answer', message: 'The answer was not understood. The file was not taken; try again.' });
  } catch {
    return err({
      code: 'no-host',
      message: 'Hotwash does not answer. What was kept is safe; close this window and start it again.',
    });
  }
}
