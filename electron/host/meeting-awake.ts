import type { Journals } from '../journal/journals.ts';
import type { ReviewService } from './review-service.ts';
import type { ShellPort } from './shell-port.ts';

/** Keeps the display awake as long as any meeting's clock runs. Answers how to let go. */
export function keepAwakeInMeetings(journals: Journals, reviews: ReviewService, port: ShellPort): () => void {
  let release: (() => void) | undefined;
  const look = (): void => {
    const runs = reviews.ids().some((id) => {
      const read = reviews.read(id);
      return read.ok && read.value.review.agenda.pace.name === 'running';
    });
    if (runs && release === undefined) release = port.keepAwake('a review’s meeting is running');
    if (runs || release === undefined) return;
    release();
    release = undefined;
  };
  look();
  const stop = journals.subscribe((_stream, lines) => {
    if (lines.some((line) => /^(meeting|review\.closed|command)\b/.test(line.type))) look();
  });
  return () => {
    stop();
    release?.();
    release = undefined;
  };
}
