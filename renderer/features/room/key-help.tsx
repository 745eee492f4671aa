import { Dialog } from '../../ui/dialog.tsx';
import { Key } from '../../ui/key.tsx';
import { keyName, useAllKeys } from '../../ui/use-keys.ts';
import styles from './key-help.module.css';

/** Every key that is heard now. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const keys = useAllKeys();
  return (
    <Dialog
      open
      onClose={onClose}
      title="All keys"
      description="While you write, hold Alt with a letter. Escape leaves the line and keeps the text. F1 opens the guide at what you are doing."
    >
      <ul className={styles['list']}>
        {keys.map((binding) => (
          <li key={keyName(binding)}>
            <Key does={binding.label}>{keyName(binding)}</Key>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
