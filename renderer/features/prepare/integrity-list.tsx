import type { Integrity, ReviewPackage } from '../../../shared/domain/review/package.ts';
import { OpensTo } from '../../canvas/opens-to.tsx';
import { integrityLooks } from '../../canvas/package-tones.ts';
import { routeToHash } from '../../state/route.ts';
import { Mark } from '../../ui/mark.tsx';
import styles from './prepare.module.css';

type Props = { readonly content: ReviewPackage; readonly zone: string };

/** How the data holds together: a conflict needs resolving, what is missing is told as missing, and each line opens. */
export function IntegrityList({ content, zone }: Props) {
  if (content.integrity.length === 0) return <p className={styles['small']}>Nothing was compared.</p>;
  return (
    <ul>
      {content.integrity.map((line) => (
        <li key={`${line.text}:${line.detail}`} className={styles['integrity']}>
          <Line line={line} content={content} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function Line({ line, content, zone }: Props & { readonly line: Integrity }) {
  const { tone, glyph } = integrityLooks[line.level];
  const figures = line.figures ?? [];
  return (
    <>
      <Mark tone={tone} glyph={glyph}>
        {''}
      </Mark>
      <span>
        {figures.length === 0 ? (
          line.text
        ) : (
          <OpensTo
            content={content}
            figures={figures}
            zone={zone}
            title={line.text}
            says={line.detail || line.level}
            trigger={line.text}
          >
            {line.detail !== '' && <p>{line.detail}</p>}
          </OpensTo>
        )}
        <span className={styles['detail']}>
          {line.detail}
          {line.text.endsWith('in quarantine') && line.level !== 'good' && (
            <>
              {' · '}
              <a href={routeToHash({ place: 'sources' })}>look at them</a>
            </>
          )}
        </span>
      </span>
    </>
  );
}
