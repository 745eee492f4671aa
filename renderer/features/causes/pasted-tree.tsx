import { boneTitles } from '../../../shared/canvas/bone-titles.ts';
import type { ImportedTree } from '../../../shared/canvas/imported-tree.ts';
import { categories, type Category } from '../../../shared/domain/cause/cause.ts';
import styles from './carry-dialogs.module.css';

/** So many lines are looked at before something is taken; the rest is counted. */
const shown = 200;

type Props = {
  readonly tree: ImportedTree;
  /** Of what names none. */
  readonly bone: Category;
  /** All of it hangs on one cause, whatever bones it names. */
  readonly isBelow: boolean;
};

/** What would be taken, bone by bone, each cause as far in as it will hang. */
export function PastedTree({ tree, bone, isBelow }: Props) {
  const depths: number[] = [];
  for (const { under } of tree.causes) depths.push(under === null ? 0 : (depths[under] ?? 0) + 1);
  const rows = tree.causes.map((cause, index) => ({
    key: index,
    text: cause.text,
    depth: depths[index] ?? 0,
    on: isBelow ? bone : (cause.category ?? bone),
  }));
  const seen = rows.slice(0, shown);
  const bones = isBelow ? [bone] : categories.filter((each) => seen.some(({ on }) => on === each));
  return (
    // Focusable, so that it scrolls by key.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['tree']} tabIndex={0} role="region" aria-label="What would be taken">
      {bones.map((each) => (
        <section key={each}>
          {!isBelow && <h3 className={styles['bone']}>{boneTitles[each]}</h3>}
          <ul className={styles['causes']}>
            {seen
              .filter(({ on }) => on === each)
              .map(({ key, text, depth }) => (
                <li key={key} style={{ marginInlineStart: `${Math.min(depth, 12) * 1.25}em` }}>
                  <bdi>{text}</bdi>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {rows.length > shown && <p className={styles['what']}>and {rows.length - shown} more</p>}
    </div>
  );
}
