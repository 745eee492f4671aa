import type { Engine } from '../../../shared/domain/speech/engine.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { lookAtEngines } from './transcribe-jobs.ts';
import { roughDraft } from './transcribe-words.ts';
import styles from './transcribe.module.css';

/** Every engine and model folder with its state; where one cannot be used, what is wrong and what to do. */
export function TranscribeEngines({ engines }: { readonly engines: readonly Engine[] }) {
  return (
    <div className={styles['engines']}>
      <h3 className={styles['subtitle']}>Speech models</h3>
      <ul className={styles['list']}>
        {engines.map((engine) => (
          <EngineLine key={engine.id} engine={engine} />
        ))}
      </ul>
      <p className={styles['hint']}>
        A model is a folder with model.json in <code>speech-models</code> of this workspace. Its files are compared with
        the hashes in model.json whenever it is opened, and nothing is ever fetched.
      </p>
      <Button kind="quiet" onClick={() => void lookAtEngines()}>
        Look again
      </Button>
    </div>
  );
}

function EngineLine({ engine }: { readonly engine: Engine }) {
  const { state, licence, languages } = engine;
  const about = [engine.engine, ...languages.slice(0, 6), licence === null ? '' : `licence ${licence}`].filter(Boolean);
  return (
    <li className={styles['line']}>
      <div>
        <p dir="auto">{engine.model}</p>
        <p className={styles['under']}>
          {about.join(' · ')}
          {languages.length > 6 && ` and ${languages.length - 6} more languages`}
        </p>
        {engine.isRough && state.kind === 'available' && <p className={styles['under']}>It makes {roughDraft}.</p>}
        {state.kind === 'missing' && (
          <p className={styles['why']}>
            {state.why} {state.todo}
          </p>
        )}
      </div>
      {state.kind === 'available' ? (
        <span className={styles['state']}>
          <Mark tone="calm">ready</Mark>
          <span className={styles['under']}>version {state.version}</span>
        </span>
      ) : (
        <Mark tone={engine.engine === 'pocketsphinx' ? 'plain' : 'warn'}>
          {engine.engine === 'pocketsphinx' ? 'not installed' : 'cannot be used'}
        </Mark>
      )}
    </li>
  );
}
