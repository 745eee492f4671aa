import { isTimed } from '../../../shared/domain/transcript/transcript-length.ts';
import type { Segment, Transcript } from '../../../shared/domain/transcript/transcript.ts';
import { sourceInWords } from '../../state/transcript-source.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Key } from '../../ui/key.tsx';
import { Section } from '../../ui/page.tsx';
import type { EditorActions } from './editor-keys.ts';
import { formatTenth, sourceLines } from './transcript-words.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly transcript: Transcript;
  /** What is chosen, in order; at least one. */
  readonly chosen: readonly Segment[];
  /** Begin and end of a single one as they are being moved. */
  readonly moved: { readonly start: number; readonly end: number } | null;
  readonly actions: EditorActions;
  readonly isOriginShown: boolean;
  readonly isClosed: boolean;
};

/** What is chosen and what can be done with it, each with its key; where it came from opens below. */
export function SegmentAside({ transcript, chosen, moved, actions, isOriginShown, isClosed }: Props) {
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (first === undefined || last === undefined) return null;
  const start = moved?.start ?? first.start;
  const end = moved?.end ?? Math.max(first.end, last.end);
  const drafts = chosen.filter(({ state }) => state === 'machine-draft').length;
  return (
    <Section title={chosen.length === 1 ? 'This segment' : countOf(chosen.length, 'chosen segment')}>
      {isTimed(transcript.segments) && (
        <p className={styles['span']}>
          {formatTenth(start)} – {formatTenth(end)}
          <span className={styles['under']}> {((end - start) / 1000).toFixed(1)} s</span>
        </p>
      )}
      <ul className={styles['acts']}>
        {transcript.recording !== null && isTimed(transcript.segments) && (
          <Act name="Hear" keys="Space" run={actions.hear} />
        )}
        {drafts > 0 ? (
          <Act name="Verify and go on" keys="Ctrl Enter" run={actions.verify} />
        ) : (
          <Act name="Back to a draft" keys="Ctrl Shift Enter" run={actions.unverify} />
        )}
        <Act name="Who speaks" keys="S" run={actions.assign} />
        <Act name={chosen.length === 1 ? 'Merge with the next' : 'Merge them'} keys="M" run={actions.merge} />
        <Act name="Copy as a quote" keys="C" run={actions.copy} />
        {!isClosed && <Act name="Use as evidence" keys="E" run={actions.evidence} />}
      </ul>
      <p>
        <Button kind="quiet" aria-expanded={isOriginShown} onClick={actions.origin}>
          Where it came from
        </Button>
      </p>
      {isOriginShown && (
        <dl className={styles['origin']}>
          {sourceLines(transcript.source).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>since then</dt>
            <dd>{sinceThen(transcript, chosen)}</dd>
          </div>
        </dl>
      )}
    </Section>
  );
}

function Act({ name, keys, run }: { readonly name: string; readonly keys: string; readonly run: () => void }) {
  return (
    <li className={styles['act']}>
      <Button kind="quiet" onClick={run}>
        {name}
      </Button>
      <Key>{keys}</Key>
    </li>
  );
}

function sinceThen({ source }: Transcript, chosen: readonly Segment[]): string {
  const verified = chosen.filter(({ state }) => state === 'human-verified').length;
  if (verified === chosen.length) return `verified by a person; first ${sourceInWords(source)}`;
  return verified === 0 ? 'not verified by a person' : `${verified} of ${chosen.length} verified by a person`;
}
