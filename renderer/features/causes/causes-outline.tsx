import { useEffect, useMemo, useRef } from 'react';
import { boneTitles } from '../../../shared/canvas/bone-titles.ts';
import type { OutlineRow } from '../../../shared/meeting/outline.ts';
import { CauseRow } from './cause-row.tsx';
import { mostRowsDrawn, rowHeight, useRowWindow } from './use-row-window.ts';
import styles from './causes-outline.module.css';

type Props = {
  readonly rows: readonly OutlineRow[];
  readonly selected: string | null;
  readonly aimed: string | null;
  readonly onChoose: (cause: string) => void;
  readonly onFocus: (cause: string) => void;
};

type Item = { readonly bone: string } | { readonly row: OutlineRow };

/** The causes as an APG tree under the heads of their bones. Of many rows only those in sight are there; their counts stay right. */
export function CausesOutline(props: Props) {
  const { rows, selected } = props;
  const list = useRef<HTMLUListElement>(null);
  const items = useMemo(() => withBones(rows), [rows]);
  const isLong = rows.length > mostRowsDrawn;
  const at = items.findIndex((item) => 'row' in item && item.row.cause.id === selected);
  useEffect(() => {
    // The selection follows a new or moved cause; the focus stays where people type.
    if (selected !== null && at !== -1)
      document.getElementById(`cause-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [selected, at]);
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, []);
  const { first, last, onScroll } = useRowWindow(items.length);
  const shown = isLong
    ? items.slice(first, last).map((item, index) => ({ item, index: first + index }))
    : items.map((item, index) => ({ item, index }));
  const chosen = items[at];
  // The chosen row is always there, so that the focus has a place.
  if (isLong && chosen !== undefined && (at < first || at >= last)) shown.push({ item: chosen, index: at });
  return (
    <ul
      className={isLong ? styles['long'] : styles['tree']}
      role="tree"
      aria-label="Causes"
      ref={list}
      onScroll={isLong ? onScroll : undefined}
    >
      {isLong && <li role="none" style={{ height: items.length * rowHeight }} />}
      {shown.map(({ item, index }) => (
        <OutlineItem
          key={'row' in item ? item.row.cause.id : item.bone}
          {...props}
          item={item}
          top={isLong ? index * rowHeight : null}
        />
      ))}
    </ul>
  );
}

function OutlineItem({
  item,
  top,
  selected,
  aimed,
  onChoose,
  onFocus,
}: Props & { readonly item: Item; readonly top: number | null }) {
  const style = top === null ? undefined : { transform: `translateY(${top}px)` };
  if ('bone' in item)
    return (
      <li role="none" className={styles['bone']} style={style}>
        <span aria-hidden="true">{item.bone}</span>
      </li>
    );
  const { id } = item.row.cause;
  return (
    <CauseRow
      row={item.row}
      selected={id === selected}
      aimed={id === aimed}
      onChoose={() => onChoose(id)}
      onFocus={() => onFocus(id)}
      {...(style !== undefined && { style })}
    />
  );
}

/** The rows with a head before the first of each bone. */
function withBones(rows: readonly OutlineRow[]): readonly Item[] {
  let bone = '';
  return rows.flatMap((row): readonly Item[] => {
    const title = boneTitles[row.cause.category];
    if (row.level > 1 || title === bone) return [{ row }];
    bone = title;
    return [{ bone: title }, { row }];
  });
}
