import type { CSSProperties } from 'react';
import { boneTitles } from '../../../shared/canvas/bone-titles.ts';
import { causeSupportText, type OutlineRow } from '../../../shared/meeting/outline.ts';
import { StateGlyph } from '../../canvas/state-glyph.tsx';
import styles from './causes-outline.module.css';

type Props = {
  readonly row: OutlineRow;
  readonly selected: boolean;
  /** A link or a move would lead here. */
  readonly aimed: boolean;
  readonly onChoose: () => void;
  /** Focus alone chooses too, but takes no place that is being looked for. */
  readonly onFocus: () => void;
  readonly style?: CSSProperties;
};

/** One cause of the outline: its state as a line; its bone, kind, gate and what carries it in words that are read out. */
export function CauseRow({ row, selected, aimed, onChoose, onFocus, style }: Props) {
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
      data-aimed={aimed ? '' : undefined}
      style={{ '--level': Math.min(level - 1, deepestIndent), ...style } as CSSProperties}
      onClick={onChoose}
      onFocus={onFocus}
    >
      <StateGlyph state={cause.state.name} silent />
      <span className={styles['body']}>
        <span className={styles[`text-${cause.state.name}`] ?? styles['text']} dir="auto">
          {cause.text}
          {children > 0 && !expanded && <span className={styles['fold']}> +{children}</span>}
        </span>
        <span className={styles[`support-${cause.state.name}`]}>
          {[causeSupportText(cause), ...marksOf(row)].join(' · ')}
          {level === 1 && <span className={styles['heard']}>, {boneTitles[cause.category]}</span>}
        </span>
      </span>
    </li>
  );
}

const deepestIndent = 10;

const marksOf = ({ cause, children }: OutlineRow): readonly string[] => [
  ...(cause.kind === 'condition' ? ['condition'] : []),
  ...(cause.gate === 'none' || children === 0 ? [] : [`${cause.gate.toUpperCase()} of ${children}`]),
  ...(cause.links.length === 0 ? [] : [`leads to ${cause.links.length} more`]),
];
