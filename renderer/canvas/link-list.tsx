import { useState } from 'react';
import { verdictOn, type SettledLink } from '../../shared/domain/release/settled-link.ts';
import type { PackageLink } from '../../shared/domain/review/package-parts.ts';
import { RowName } from '../state/row-name.tsx';
import { useSettleLink } from '../state/settle-link.ts';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import { Refusal } from '../ui/refusal.tsx';
import styles from './link-list.module.css';

type Props = {
  readonly links: readonly PackageLink[];
  /** What people said of links until now. */
  readonly settled: readonly SettledLink[];
};

const few = 8;

const strengthWords: { readonly [S in PackageLink['strength']]: string } = {
  explicit: 'explicit',
  'component-and-window': 'component and window',
  'time-only': 'time only, a suggestion',
};

/** What belongs together and how surely. What is only suggested comes first, since a person is to settle it. */
export function LinkList({ links, settled }: Props) {
  const [shown, setShown] = useState(few);
  const ordered = links.toSorted((a, b) => rankOf(a) - rankOf(b) || b.confidence - a.confidence);
  return (
    <>
      <ul>
        {ordered.slice(0, shown).map((link) => (
          <LinkRow key={`${link.from.id} ${link.to.id}`} link={link} settled={settled} />
        ))}
      </ul>
      {links.length > shown && (
        <Button kind="quiet" onClick={() => setShown(links.length)}>
          {links.length - shown} more, commits last
        </Button>
      )}
    </>
  );
}

/** Suggestions first, settled or not, so that none jumps away under somebody's hand; commits last. */
function rankOf({ from, to, strength }: PackageLink): number {
  if (strength === 'time-only') return 0;
  return from.kind === 'change' || to.kind === 'change' ? 2 : 1;
}

const verdictOf = ({ from, to, verdict }: PackageLink, settled: readonly SettledLink[]) =>
  verdictOn(settled, from.id, to.id) ?? verdict;

function LinkRow({ link, settled }: { readonly link: PackageLink; readonly settled: readonly SettledLink[] }) {
  const { from, to, strength, confidence, why } = link;
  const { fault, settle } = useSettleLink(link);
  const verdict = verdictOf(link, settled);
  return (
    <li className={styles['link']}>
      <div>
        <p className={verdict === 'rejected' ? styles['struck'] : undefined}>
          <RowName {...from} /> <span className={styles['quiet']}>belongs to</span> <RowName {...to} />
        </p>
        <p className={styles['quiet']}>
          {strengthWords[strength]} · {Math.round(confidence * 100)} % · {why}
        </p>
        {fault !== null && <Refusal fault={fault} />}
      </div>
      {strength !== 'explicit' && (
        <div className={styles['verdict']}>
          <Button
            kind="quiet"
            aria-pressed={verdict === 'confirmed'}
            aria-label={`${verdict === 'confirmed' ? 'Confirmed' : 'Confirm'}: ${why}`}
            onClick={() => settle('confirmed')}
          >
            {verdict === 'confirmed' ? <Mark tone="calm">confirmed</Mark> : 'confirm'}
          </Button>
          <Button
            kind="quiet"
            aria-pressed={verdict === 'rejected'}
            aria-label={`${verdict === 'rejected' ? 'Rejected' : 'Reject'}: ${why}`}
            onClick={() => settle('rejected')}
          >
            {verdict === 'rejected' ? <Mark tone="plain">rejected</Mark> : 'reject'}
          </Button>
        </div>
      )}
    </li>
  );
}
