import { Dialog } from './dialog.tsx';
import { Key } from './key.tsx';
import { keyName, useAllKeys, type KeyBinding } from './use-keys.ts';
import styles from './key-help.module.css';

/** Every key that is heard now, in groups; `hint` says when they are heard. */
export function KeyHelp({ hint, onClose }: { readonly hint: string; readonly onClose: () => void }) {
  const keys = useAllKeys();
  return (
    <Dialog open size="picture" onClose={onClose} title="All keys" description={hint}>
      {/* Focusable, so that it scrolls by key where the window is small. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['groups']} tabIndex={0}>
        {groupsOf(keys).map(([group, bindings]) => (
          <section key={group} aria-label={group}>
            <h3 className={styles['group']}>{group}</h3>
            <ul className={styles['list']}>
              {bindings.map((binding) => (
                <li key={keyName(binding)}>
                  <Key does={binding.label}>{binding.cap ?? keyName(binding)}</Key>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** By what they are for; what is shown now comes first. */
function groupsOf(keys: readonly KeyBinding[]): readonly (readonly [string, readonly KeyBinding[]])[] {
  const groups = new Map<string, KeyBinding[]>();
  for (const binding of keys) {
    const group = binding.group ?? 'Here';
    groups.set(group, [...(groups.get(group) ?? []), binding]);
  }
  return [...groups];
}
