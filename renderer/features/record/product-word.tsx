import type { Review } from '../../../shared/domain/review/review.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { Section } from '../../ui/page.tsx';
import styles from './record.module.css';

const outcomeWords = { met: 'Met', partly: 'Partly met', not: 'Not met' } as const;

/** What the product seat said of the release (M8.5); silence is told as such. */
export function ProductWord({ review }: { readonly review: Review }) {
  const { product } = review;
  if (product === null)
    return (
      <Section title="Product">
        <p className={styles['small']}>Product: not reviewed.</p>
      </Section>
    );
  const facts = review.claims.filter((claim) => product.evidence.includes(claim.id));
  return (
    <Section title="Product">
      <p>
        {outcomeWords[product.outcome]}: <bdi>{product.against}</bdi> · {codeText(product.by)}
      </p>
      <p>
        Next phase of <bdi>{product.feature}</bdi>: {product.nextPhase}, because <bdi>{product.reason}</bdi>
      </p>
      {facts.map((fact) => (
        <p key={fact.id} className={styles['small']}>
          rests on “<bdi>{fact.text}</bdi>”
        </p>
      ))}
    </Section>
  );
}
