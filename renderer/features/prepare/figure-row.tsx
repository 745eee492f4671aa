import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import { OpensTo } from '../../canvas/opens-to.tsx';
import { fiveFigures } from '../../../shared/projections/five-figures.ts';
import styles from './prepare.module.css';

/** The five figures a package is told by; each opens to what it counts and where that came from. */
export function FigureRow({ content, zone }: { readonly content: ReviewPackage; readonly zone: string }) {
  return (
    <ul className={styles['figures']}>
      {fiveFigures(content, zone).map(({ figure, words, origins, told }) => (
        <li key={words}>
          <p className={styles['figure']}>
            <OpensTo content={content} figures={origins} zone={zone} title={words} says={figure} trigger={figure}>
              {told.length > 0 && (
                <ul className={styles['told']}>
                  {told.map((line, place) => (
                    <li key={`${place} ${line}`} dir="auto">
                      {line}
                    </li>
                  ))}
                </ul>
              )}
            </OpensTo>
          </p>
          <p className={styles['small']}>{words}</p>
        </li>
      ))}
    </ul>
  );
}
