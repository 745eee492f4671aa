import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { GuideText } from '../../texts/guide-text.tsx';
import { guideSections, type GuideSectionId } from '../../texts/guide-sections.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Key } from '../../ui/key.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './guide-panel.module.css';

/**
 * The guide beside the room's work, in the place of what stands there otherwise: null while it is closed. It opens with F1
 * at the section of what is being done, so that the clock and the line stay in sight.
 */
export function useGuidePanel(now: GuideSectionId, questions: ReactNode = null): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const focused = useRef<HTMLElement | null>(null);
  const toggle = () => {
    if (isOpen) focused.current?.focus();
    else focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setIsOpen(!isOpen);
  };
  useKeys([{ key: 'F1', label: isOpen ? 'close the guide' : 'guide', run: toggle }], 0);
  return isOpen ? <GuidePanel now={now} questions={questions} onClose={toggle} /> : null;
}

type PanelProps = {
  readonly now: GuideSectionId;
  /** What the review's own template would ask. */
  readonly questions: ReactNode;
  readonly onClose: () => void;
};

function GuidePanel({ now, questions, onClose }: PanelProps) {
  // What was looked up during one item is not what is wanted in the next.
  const [chosen, setChosen] = useState<{ readonly during: GuideSectionId; readonly section: GuideSectionId } | null>(
    null,
  );
  const section = chosen?.during === now ? chosen.section : now;
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => heading.current?.focus(), []);
  useKeys([{ key: 'Escape', label: 'close the guide', run: onClose, silent: true }], 2);
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <div className={styles['head']}>
        <p className={styles['eyebrow']}>Guide</p>
        <Button kind="quiet" onClick={onClose}>
          <Key does="close">F1</Key>
        </Button>
      </div>
      <h2 id={id} className={styles['title']} tabIndex={-1} ref={heading}>
        {guideSections.find((each) => each.id === section)?.title}
      </h2>
      {section === now && questions}
      <GuideText section={section} />
      <SelectField
        label="Another section"
        value={section}
        onChange={(event) => {
          const found = guideSections.find((each) => each.id === event.target.value);
          if (found !== undefined) setChosen({ during: now, section: found.id });
        }}
      >
        {guideSections.map((each) => (
          <option key={each.id} value={each.id}>
            {each.title}
          </option>
        ))}
      </SelectField>
    </section>
  );
}
