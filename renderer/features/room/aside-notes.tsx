import { StateGlyph } from '../../canvas/state-glyph.tsx';
import { causeSupportText, outlineRows } from '../../../shared/meeting/outline.ts';
import type { RoomView } from '../../state/room-view.ts';
import styles from './package-aside.module.css';

const unfolded: ReadonlySet<string> = new Set();

/** The causes as they stand, beside the actions that answer them. */
export function AsideNotes({ room }: { readonly room: RoomView }) {
  const rows = outlineRows(room.review.causes, unfolded);
  return (
    <section aria-label="Causes">
      <h2 className={styles['eyebrow']}>Causes as they stand</h2>
      {rows.length === 0 && <p className={styles['none']}>No cause was named.</p>}
      <ul className={styles['causes']}>
        {rows.map(({ cause, level }) => (
          <li key={cause.id} style={{ paddingLeft: `${(level - 1) * 20}px` }}>
            <StateGlyph state={cause.state.name} />
            <span>
              <span className={cause.state.name === 'rejected' ? styles['struck'] : undefined}>
                <bdi>{cause.text}</bdi>
              </span>
              <span className={styles['detail']}>{causeSupportText(cause)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
