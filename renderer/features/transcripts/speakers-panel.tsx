import { useState } from 'react';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import type { SpeakerLine } from './speaker-list.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly speakers: readonly SpeakerLine[];
  readonly nobody: number;
  readonly members: Readonly<Record<string, string>>;
  readonly workspace: Workspace;
  readonly onOpen: (speaker: string) => void;
};

const mostShown = 12;

/** Who speaks, most first; the first nine have the digits as keys. */
export function SpeakersPanel({ speakers, nobody, members, workspace, onOpen }: Props) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? speakers : speakers.slice(0, mostShown);
  const displayOf = (id: string | undefined) => workspace.members.find((member) => member.id === id)?.display;
  return (
    <Section title="Speakers" note={speakers.length > 0 ? `${speakers.length}` : undefined}>
      {speakers.length === 0 && <p className={styles['under']}>Nobody is named yet. S names who speaks.</p>}
      <ol className={styles['speakers']}>
        {shown.map(({ name, segments }, index) => (
          <li key={name} className={styles['speaker']}>
            <span className={styles['digit']} aria-hidden="true">
              {index < 9 ? index + 1 : ''}
            </span>
            <span className={styles['speakerName']}>
              <Button
                kind="quiet"
                className={styles['speakerButton']}
                aria-label={`About ${name}`}
                onClick={() => onOpen(name)}
              >
                {name}
              </Button>
              {members[name] !== undefined && (
                <span className={styles['under']}>is {displayOf(members[name]) ?? members[name]}</span>
              )}
            </span>
            <span className={styles['figure']}>{segments.toLocaleString('en-GB')}</span>
          </li>
        ))}
      </ol>
      {nobody > 0 && speakers.length > 0 && (
        <p className={styles['under']}>{nobody.toLocaleString('en-GB')} without a name</p>
      )}
      {speakers.length > mostShown && (
        <Button kind="quiet" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Fewer' : `All ${speakers.length}`}
        </Button>
      )}
    </Section>
  );
}
