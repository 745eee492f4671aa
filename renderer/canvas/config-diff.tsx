import { useState } from 'react';
import { changesNearest, touchesKey, type ConfigChange } from '../../shared/domain/cause/config-change.ts';
import { countOf } from '../../shared/meeting/quantity.ts';
import styles from './config-diff.module.css';

type Props = {
  readonly changes: readonly ConfigChange[];
  /** The setting that the cause is about, or words that its name may have: what is nearest comes first. */
  readonly named: string | null;
  /** How many settings changed, where `changes` are only the first of them. */
  readonly changed?: number;
  /** Changed settings that are shown before more are asked for. */
  readonly first?: number;
};

/** What changed between two states of a configuration: the old line struck, the new one below it. */
export function ConfigDiff({ changes, named, changed = changes.length, first = 8 }: Props) {
  const [isWhole, setIsWhole] = useState(false);
  const ordered = changesNearest(changes, named);
  const shown = isWhole ? ordered : ordered.slice(0, first);
  const hidden = ordered.length - shown.length;
  const unknown = changed - changes.length;
  if (changes.length === 0) return <p className={styles['more']}>Nothing changed between the two.</p>;
  return (
    <div className={styles['diff']}>
      <ul className={styles['changes']} aria-label={`${countOf(changed, 'setting')} changed`}>
        {shown.map((change) => (
          <Change key={change.key} change={change} isNamed={named !== null && touchesKey(change, named)} />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" className={styles['unfold']} onClick={() => setIsWhole(true)}>
          {hidden} more
        </button>
      )}
      {hidden === 0 && unknown > 0 && <p className={styles['more']}>{countOf(unknown, 'further setting')} not shown</p>}
    </div>
  );
}

function Change({
  change: { key, before, after },
  isNamed,
}: {
  readonly change: ConfigChange;
  readonly isNamed: boolean;
}) {
  return (
    <li className={isNamed ? styles['named'] : styles['change']}>
      {before !== null && (
        <del className={styles['before']}>
          <span className={styles['silent']}>before: </span>
          {key}: {before}
        </del>
      )}
      {after !== null && (
        <ins className={styles['after']}>
          <span className={styles['silent']}>after: </span>
          {key}: {after}
        </ins>
      )}
      {before === null && <span className={styles['more']}>was not set before</span>}
      {after === null && <span className={styles['more']}>is not set any more</span>}
    </li>
  );
}
