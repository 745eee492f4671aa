import type { z } from 'zod';
import { callFaultSchema, type CallFault } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

/** Lines of an answer as they come, without the empty ones. */
export async function* linesOf(response: Response): AsyncGenerator<string> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = `${rest}${value}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}

/** Calls a procedure that tells how it goes on, and hears each thing it tells. Aborting ends it on the other side too. */
export async function followStream<S extends z.ZodType>(
  name: string,
  input: unknown,
  events: S,
  signal: AbortSignal,
  onEvent: (event: z.output<S>) => void,
): Promise<Result<null, CallFault>> {
  try {
    const response = await fetch(`/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal,
    });
    if (!response.ok) return err(readFault(await response.json()));
    for await (const line of linesOf(response)) onEvent(events.parse(JSON.parse(line)));
    return ok(null);
  } catch {
    return signal.aborted
      ? err({ code: 'cancelled', message: 'Cancelled. What came by then is kept.' })
      : err({
          code: 'no-host',
          message: 'Hotwash does not answer. What was kept is safe; close this window and start it again.',
        });
  }
}

function readFault(answer: unknown): CallFault {
  const fault = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : undefined;
  const read = callFaultSchema.safeParse(fault);
  return read.success ? read.data : { code: 'bad-answer', message: 'The answer was not understood. Try again.' };
}
