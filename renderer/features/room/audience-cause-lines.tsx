import { useMemo, useRef } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import { causeSupportText, outlineRows, type OutlineRow } from '../../../shared/meeting/outline.ts';
import { StateGlyph } from '../../canvas/state-glyph.tsx';
import type { RoomFocus } from '../../state/room-focus.ts';
import { causeCountText } from './cause-count-text.ts';
import { RoomText } from './room-text.tsx';
import { useFittingCount } from './use-fitting-count.ts';
import styles from './audience-stage.module.css';

const unfolded: ReadonlySet<string> = new Set();
const mostRows = 7;
const deepestIndent = 8;

/** The causes as an outline round the one the console looks at: that one whole, and as many as can be read from the back. */
export function AudienceCauseLines({ review, focus }: { readonly review: Review; readonly focus: RoomFocus }) {
  const list = useRef<HTMLUListElement>(null);
  const { rows, key } = useMemo(() => {
    const found = outlineRows(review.causes, unfolded);
    return {
      rows: found,
      key: found.map(({ cause }) => `${cause.id} ${cause.text} ${causeSupportText(cause)}`).join('|'),
    };
  }, [review.causes]);
  const place = Math.max(
    0,
    rows.findIndex((row) => row.cause.id === focus.cause),
  );
  const focused = rows[place];
  const count = useFittingCount(list, mostRows, `${place} ${key}`);
  if (focused === undefined) return null;
  if (count === 0)
    return (
      <>
        <p className={styles['small']}>
          cause {place + 1} of {rows.length} · {causeSupportText(focused.cause)}
        </p>
        <RoomText key={focused.cause.text} text={focused.cause.text} />
      </>
    );
  const first = Math.max(0, Math.min(place - Math.floor(count / 2), rows.length - count));
  const shown = rows.slice(first, first + count);
  return (
    <>
      <p className={styles['small']}>
        <span className={styles['question']}>What made it possible?</span> {causeCountText(review.causes)}
        {rows.length > shown.length &&
          (shown.length === 1 ? ` · number ${first + 1} shown` : ` · ${first + 1} to ${first + shown.length} shown`)}
      </p>
      <ul className={styles['lines']} ref={list}>
        {shown.map((row) => (
          <CauseLine key={row.cause.id} row={row} focused={row === focused} />
        ))}
      </ul>
    </>
  );
}

function CauseLine({ row, focused }: { readonly row: OutlineRow; readonly focused: boolean }) {
  const { cause, level } = row;
  const look = cause.state.name === 'rejected' ? styles['struck'] : undefined;
  return (
    <li
      className={focused ? styles['focused'] : undefined}
      style={{ paddingLeft: `${1.2 + Math.min(level - 1, deepestIndent) * 4}vh` }}
    >
      <StateGlyph state={cause.state.name} silent />
      <div>
        <p className={`${focused ? styles['whole'] : styles['twoLines']} ${look ?? ''}`} dir="auto">
          {cause.text}
        </p>
        <p className={styles[cause.state.name]}>{causeSupportText(cause)}</p>
      </div>
    </li>
  );
}
