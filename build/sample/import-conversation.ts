import { conversation } from '../../assets/sample/conversation.ts';
import { members } from '../../assets/sample/organisation.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { segmentsToVtt } from '../../shared/formats/transcript-writers.ts';
import { must, type Stage } from './stage.ts';

const longestLineMs = 12_000;

/** The file that the conferencing program gave out after the meeting, taken in as a person does: as it is, unchecked. */
export async function importConversation(stage: Stage, review: ReviewId): Promise<void> {
  const vtt = segmentsToVtt(
    conversation.map(({ at, member, text }, index) => ({
      start: at * 1000,
      end: Math.min((conversation[index + 1]?.at ?? at + 8) * 1000 - 300, at * 1000 + longestLineMs),
      speaker: members.find(({ id }) => id === member)?.display ?? member,
      text,
    })),
  );
  const query = new URLSearchParams({ name: 'boarding-gates-review.vtt', review });
  must(await stage.services.transcriptImport.take(query, pieces(vtt)), 'the transcript');
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}
