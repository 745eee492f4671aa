import type { Cause } from '../../../shared/domain/cause/cause.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { keyName, type KeyBinding } from '../../ui/use-keys.ts';
import { causeKeys } from './cause-keys.ts';
import styles from './cause-drawer.module.css';

/** Everything a key does to the selected cause, for whoever points instead: what is next first, the rest as words. */
export function CauseButtons({ room, cause }: { readonly room: RoomView; readonly cause: Cause }) {
  const keys = causeKeys(room, cause);
  const of = (names: string): readonly KeyBinding[] =>
    Array.from(names, (name) => keys.find(({ key, alt }) => key === name && alt !== true)).filter(
      (binding) => binding !== undefined,
    );
  const has = cause.evidence.length > 0;
  const next: { readonly [S in Cause['state']['name']]: string } = {
    hypothesis: has ? 'e23' : 'e3',
    supported: 'ev3',
    validated: 'e3',
    rejected: '1',
    stopped: '1',
  };
  const first = next[cause.state.name];
  const hasBelow = room.review.causes.some(({ parent }) => parent === cause.id);
  const rest = Array.from(cause.state.name === 'hypothesis' ? '2srckgjl' : '1srckgjl')
    .filter((key) => !first.includes(key) && (key !== 'g' || hasBelow))
    .join('');
  return (
    <>
      <div className={styles['buttons']}>
        {of(first).map((binding) => (
          <Button key={binding.key} onClick={binding.run}>
            <Key>{keyName(binding)}</Key> {binding.label}
          </Button>
        ))}
      </div>
      <div className={styles['more']}>
        {of(rest).map((binding) => (
          <Button key={binding.key} kind="quiet" onClick={binding.run}>
            <Key>{keyName(binding)}</Key> {binding.label}
          </Button>
        ))}
      </div>
    </>
  );
}
