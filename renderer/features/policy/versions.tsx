import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Section } from '../../ui/page.tsx';
import { Short, Table } from '../../ui/table.tsx';
import styles from './policy.module.css';

const columns = [{ name: 'In force from' }, { name: 'Files' }, { name: 'By' }, { name: 'Why' }];

/** Every policy that was put in force: what it was, by its hash, who did it and why. */
export function Versions({ workspace }: { readonly workspace: Workspace }) {
  const { policies, zone } = workspace;
  return (
    <Section title="Put in force">
      {policies.length === 0 ? (
        <p>Nothing yet. The standard policy, which comes with Hotwash, is in force.</p>
      ) : (
        <Table caption="Policies put in force, newest first" columns={columns}>
          {policies.toReversed().map(({ at, base, overlay, by, reason }) => (
            <tr key={`${at} ${base.sha256}`}>
              <Short>{formatDayTime(at, zone)}</Short>
              <td>
                {[base, ...(overlay === null ? [] : [overlay])].map(({ id, version, sha256 }) => (
                  <span key={id} className={styles['line']}>
                    {id} {version}{' '}
                    <span className={styles['hash']} title={sha256}>
                      {sha256.slice(0, 12)}
                    </span>
                  </span>
                ))}
              </td>
              <Short>{findMember(workspace, by)?.display ?? by}</Short>
              <td dir="auto">{reason}</td>
            </tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
