import type { HandOff } from '../../../shared/domain/review/package-parts.ts';
import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import { rowCalled } from '../../../shared/projections/row-called.ts';
import { OpensTo } from '../../canvas/opens-to.tsx';
import { formatClockSeconds, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import styles from './prepare.module.css';

type Props = { readonly content: ReviewPackage; readonly zone: string };

const behind = ['deployments', 'incidents', 'postmortems'];

/** [M8.1] Who handed over when: deploy end, alert, accepted, resolved, the time between, and the steps nobody told. */
export function HandOffs({ content, zone }: Props) {
  return (
    <ul>
      {(content.handOffs ?? []).map((handOff) => (
        <li key={handOff.row} className={styles['handOff']}>
          <p dir="auto">{handOff.title}</p>
          <ol className={styles['steps']}>
            {handOff.steps.map((step, place) => (
              <Step key={step.step} handOff={handOff} place={place} content={content} zone={zone} />
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

function Step({ handOff, place, content, zone }: Props & { readonly handOff: HandOff; readonly place: number }) {
  const step = handOff.steps[place];
  if (step === undefined) return null;
  const before = handOff.steps.slice(0, place).findLast((each) => each.at !== null);
  if (step.at === null)
    return (
      <li className={styles['step']}>
        <span className={styles['small']}>{step.step}</span>
        <Mark tone="warn" glyph="–">
          nobody tells
        </Mark>
      </li>
    );
  const told = formatClockSeconds(step.at, zone);
  const apart = before?.at == null ? null : step.at - before.at;
  return (
    <li className={styles['step']}>
      <span className={styles['small']}>{step.step}</span>
      <span>
        <OpensTo
          content={content}
          figures={behind}
          zone={zone}
          title={`${handOff.title}: ${step.step}`}
          says={told}
          trigger={told}
        >
          <p className={styles['wrap']}>as {rowCalled(content, step.source, null)} has it</p>
        </OpensTo>
      </span>
      {apart !== null && before !== undefined && (
        <span className={styles['small']}>
          {formatSpan(Math.abs(apart))} {apart < 0 ? 'before' : 'after'} {before.step}
        </span>
      )}
    </li>
  );
}
