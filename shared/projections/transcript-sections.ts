import { isTimed } from '../domain/transcript/transcript-length.ts';
import type { Segment } from '../domain/transcript/transcript.ts';
import type { TranscriptPaper } from './transcript-paper.ts';

export type TranscriptSection = { readonly heading: string | null; readonly segments: readonly Segment[] };

/**
 * The segments below the chapter they begin in; a chapter in which nobody spoke keeps its heading. Without times nothing
 * is below any.
 */
export function transcriptSections({
  segments,
  chapters,
}: Pick<TranscriptPaper, 'segments' | 'chapters'>): readonly TranscriptSection[] {
  if (!isTimed(segments)) return [{ heading: null, segments }];
  const first = chapters[0]?.startMs ?? Infinity;
  const before = segments.filter(({ start }) => start < first);
  return [
    ...(before.length > 0 || chapters.length === 0 ? [{ heading: null, segments: before }] : []),
    ...chapters.map(({ startMs, title }, at) => ({
      heading: title,
      segments: segments.filter(({ start }) => start >= startMs && start < (chapters[at + 1]?.startMs ?? Infinity)),
    })),
  ];
}
