import type { PolicyFile } from '../../../shared/domain/policy/governance.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { routeToHash } from '../../state/route.ts';
import styles from './prepare.module.css';

/** [M1.3] Which rules opened the review, or that a person did, and [M7.3] the policy it keeps, by its hashes. */
export function WhyReviewed({ review }: { readonly review: Review }) {
  const { trigger, lighter, base, overlay } = review.governance;
  return (
    <div className={styles['why']}>
      {trigger === null && <p>A person opened this review.</p>}
      {trigger !== null && (
        <ul>
          {trigger.reasons.map((reason, index) => (
            <li key={`${index} ${reason}`}>
              <span dir="auto">{reason}</span>{' '}
              <span className={styles['small']}>{trigger.rules[index] ?? 'by the day'}</span>
            </li>
          ))}
        </ul>
      )}
      {lighter !== undefined && (
        <p>
          Lighter than {lighter.rules.join(', ')} asks for: <span dir="auto">{lighter.reason}</span>
        </p>
      )}
      <p className={styles['small']}>
        Run by {base === null ? 'the standard policy' : fileWords(base)}
        {overlay !== null && `, tightened by ${fileWords(overlay)}`} ·{' '}
        <a href={routeToHash({ place: 'policy', view: 'read' })}>Policy</a>
      </p>
    </div>
  );
}

const fileWords = ({ id, version, sha256 }: PolicyFile): string =>
  `${id}, version ${version}, sha-256 ${sha256.slice(0, 12)}`;
