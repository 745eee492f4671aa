import type { speechProcedures } from '../../shared/contract/speech-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures of speech to text do. */
export function createSpeechHandlers({ speech }: Services): Pick<ProcedureHandlers, keyof typeof speechProcedures> {
  return {
    'speech.engines': async () => ok({ engines: [...(await speech.engines())] }),
    'speech.jobs': async () => ok({ jobs: [...speech.jobs()] }),
    'speech.cancel': async (key) => {
      const cancelled = await speech.cancel(key);
      return cancelled.ok ? ok({}) : cancelled;
    },
  };
}
