import type { Output } from '../../../shared/contract/procedures.ts';
import { wordsOfRole } from './signers.ts';
import styles from './sign.module.css';

type Words = Output<'sign.look'>['words'];
type Props = { readonly title: string; readonly display: string; readonly words: Words };

const acts: { readonly [A in Words['act']]: string } = {
  facilitated: 'facilitated the review',
  accepted: 'accepts the record',
  countersigned: 'countersigns what was signed before',
};

/** What a signature would say, in words, and the head of the history to be compared aloud. */
export function SigningWords({ title, display, words }: Props) {
  const { review, role, act, member, claimedAt, headWords, events, files, covers } = words;
  return (
    <>
      <dl className={styles['says']}>
        <dt>Review</dt>
        <dd>
          <bdi>{title}</bdi> <span className={styles['small']}>{review}</span>
        </dd>
        <dt>As</dt>
        <dd>
          {wordsOfRole(role)}, who {acts[act]}
        </dd>
        <dt>Who</dt>
        <dd>
          <bdi>{display}</bdi> <span className={styles['small']}>{member}</span>
        </dd>
        <dt>Over</dt>
        <dd>
          {files} files, {events} events, {covers} earlier {covers === 1 ? 'sign-off' : 'sign-offs'}
        </dd>
        <dt>Asked at</dt>
        <dd>{claimedAt.replace('T', ' ').slice(0, 16)} UTC</dd>
      </dl>
      <div>
        <p className={styles['small']}>The head of its history. Have it read to you by whoever asks, and compare.</p>
        <div className={styles['head']}>
          <p>{headWords.slice(0, 4).join(' ')}</p>
          <p>{headWords.slice(4).join(' ')}</p>
        </div>
      </div>
    </>
  );
}
