import type { z } from 'zod';
import type { intakeChoiceSchema, IntakeProgress } from '../../shared/contract/procedures.ts';
import type { TakeProgress } from '../intake/intake.ts';
import type { Services } from './services.ts';

/** Takes an uploaded file in and reports as it goes. The consumer's pace holds nothing up: only the newest figure is kept. */
export async function* takeCarriedFile(
  services: Services,
  choice: z.output<typeof intakeChoiceSchema>,
  signal: AbortSignal,
): AsyncGenerator<IntakeProgress> {
  const file = services.uploads.file(choice.ticket);
  if (!file.ok) {
    yield { state: 'failed', error: file.error };
    return;
  }
  const stop = new AbortController();
  let latest: TakeProgress | undefined;
  let wake: () => void = () => undefined;
  const taking = services.intake
    .takeFile(file.value, {
      format: choice.format,
      mapping: choice.mapping,
      acceptBad: choice.acceptBad,
      signal: AbortSignal.any([signal, stop.signal]),
      onProgress: (progress) => {
        latest = progress;
        wake();
      },
    })
    .then(async (result) => {
      // What came in may tell of a release that is not live yet: its baseline is frozen while that is so.
      if (result.ok) await services.packages.freezeDue();
      return { result };
    });
  try {
    for (;;) {
      const woken = new Promise<undefined>((resolve) => {
        wake = () => resolve(undefined);
      });
      const done = await Promise.race([taking, woken]);
      if (done === undefined) {
        if (latest !== undefined) yield { state: 'reading', ...latest };
        continue;
      }
      yield finalState(done.result);
      return;
    }
  } finally {
    stop.abort();
  }
}

function finalState(result: Awaited<ReturnType<Services['intake']['takeFile']>>): IntakeProgress {
  if (!result.ok) return { state: 'failed', error: { code: result.error.code, message: result.error.message } };
  const { format, accepted, unchanged, quarantined, quarantinedTotal, byKind, unknownColumns, stopped } = result.value;
  return {
    state: 'done',
    report: {
      format,
      accepted,
      unchanged,
      quarantined: quarantined.slice(0, 200),
      quarantinedTotal,
      byKind: { ...byKind },
      unknownColumns: [...unknownColumns],
      stopped,
    },
  };
}
