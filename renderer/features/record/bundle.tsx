import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { countOf, formatBytes } from '../../ui/format-number.ts';
import type { RecordExport } from './use-record.ts';
import styles from './record.module.css';

const few = 8;

/** What is in the bundle, and the eight words of its history's head. */
export function Bundle({ bundle }: { readonly bundle: RecordExport | null }) {
  const [isAll, setIsAll] = useState(false);
  if (bundle === null) return <p className={styles['small']}>Put the record together to see what is in it.</p>;
  const { files, headWords } = bundle;
  const shown = isAll ? files : files.slice(0, few);
  return (
    <>
      <div className={styles['seal']}>
        <p>{headWords.slice(0, 4).join(' ')}</p>
        <p>{headWords.slice(4).join(' ')}</p>
      </div>
      <p className={styles['under']}>
        The head of its history in eight words, to be read aloud. {countOf(files.length, 'file')},{' '}
        {formatBytes(files.reduce((sum, file) => sum + file.bytes, 0))}.
      </p>
      <ul>
        {shown.map((file) => (
          <li key={file.name} className={styles['pair']}>
            <span className={styles['mono']}>{file.name}</span>
            <span className={styles['small']}>{formatBytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
      {files.length > few && (
        <Button kind="quiet" onClick={() => setIsAll(!isAll)}>
          {isAll ? 'Fewer' : `All ${files.length} files`}
        </Button>
      )}
    </>
  );
}
