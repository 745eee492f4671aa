import { useState } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { FoldedTranscript } from '../../../shared/domain/transcript/fold-transcript.ts';
import { isTimed } from '../../../shared/domain/transcript/transcript-length.ts';
import { nextStep } from '../../../shared/projections/next-step.ts';
import { routeToHash } from '../../state/route.ts';
import { sourceInWords } from '../../state/transcript-source.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page.tsx';
import type { EditorActions } from './editor-keys.ts';
import { EncloseDialog } from './enclose-dialog.tsx';
import { enclosureOf } from './enclosure-of.ts';
import { ExportTranscript } from './export-transcript.tsx';
import { formatMoment } from './transcript-words.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly folded: FoldedTranscript;
  /** When the transcript was last changed, epoch ms. */
  readonly keptAt: number;
  /** How many segments a person has verified. */
  readonly verified: number;
  readonly review: Review | null;
  readonly actions: EditorActions;
};

/** What it is a transcript of, where it came from, and how much of it a person has verified. */
export function EditorHead({ folded, keptAt, verified, review, actions }: Props) {
  const { transcript, undoable, redoable } = folded;
  const [isExporting, setExporting] = useState(false);
  const [isEnclosing, setEnclosing] = useState(false);
  const { segments, source, isFilled } = transcript;
  const end = segments.at(-1)?.end ?? 0;
  return (
    <div className={styles['head']}>
      <PageHead
        eyebrow={
          review === null ? (
            `Transcript · ${transcript.review}`
          ) : (
            <>
              Transcript · <a href={routeToHash({ place: nextStep(review).place, review: review.id })}>{review.id}</a>
            </>
          )
        }
        title={review?.title ?? `What was said in ${transcript.review}`}
        lede={
          <>
            {sourceInWords(source)} · {isTimed(segments) ? `${formatMoment(end)} long` : 'it says no times'} ·{' '}
            {verified.toLocaleString('en-GB')} of {segments.length.toLocaleString('en-GB')} verified
            {!isFilled && ' · still coming in'}
            {review !== null && inRecord(enclosureOf(review, transcript.id, keptAt))}
          </>
        }
        actions={
          <>
            <Button onClick={() => setExporting(true)}>Take away</Button>
            {review !== null && <Button onClick={() => setEnclosing(true)}>In the record?</Button>}
            <Button onClick={actions.undo} disabled={undoable.length === 0}>
              Undo
            </Button>
            <Button onClick={actions.redo} disabled={redoable.length === 0}>
              Redo
            </Button>
          </>
        }
      />
      {isEnclosing && review !== null && (
        <EncloseDialog
          review={review}
          transcript={transcript.id}
          keptAt={keptAt}
          drafts={segments.length - verified}
          onClose={() => setEnclosing(false)}
        />
      )}
      {isExporting && (
        <ExportTranscript transcript={transcript.id} isTimed={isTimed(segments)} onClose={() => setExporting(false)} />
      )}
    </div>
  );
}

const inRecord = ({ enclosed, isOlder }: ReturnType<typeof enclosureOf>): string =>
  enclosed === null ? '' : isOlder ? ' · goes into the record as it was before' : ' · goes into the record';
