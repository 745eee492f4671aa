import { z } from 'zod';
import {
  callFaultSchema,
  intakeProgressSchema,
  type CallFault,
  type IntakeProgress,
} from '../../shared/contract/procedures.ts';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { linesOf } from './follow-stream.ts';

/** How a waiting file is to be read; all but its ticket may be left to detection. */
export type IntakeChoice = {
  readonly ticket: string;
  readonly format?: string | undefined;
  readonly mapping?: ColumnMapping | undefined;
  readonly acceptBad?: boolean;
};

const carriedSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    value: z.object({ ticket: z.string(), name: z.string(), bytes: z.number(), sha256: z.string() }),
  }),
  z.object({ ok: z.literal(false), error: callFaultSchema }),
]);
export type CarriedFile = Extract<z.infer<typeof carriedSchema>, { ok: true }>['value'];

const noHost: CallFault = {
  code: 'no-host',
  message: 'Hotwash does not answer. What was kept is safe; close this window and start it again.',
};

/** Hands a file to the main process, where it waits under a ticket; nothing is taken in yet. */
export async function carryFile(file: File, signal: AbortSignal): Promise<Result<CarriedFile, CallFault>> {
  try {
    const response = await fetch(`/api/intake.carry?name=${encodeURIComponent(file.name)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
      signal,
    });
    const answer = carriedSchema.safeParse(await response.json());
    if (!answer.success)
      return err({ code: 'bad-answer', message: 'The answer was not understood. Nothing was taken in.' });
    return answer.data.ok ? ok(answer.data.value) : err(answer.data.error);
  } catch {
    return signal.aborted
      ? err({ code: 'cancelled', message: 'The file was not handed over to its end. Nothing of it was taken in.' })
      : err(noHost);
  }
}

/**
 * Takes a waiting file in. `onProgress` hears the latest figures; aborting stops after the batch that is being written,
 * and what was taken by then is kept.
 */
export async function takeFile(
  choice: IntakeChoice,
  signal: AbortSignal,
  onProgress: (progress: Extract<IntakeProgress, { state: 'reading' }>) => void,
): Promise<Exclude<IntakeProgress, { state: 'reading' }>> {
  try {
    const response = await fetch('/api/intake.take', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(choice),
      signal,
    });
    for await (const line of linesOf(response)) {
      const progress = intakeProgressSchema.safeParse(JSON.parse(line));
      if (!progress.success) break;
      if (progress.data.state !== 'reading') return progress.data;
      onProgress(progress.data);
    }
    return {
      state: 'failed',
      error: {
        code: 'bad-answer',
        message: 'The answer ended early. What was taken is kept; take the file in again to finish it.',
      },
    };
  } catch {
    if (!signal.aborted) return { state: 'failed', error: noHost };
    return {
      state: 'failed',
      error: { code: 'cancelled', message: 'Stopped. What was taken is kept; take the file in again to finish it.' },
    };
  }
}
