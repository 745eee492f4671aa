import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import type { RedactPreview, Wanted } from './redacted-copy-dialog.tsx';
import styles from './redacted-copy.module.css';

type Props = { readonly preview: RedactPreview; readonly wanted: Wanted; readonly onChange: (wanted: Wanted) => void };
type Find = RedactPreview['leaks'][number];

const few = 20;

/** What names somebody of the roster, or cannot be searched. Each is withheld with its place, or confirmed with a reason. */
export function RedactedFinds({ preview, wanted, onChange }: Props) {
  const [isAll, setIsAll] = useState(false);
  const { leaks, leakCount } = preview;
  const shown = isAll ? leaks : leaks.slice(0, few);
  const withhold = (finds: readonly Find[]) =>
    onChange({ ...wanted, places: [...new Set([...wanted.places, ...finds.map(placeOf)])] });
  return (
    <section aria-label="Names found">
      <h3 className={styles['head']}>Names in what stays</h3>
      {leakCount === 0 ? (
        <p className={styles['quiet']}>None of the roster’s names was found in what stays.</p>
      ) : (
        <>
          <p className={styles['quiet']}>
            Nothing is written while one of these is open. Withhold the place, or say why it is no name.
          </p>
          {leaks.length > 1 && (
            <p className={styles['all']}>
              <Button onClick={() => withhold(leaks)}>Withhold all {leaks.length} places</Button>
            </p>
          )}
          <ul>
            {shown.map((find) => (
              <FindRow
                key={find.key}
                find={find}
                onWithhold={() => withhold([find])}
                onConfirm={(reason) =>
                  onChange({ ...wanted, confirmations: [...wanted.confirmations, { key: find.key, reason }] })
                }
              />
            ))}
          </ul>
          {leaks.length > few && (
            <Button kind="quiet" onClick={() => setIsAll(!isAll)}>
              {isAll ? 'Fewer' : `All ${leaks.length}`}
            </Button>
          )}
        </>
      )}
      {(wanted.places.length > 0 || wanted.confirmations.length > 0) && <Settled wanted={wanted} onChange={onChange} />}
    </section>
  );
}

const placeOf = ({ file, place }: Find): string => (file === 'redaction.json' ? place : file);

type RowProps = { readonly find: Find; readonly onWithhold: () => void; readonly onConfirm: (reason: string) => void };

function FindRow({ find, onWithhold, onConfirm }: RowProps) {
  const [reason, setReason] = useState<string | null>(null);
  const words = find.message.replace(/^LEAK: (?:redaction\.json, )?/, '');
  return (
    <li className={styles['find']}>
      <p>{words}</p>
      {reason === null ? (
        <p className={styles['answers']}>
          <Button onClick={onWithhold} aria-label={`Withhold ${placeOf(find)}`}>
            Withhold
          </Button>
          <Button
            kind="quiet"
            onClick={() => setReason('')}
            aria-label={`${find.form === 'unread' ? 'I looked through it' : 'No name'}: ${placeOf(find)}`}
          >
            {find.form === 'unread' ? 'I looked through it' : 'No name'}
          </Button>
        </p>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim() !== '') onConfirm(reason.trim());
          }}
        >
          <TextField
            label="Why it may stay"
            hint="Stands in the copy; name nobody."
            value={reason}
            maxLength={300}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever pressed the button wants to type here
            autoFocus
            onChange={({ target }) => setReason(target.value)}
          />
          <p className={styles['answers']}>
            <Button type="submit" disabled={reason.trim() === ''}>
              Let it stay
            </Button>
            <Button kind="quiet" onClick={() => setReason(null)}>
              Back
            </Button>
          </p>
        </form>
      )}
    </li>
  );
}

function Settled({ wanted, onChange }: Omit<Props, 'preview'>) {
  return (
    <details className={styles['details']}>
      <summary>
        {wanted.places.length} withheld by themselves, {wanted.confirmations.length} confirmed
      </summary>
      <ul>
        {wanted.places.map((place) => (
          <li key={place}>
            <code>{place}</code>{' '}
            <Button
              kind="quiet"
              aria-label={`Show ${place} again`}
              onClick={() => onChange({ ...wanted, places: wanted.places.filter((each) => each !== place) })}
            >
              Show again
            </Button>
          </li>
        ))}
        {wanted.confirmations.map(({ key, reason }) => (
          <li key={key}>
            {reason}{' '}
            <Button
              kind="quiet"
              aria-label={`Take back: ${reason}`}
              onClick={() =>
                onChange({ ...wanted, confirmations: wanted.confirmations.filter((each) => each.key !== key) })
              }
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
