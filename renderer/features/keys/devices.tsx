import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import type { RosterStatus } from './use-roster.ts';
import styles from './keys.module.css';

type Props = { readonly workspace: Workspace; readonly status: RosterStatus };

/** Machines whose key signs checkpoints of histories. */
export function Devices({ workspace, status }: Props) {
  return (
    <ul className={styles['devices']}>
      {status.devices.map(({ id, words, validUntil, here, published }) => (
        <li key={id}>
          <p>
            <code>{id}</code> {here && <span className={styles['small']}>this machine</span>}
          </p>
          <p className={styles['small']}>
            {validUntil === null ? '' : `ended ${formatDayTime(validUntil, workspace.zone)} · `}
            {status.published !== null && (published ? 'in the roster in force' : 'not in the roster in force')}
          </p>
          <p className={styles['spoken']}>{words.join(' ')}</p>
        </li>
      ))}
    </ul>
  );
}
