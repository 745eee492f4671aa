import { routeToHash } from '../../state/route.ts';
import { useIntakeFiles } from '../../store/intake-hooks.ts';
import { Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import styles from './home.module.css';

/** Bad rows in all files that were taken in. */
export function useQuarantined(): number {
  const files = useIntakeFiles();
  return files?.reduce((sum, file) => sum + file.quarantined, 0) ?? 0;
}

/** What the intake holds, and what it could not take. */
export function SourcesLine() {
  const files = useIntakeFiles();
  if (files === undefined) return <Loading what="the intake" />;
  const unfinished = files.filter((file) => !file.done);
  const bad = files.filter((file) => file.quarantined > 0);
  return (
    <div className={styles['small']}>
      {files.length === 0 && <p>Nothing was taken in yet. Drop a file anywhere on this window.</p>}
      {files.length > 0 && <p>{countOf(files.length, 'file')} taken in.</p>}
      {unfinished.map((file) => (
        <p key={file.sha256}>{file.name} was not read to its end; take it in again to finish it.</p>
      ))}
      {bad.length > 0 && (
        <p>
          {countOf(
            bad.reduce((sum, file) => sum + file.quarantined, 0),
            'row',
          )}{' '}
          of {countOf(bad.length, 'file')} wait in quarantine. Charts leave them out and nothing is shown as zero.
        </p>
      )}
      <p className={styles['more']}>
        <a href={routeToHash({ place: 'sources' })}>To the sources</a>
      </p>
    </div>
  );
}
