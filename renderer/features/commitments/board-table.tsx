import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { boardColumns, type BoardColumn, type BoardGroup } from '../../../shared/projections/actions-board.ts';
import { columnWords, personText } from './board-words.ts';
import styles from './board-table.module.css';

/** Null stands for all of them. */
export type BoardChoice = { readonly group: string | null; readonly column: BoardColumn | null };

type Props = {
  readonly groups: readonly BoardGroup[];
  readonly by: 'owner' | 'component';
  readonly workspace: Workspace;
  readonly choice: BoardChoice;
  readonly onChoose: (choice: BoardChoice) => void;
};

/** How many stand where. Every count is a way to the items behind it; arrows go from count to count. */
export function BoardTable({ groups, by, workspace, choice, onChoose }: Props) {
  const toggle = (wanted: BoardChoice) =>
    onChoose(choice.group === wanted.group && choice.column === wanted.column ? { group: null, column: null } : wanted);
  const sum = (column: BoardColumn): number => groups.reduce((all, group) => all + group.counts[column], 0);
  return (
    <div className={styles['scroll']}>
      <table className={styles['board']} ref={listenForCellKeys}>
        <thead>
          <tr>
            <th scope="col">{by === 'owner' ? 'Owner' : 'Component'}</th>
            {boardColumns.map((column) => (
              <th key={column} scope="col">
                {columnWords[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, counts, readings }) => (
            <tr key={name}>
              <th scope="row">
                <Cell
                  says={`, all ${readings.length}`}
                  isChosen={choice.group === name && choice.column === null}
                  onPress={() => toggle({ group: name, column: null })}
                >
                  {by === 'owner' ? personText(workspace, name) : name}
                </Cell>
              </th>
              {boardColumns.map((column) => (
                <td key={column} className={column === 'overdue' && counts[column] > 0 ? styles['over'] : undefined}>
                  {counts[column] > 0 && (
                    <Cell
                      says={` ${columnWords[column]} of ${name}`}
                      isChosen={choice.group === name && choice.column === column}
                      onPress={() => toggle({ group: name, column })}
                    >
                      {counts[column]}
                    </Cell>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Together</th>
            {boardColumns.map((column) => (
              <td key={column} className={column === 'overdue' && sum(column) > 0 ? styles['over'] : undefined}>
                {sum(column) > 0 && (
                  <Cell
                    says={` ${columnWords[column]} together`}
                    isChosen={choice.group === null && choice.column === column}
                    onPress={() => toggle({ group: null, column })}
                  >
                    {sum(column)}
                  </Cell>
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

type CellProps = {
  /** What a screen reader hears after what is seen. */
  readonly says: string;
  readonly isChosen: boolean;
  readonly onPress: () => void;
  readonly children: string | number;
};

const Cell = ({ says, isChosen, onPress, children }: CellProps) => (
  <button type="button" className={styles['cell']} aria-pressed={isChosen} onClick={onPress}>
    {children}
    <span className={styles['unseen']}>{says}</span>
  </button>
);

const steps: { readonly [key: string]: readonly [rows: number, cells: number] } = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys go from count to count. Given to the table as its `ref`. */
function listenForCellKeys(table: HTMLTableElement | null): (() => void) | undefined {
  if (table === null) return undefined;
  const onKeyDown = (event: KeyboardEvent) => moveInTable(table, event);
  table.addEventListener('keydown', onKeyDown);
  return () => table.removeEventListener('keydown', onKeyDown);
}

/** Goes on in the arrow's direction to the next cell that holds a count. */
function moveInTable(table: HTMLTableElement, event: KeyboardEvent): void {
  const step = steps[event.key];
  const here = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>('td, th') : null;
  if (step === undefined || here === null || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const rows = [...table.rows];
  let row = rows.indexOf(here.parentElement as HTMLTableRowElement);
  let cell = here.cellIndex;
  for (;;) {
    [row, cell] = [row + step[0], cell + step[1]];
    const next = rows[row]?.cells[cell];
    if (next === undefined) return;
    const button = next.querySelector('button');
    if (button !== null) return button.focus();
  }
}
