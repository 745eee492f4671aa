import type { z } from 'zod';
import { courierTakeSchema, type CourierProgress } from '../../shared/contract/courier-procedures.ts';
import { intakeChoiceSchema } from '../../shared/contract/procedures.ts';
import { transcribeSchema, type SpeechState } from '../../shared/contract/speech-procedures.ts';
import { sourceSyncSchema, type SyncProgress } from '../../shared/contract/source-procedures.ts';
import { seekableSchema, type SeekableProgress } from '../../shared/contract/recording-procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { tellSeekable } from './recording-handlers.ts';
import type { Services } from './services.ts';
import { takeCarriedFile } from './take-carried-file.ts';
import { toldStream } from './told-stream.ts';

type Stream = (
  services: Services,
  input: unknown,
  signal: AbortSignal,
) => Result<AsyncIterable<unknown>, z.core.$ZodIssue | undefined>;

const stream =
  <S extends z.ZodType>(
    schema: S,
    open: (services: Services, input: z.output<S>, signal: AbortSignal) => AsyncIterable<unknown>,
  ): Stream =>
  (services, input, signal) => {
    const parsed = schema.safeParse(input);
    return parsed.success ? ok(open(services, parsed.data, signal)) : err(parsed.error.issues[0]);
  };

/** Procedures that tell how they go on, as NDJSON, and end when nobody listens any more. */
export const progressStreams: ReadonlyMap<string, Stream> = new Map([
  ['intake.take', stream(intakeChoiceSchema, takeCarriedFile)],
  [
    'source.sync',
    stream(sourceSyncSchema, ({ sources }, { sources: ids }, signal) =>
      toldStream<SyncProgress>(
        signal,
        (event) => (event.state === 'ended' ? null : event.source),
        async (tell, stop) => {
          await sources.sync(ids, stop, tell);
        },
      ),
    ),
  ],
  [
    'recording.seekable',
    stream(seekableSchema, (services, ref, signal) =>
      toldStream<SeekableProgress>(
        signal,
        ({ state }) => (state === 'joining' || state === 'checking' ? 'going on' : null),
        (tell, stop) => tellSeekable(services, ref, stop, tell),
      ),
    ),
  ],
  [
    'courier.take',
    stream(courierTakeSchema, (services, { ticket }, signal) =>
      toldStream<CourierProgress>(
        signal,
        ({ state }) => state,
        (tell, stop) => takeBundle(services, ticket, stop, tell),
      ),
    ),
  ],
  [
    'speech.transcribe',
    stream(transcribeSchema, ({ speech }, job, signal) =>
      toldStream<SpeechState>(
        signal,
        ({ state }) => state,
        (tell, stop) => speech.transcribe(job, stop, tell),
      ),
    ),
  ],
]);

async function takeBundle(
  { uploads, couriers, packages }: Services,
  ticket: string,
  signal: AbortSignal,
  tell: (event: CourierProgress) => void,
): Promise<void> {
  const path = uploads.path(ticket);
  const taken = path.ok
    ? await couriers.take(path.value, signal, (item, done, of) => tell({ state: 'taking', done, of, item }))
    : path;
  await packages.freezeDue();
  if (taken.ok) tell({ state: 'done', reports: [...taken.value.reports], refused: taken.value.refused });
  else tell({ state: 'failed', error: { code: taken.error.code, message: taken.error.message } });
}
