import type { transcriptProcedures } from '../../shared/contract/transcript-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the page asks of transcripts. */
export function createTranscriptHandlers(
  services: Services,
): Pick<ProcedureHandlers, keyof typeof transcriptProcedures> {
  const { transcripts, scribeTranscripts } = services;
  return {
    'transcript.command': ({ transcript, id, command }) => transcripts.run(transcript, id, command),
    'transcript.from-notes': ({ review, recording }) => scribeTranscripts.make(review, recording),
    'transcript.list': async ({ review }) => {
      const known = transcripts.list(review);
      return Promise.resolve(
        ok({
          transcripts: known.map(({ transcript, review: of, recording, source, seq }) => ({
            transcript,
            review: of,
            recording,
            source,
            seq,
          })),
        }),
      );
    },
  };
}
