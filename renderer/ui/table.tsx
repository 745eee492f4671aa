import type { ReactNode } from 'react';
import styles from './table.module.css';

export type Column = { readonly name: string; readonly numeric?: boolean; readonly hidden?: boolean };

type Props = { readonly caption: string; readonly columns: readonly Column[]; readonly children: ReactNode };

/** Lines instead of boxes, figures in columns. The caption is for screen readers; the section's title stands above. */
export function Table({ caption, columns, children }: Props) {
  return (
    <div className={styles['scroll']} tabIndex={-1}>
      <table className={styles['table']}>
        <caption className={styles['caption']}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={column.numeric === true ? styles['numeric'] : undefined}>
                {column.hidden === true ? <span className={styles['caption']}>{column.name}</span> : column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A cell of one or two words that stay on one line: a state, a person, a day. */
export function Short({ children }: { readonly children: ReactNode }) {
  return <td className={styles['short']}>{children}</td>;
}

/** A figure's cell, right-aligned with equal-width digits. */
export function Figure({ children }: { readonly children: ReactNode }) {
  return <td className={styles['numeric']}>{children}</td>;
}
