import type { Filed, FigureStanding, LightFigure } from '../../shared/domain/light/light.ts';
import { scoreText } from '../../shared/meeting/score.ts';
import { Mark, type Tone } from '../ui/mark.tsx';
import { formatQuantity } from '../ui/format-number.ts';
import styles from './light-filed.module.css';

const standings: { readonly [S in FigureStanding]: { readonly tone: Tone; readonly words: string } } = {
  within: { tone: 'calm', words: 'within' },
  outside: { tone: 'over', words: 'outside' },
  'no-baseline': { tone: 'warn', words: 'no baseline' },
  'no-samples': { tone: 'warn', words: 'no samples' },
};

/** Each figure of the package beside what is usual, and whether it lies within. */
export function LightFigures({ figures }: { readonly figures: readonly LightFigure[] }) {
  if (figures.length === 0)
    return <p className={styles['quiet']}>The package has no figure, so nobody can say that all is within baseline.</p>;
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">figure</th>
            <th scope="col">this release</th>
            <th scope="col">usual</th>
            <th scope="col">z</th>
            <th scope="col">baseline</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((each) => (
            <tr key={each.series}>
              <th scope="row">{each.metric}</th>
              <td>{figureText(each.now, each.unit)}</td>
              <td>{figureText(each.usual, each.unit)}</td>
              <td>{each.z === null ? '–' : scoreText(each.z)}</td>
              <td>
                <Mark tone={standings[each.standing].tone}>
                  {standings[each.standing].words}
                  {each.rule === null ? '' : `: ${each.rule}`}
                </Mark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const figureText = (value: number | null, unit: string): string => (value === null ? '–' : formatQuantity(value, unit));

/** The four answers of the form as they were filed. */
export function LightFiled({ filed }: { readonly filed: Filed }) {
  const rows = [
    ['What was released', filed.released],
    ['Did it do what it should', filed.met],
    ['Anything unusual', filed.unusual ?? 'nothing'],
    ['Follow-up', filed.followUp ?? 'none'],
    ...(filed.withoutBaseline === null ? [] : [['Why it may close without a baseline', filed.withoutBaseline]]),
  ];
  return (
    <dl className={styles['filed']}>
      {rows.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
