import { z } from 'zod';
import { consentAnswers, recordedSources, recordingNotices, stopReasons } from '../domain/recording/recording.ts';
import { at, count, reason, sha256, who, words } from './record-schema-parts.ts';

/** Places in a recording are ms of sound: pauses are not in them. */
export const recordedSchema = z.strictObject({
  consent: z
    .strictObject({
      text: words.describe('What everybody in the room was asked.'),
      sha256: sha256.describe('SHA-256 over `text` in UTF-8.'),
      answers: z.array(z.strictObject({ member: who, answer: z.enum(consentAnswers), at })),
    })
    .nullable(),
  recordings: z.array(
    z.strictObject({
      id: z.string(),
      startedAt: at,
      stopped: z
        .strictObject({
          at,
          why: z.enum(stopReasons),
          durationMs: count,
          parts: count,
          bytes: count,
          link: sha256.describe('The end of the hash chain over the list of its pieces.'),
        })
        .nullable(),
      sources: z.array(z.enum(recordedSources)),
      file: z
        .strictObject({ sha256, bytes: count })
        .nullable()
        .describe('The one file that stands in the place of the parts; it is kept apart from the record.'),
      notices: z.array(z.strictObject({ what: z.enum(recordingNotices), placeMs: count, lengthMs: count.nullable() })),
      cuts: z
        .array(z.strictObject({ fromPlaceMs: count, toPlaceMs: count, member: who, reason, at }))
        .describe('Ranges taken out because somebody objected.'),
    }),
  ),
});
