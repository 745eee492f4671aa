import { causeSupportText, type OutlineRow } from '../../../shared/meeting/outline.ts';
import { StateGlyph } from '../../canvas/state-glyph.tsx';
import styles from './causes-outline.module.css';

type Props = { readonly row: OutlineRow; readonly selected: boolean; readonly onChoose: () => void };

/** One cause of the outline: its state as a line and a word, its category, what carries it. */
export function CauseRow({ row, selected, onChoose }: Props) {
  const { cause, level, position, setSize, children, expanded } = row;
  return (
    // The tree's keys are in useKeys; a row takes the mouse and the roving focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      id={`cause-${cause.id}`}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-selected={selected}
      aria-expanded={children > 0 ? expanded : undefined}
      tabIndex={selected ? 0 : -1}
      className={styles['row']}
      style={{ marginLeft: `${(level - 1) * 28}px` }}
      onClick={onChoose}
      onFocus={onChoose}
    >
      <span className={styles['fold']} aria-hidden="true">
        {children > 0 && !expanded ? `+${children}` : ''}
      </span>
      <StateGlyph state={cause.state.name} silent />
      <span className={styles['body']}>
        <span className={cause.state.name === 'rejected' ? styles['struck'] : undefined}>{cause.text}</span>
        <span className={styles[cause.state.name]}>{causeSupportText(cause)}</span>
      </span>
      {level === 1 && <span className={styles['category']}>{cause.category}</span>}
    </li>
  );
}
