import { routeToHash } from '../../state/route.ts';
import { GuideText } from '../../texts/guide-text.tsx';
import { guideSections, toGuideSection } from '../../texts/guide-sections.ts';
import { PageHead } from '../../ui/page.tsx';
import styles from './guide.module.css';

/** The guide for those who facilitate for the first time: its contents, and one section at a time. */
export function Guide({ section: named }: { readonly section: string | null }) {
  const section = toGuideSection(named);
  const index = guideSections.findIndex((each) => each.id === section);
  const [before, shown, after] = [guideSections[index - 1], guideSections[index], guideSections[index + 1]];
  return (
    <>
      <PageHead title="Guide" lede="For whoever facilitates for the first time, and for whoever does it too often." />
      <div className={styles['guide']}>
        <nav aria-label="Contents of the guide">
          <ol className={styles['contents']}>
            {guideSections.map(({ id, title }) => (
              <li key={id}>
                <a
                  href={routeToHash({ place: 'guide', section: id })}
                  aria-current={id === section ? 'page' : undefined}
                >
                  {title}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <article className={styles['section']} aria-labelledby="guide-section">
          <h2 id="guide-section" className={styles['title']}>
            {shown?.title}
          </h2>
          <GuideText section={section} />
          <p className={styles['on']}>
            {before !== undefined && <a href={routeToHash({ place: 'guide', section: before.id })}>← {before.title}</a>}
            {after !== undefined && <a href={routeToHash({ place: 'guide', section: after.id })}>{after.title} →</a>}
          </p>
        </article>
      </div>
    </>
  );
}
