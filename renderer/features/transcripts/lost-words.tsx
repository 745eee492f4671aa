import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { Button } from '../../ui/button.tsx';
import type { Writer } from './use-writing.ts';
import styles from './transcript-editor.module.css';

/** Words that were being written into a segment that another window merged or undid meanwhile: they are not thrown away. */
export function LostWords({ segments, writer }: { readonly segments: readonly Segment[]; readonly writer: Writer }) {
  const { writing } = writer;
  if (writing === null || segments.some(({ id }) => id === writing.segment)) return null;
  const words = writer.written();
  return (
    <div className={styles['lost']} role="alert">
      <p>
        The segment you were writing in is gone: another window merged it or undid its split. Your words are kept here:{' '}
        <q>{words}</q>
      </p>
      <p className={styles['choice']}>
        <Button kind="quiet" onClick={() => void navigator.clipboard.writeText(words)}>
          Copy them
        </Button>
        <Button kind="quiet" onClick={writer.leave}>
          Let them go
        </Button>
      </p>
    </div>
  );
}
