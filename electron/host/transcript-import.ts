import { createHash } from 'node:crypto';
import {
  largestTranscriptFile,
  mostTranscriptFaults,
  transcriptImportQuerySchema,
  type TranscriptImport,
} from '../../shared/contract/transcript-procedures.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { mostSegments } from '../../shared/domain/transcript/audit-transcript.ts';
import { fitSegments } from '../../shared/domain/transcript/fit-segments.ts';
import { longerBy } from '../../shared/domain/transcript/transcript-length.ts';
import { readTranscriptFile } from '../../shared/formats/read-transcript-file.ts';
import { decideSeated } from '../../shared/domain/workspace/seated.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { baseName } from '../intake/carried-file.ts';
import { onDisk } from '../platform/files.ts';
import type { Origins } from '../transcripts/origins.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import type { ReviewService } from './review-service.ts';
import type { TranscriptService } from './transcript-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

export type TranscriptImportParts = {
  readonly transcripts: TranscriptService;
  readonly origins: Origins;
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
};

export type TranscriptImporter = {
  /** Takes a file as a transcript, as the address of its upload says. */
  readonly take: (
    query: URLSearchParams,
    body: AsyncIterable<Uint8Array>,
  ) => Promise<Result<TranscriptImport, CallFault>>;
};

export function createTranscriptImporter(parts: TranscriptImportParts): TranscriptImporter {
  const { transcripts, origins, reviews, workspace } = parts;
  return {
    take: async (query, body) => {
      const asked = transcriptImportQuerySchema.safeParse(Object.fromEntries(query));
      if (!asked.success)
        return err({
          code: 'invalid-input',
          path: asked.error.issues[0]?.path.map(String).join('.') ?? '',
          message: asked.error.issues[0]?.message ?? 'The input is not of the expected shape.',
        });
      const { review, recording = null, offsetMs = 0 } = asked.data;
      const seated = decideSeated(workspace.current());
      if (!seated.ok) return err(refusalToFault(seated.error));
      const read = reviews.read(review);
      if (!read.ok) return read;
      const sound = read.value.review.recordings.find(({ id }) => id === recording);
      if (recording !== null && sound === undefined)
        return fail('no-recording', 'There is no such recording of this review. Nothing was kept.');
      const bytes = await wholeBody(body);
      if (!bytes.ok) return bytes;
      const known = knownImport(
        transcripts,
        { review, recording },
        createHash('sha256').update(bytes.value).digest('hex'),
      );
      if (known !== undefined) return ok({ state: 'known', transcript: known });
      const name = plainName(asked.data.name);
      const file = readTranscriptFile(bytes.value, name);
      if (!file.ok) return fail('not-a-transcript', `${file.error.message.replace(/\.?$/, '.')} Nothing was kept.`);
      const { format, times, faults } = file.value;
      const { segments, leftOut } = fitSegments(file.value.segments);
      if (segments.length === 0)
        return fail('no-words', 'Nothing that was said stands in that file. Nothing was kept.');
      if (segments.length > mostSegments)
        return fail('too-long', `A transcript has at most ${mostSegments} segments. Cut the file into several.`);
      const kept = await onDisk(() => origins.keep(bytes.value));
      if (!kept.ok) return err(toCallFault(kept.error));
      const source = { kind: 'imported', format, name, sha256: kept.value } as const;
      const opening = { review, recording, offsetMs, startedAt: null, language: 'und', source };
      const founded = await transcripts.found(opening, segments, 'machine-draft', seated.value);
      if (!founded.ok) return founded;
      const unheld = leftOut.map((place) => ({ line: 0, message: `Segment ${place} cannot be held; it is left out` }));
      return ok({
        state: 'taken',
        transcript: founded.value.transcript,
        format,
        times,
        segments: segments.length,
        faults: [...faults, ...unheld].slice(0, mostTranscriptFaults),
        faultsTotal: faults.length + unheld.length,
        longerBy: sound === undefined ? 0 : longerBy({ offsetMs, segments }, sound),
      });
    },
  };
}

/** The transcript that this file is of this recording already. Of another recording it is taken again: the first was a mistake. */
const knownImport = (
  transcripts: TranscriptService,
  { review, recording }: { readonly review: string; readonly recording: string | null },
  sha256: string,
): string | undefined =>
  transcripts
    .list(review)
    .find(
      ({ source, recording: followed }) =>
        source?.kind === 'imported' && source.sha256 === sha256 && followed === recording,
    )?.transcript;

async function wholeBody(body: AsyncIterable<Uint8Array>): Promise<Result<Uint8Array, CallFault>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > largestTranscriptFile)
      return fail('too-large', 'A transcript has at most 64 MB; that file is none. Nothing was kept.');
    pieces.push(piece);
  }
  return size === 0 ? fail('empty-file', 'That file is empty. Nothing was kept.') : ok(Buffer.concat(pieces));
}

/** The name without folders and without signs that no list shows. */
function plainName(name: string): string {
  const clean = baseName(name)
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(0, 200);
  return clean === '' ? 'transcript' : clean;
}
