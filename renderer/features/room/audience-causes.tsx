import type { Cause } from '../../../shared/domain/cause/cause.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { causeSupportText, outlineRows, type OutlineRow } from '../../../shared/meeting/outline.ts';
import { StateGlyph } from '../../canvas/state-glyph.tsx';
import type { RoomFocus } from '../../state/room-focus.ts';
import { AudienceSays } from './audience-words.tsx';
import styles from './audience-stage.module.css';

const unfolded: ReadonlySet<string> = new Set();
const shownRows = 7;

/** The causes as an outline round the one the console looks at: as many lines as can be read from the back. */
export function AudienceCauses({ review, focus }: { readonly review: Review; readonly focus: RoomFocus }) {
  const rows = outlineRows(review.causes, unfolded);
  if (rows.length === 0) return <AudienceSays small="Causes" text="What made it possible?" />;
  const place = Math.max(
    0,
    rows.findIndex((row) => row.cause.id === focus.cause),
  );
  const first = Math.max(0, Math.min(place - 3, rows.length - shownRows));
  const shown = rows.slice(first, first + shownRows);
  return (
    <>
      <p className={styles['small']}>
        <span className={styles['question']}>What made it possible?</span> {countText(review.causes)}
        {rows.length > shown.length && ` · ${first + 1} to ${first + shown.length} shown`}
      </p>
      <ul className={styles['causes']}>
        {shown.map((row) => (
          <CauseLine key={row.cause.id} row={row} focused={row.cause.id === focus.cause} />
        ))}
      </ul>
    </>
  );
}

function CauseLine({ row, focused }: { readonly row: OutlineRow; readonly focused: boolean }) {
  const { cause, level } = row;
  return (
    <li className={focused ? styles['focused'] : undefined} style={{ paddingLeft: `${1.2 + (level - 1) * 4}vh` }}>
      <StateGlyph state={cause.state.name} silent />
      <span className={cause.state.name === 'rejected' ? styles['struck'] : styles['text']}>{cause.text}</span>
      <span className={styles[cause.state.name]}>{causeSupportText(cause)}</span>
    </li>
  );
}

const countText = (causes: readonly Cause[]): string => {
  const count = (name: Cause['state']['name']): number => causes.filter((cause) => cause.state.name === name).length;
  const parts = [`${causes.length} ${causes.length === 1 ? 'cause' : 'causes'}`];
  if (count('supported') > 0) parts.push(`${count('supported')} supported`);
  if (count('rejected') > 0) parts.push(`${count('rejected')} rejected`);
  return parts.join(' · ');
};
