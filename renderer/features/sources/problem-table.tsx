import type { QuarantinedRow } from '../../../shared/domain/release/rows.ts';
import { Figure, Table } from '../../ui/table.tsx';
import styles from './sources.module.css';

const columns = [{ name: 'row', numeric: true }, { name: 'where' }, { name: 'what was wrong' }, { name: 'code' }];

export function ProblemTable({ problems }: { readonly problems: readonly QuarantinedRow[] }) {
  return (
    <Table caption="Rows that could not be taken" columns={columns}>
      {problems.map((problem) => (
        <tr key={`${problem.row}:${problem.path}:${problem.code}`}>
          <Figure>{problem.row}</Figure>
          <td className={styles['mono']}>{problem.path}</td>
          <td>{problem.message}</td>
          <td className={styles['mono']}>{problem.code}</td>
        </tr>
      ))}
    </Table>
  );
}
