import { codeText } from '../../../shared/meeting/people.ts';
import { inTurn } from '../../../shared/meeting/speaking-queue.ts';
import { useQueue } from '../../state/speaking-store.ts';
import styles from './audience-stage.module.css';

/** Who has the word and who is next; nobody else of those waiting, and never how often anybody spoke. */
export function AudienceSpeaking({ review }: { readonly review: string }) {
  const queue = useQueue(review);
  const next = inTurn(queue)[0];
  if (queue.speaking === null && next === undefined) return null;
  return (
    <p className={styles['speaking']}>
      {queue.speaking !== null && `${codeText(queue.speaking)} speaks`}
      {queue.speaking !== null && next !== undefined && ', then '}
      {next !== undefined && (queue.speaking === null ? `next: ${codeText(next)}` : codeText(next))}
    </p>
  );
}
