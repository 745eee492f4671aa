import { Mark, type Tone } from '../../ui/mark.tsx';
import type { RecordStatus } from './use-record.ts';
import styles from './record.module.css';

type Report = NonNullable<RecordStatus['report']>;

const words: { readonly [V in Report['verdict']]: { readonly tone: Tone; readonly text: string } } = {
  verified: {
    tone: 'calm',
    text: 'Verified: intact, signed by keys that are trusted here, every required role is there.',
  },
  incomplete: { tone: 'warn', text: 'Intact, and not yet signed by every required role.' },
  'not-trusted': {
    tone: 'warn',
    text: 'Intact, but a key that signed is not among those trusted here. Look under Keys.',
  },
  refused: { tone: 'over', text: 'Refused: the bundle is not what was signed.' },
  unreadable: { tone: 'over', text: 'The bundle cannot be read.' },
};

/** What the verifier says, the same one that strangers use, in words first. */
export function Verdict({ status }: { readonly status: RecordStatus | null }) {
  if (status === null) return <p className={styles['verdict']}>Asking the verifier…</p>;
  if (status.report === null)
    return (
      <p className={styles['verdict']}>The record was not put together yet. Nothing can be signed before it is.</p>
    );
  const { verdict, findings, exit } = status.report;
  const { tone, text } = words[verdict];
  return (
    <div className={styles['verdictBox']}>
      <p className={styles['verdict']} role="status">
        <Mark tone={tone}>{text}</Mark>
      </p>
      <p className={styles['small']}>
        <code>hotwash verify</code> ends with {exit}.
      </p>
      {findings.length > 0 && (
        <ul className={styles['findings']}>
          {findings.map((finding) => (
            <li key={`${finding.case}:${finding.message}`}>
              {finding.message} <span className={styles['small']}>case {finding.case}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
