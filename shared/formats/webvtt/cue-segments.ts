import { segmentsOf, type FileSegment } from '../transcript-segment.ts';
import { parseCueText, type CueNode } from './cue-text-tree.ts';
import type { VttCue } from './vtt-cue.ts';

type Word = NonNullable<FileSegment['words']>[number];
/** What one voice says within a cue. */
type Run = {
  readonly speaker: string | null;
  text: string;
  readonly marks: { readonly ms: number; readonly at: number }[];
};

/**
 * What is said in a cue: one segment for each voice, in the order of the text, all with the times of the cue, since the
 * cue tells no others. Ruby text is not said. Times within the text become words.
 */
export function cueSegments(cue: VttCue, wrong: (message: string) => void): readonly FileSegment[] {
  const [startMs, endMs] = [cue.startTime * 1000, cue.endTime * 1000];
  const runs: Run[] = [{ speaker: null, text: '', marks: [] }];
  gather(
    parseCueText(cue.text, (message) => wrong(`In the text of a cue ${message}; it is passed over`)),
    null,
    runs,
  );
  return runs.flatMap((run) =>
    segmentsOf({ startMs, endMs, speaker: run.speaker, text: run.text, words: wordsOf(run, startMs, endMs) }, wrong),
  );
}

function gather(nodes: readonly CueNode[], speaker: string | null, runs: Run[]): void {
  for (const node of nodes) {
    if (node.type === 'text') runFor(speaker, runs).text += node.value;
    else if (node.type === 'timestamp') {
      const run = runFor(speaker, runs);
      run.marks.push({ ms: node.value * 1000, at: run.text.length });
    } else if (node.type === 'voice') gather(node.children, node.annotation || speaker, runs);
    else if (node.type !== 'ruby-text') gather(node.children, speaker, runs);
  }
}

/** The run that goes on, or a new one where another voice speaks. White space alone belongs to the voice before it. */
function runFor(speaker: string | null, runs: Run[]): Run {
  const last = runs.at(-1);
  if (last?.speaker === speaker) return last;
  const run: Run = { speaker, text: '', marks: [] };
  runs.push(run);
  return run;
}

/** Pieces between the times in a text; none where there are no times or they do not go forward within the cue. */
function wordsOf({ text, marks }: Run, startMs: number, endMs: number): Word[] {
  if (marks.length === 0) return [];
  const starts = [{ ms: startMs, at: 0 }, ...marks];
  const words = starts.map((mark, index) => ({
    start: Math.round(mark.ms),
    end: Math.round(starts[index + 1]?.ms ?? endMs),
    text: text.slice(mark.at, starts[index + 1]?.at ?? text.length).trim(),
  }));
  return words.every(({ start, end }) => start >= startMs && start <= end)
    ? words.filter((word) => word.text !== '')
    : [];
}
