import { lazy, Suspense } from 'react';
import { Loading } from '../ui/empty.tsx';
import type { GuideSectionId } from './guide-sections.ts';
import { KeyCap, Note } from './text-components.tsx';
import styles from './texts.module.css';

const components = { Note, Key: KeyCap };

const Text = lazy(async () => {
  const { guideTexts } = await import('./guide-texts.ts');
  return {
    default: ({ section }: { readonly section: GuideSectionId }) => {
      const Section = guideTexts[section];
      return <Section components={components} />;
    },
  };
});

/** What the guide says in one section, without its title. */
export function GuideText({ section }: { readonly section: GuideSectionId }) {
  return (
    <div className={styles['text']}>
      <Suspense fallback={<Loading what="the guide" />}>
        <Text section={section} />
      </Suspense>
    </div>
  );
}
