import { useEffect, useMemo, useState } from 'react';
import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { routeToHash } from '../../state/route.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { AdoptPolicy } from './adopt-policy.tsx';
import { BackTestView } from './back-test-view.tsx';
import { DroppedClasses } from './cause-classes.tsx';
import { Differences } from './differences.tsx';
import { FaultList } from './fault-list.tsx';
import { keepDraft, keptDraft, useChecked, type Draft, type Kept } from './policy-draft.ts';
import { policyName } from './policy-words.ts';
import { TextEditor } from './text-editor.tsx';
import styles from './policy.module.css';

type Props = { readonly workspace: Workspace; readonly kept: Kept; readonly differs: React.ReactNode };
type File = 'base' | 'overlay';

const idOf = (file: File): string => `policy-${file}`;

/** The two files, what is wrong with them, what they would change, how the history looks by them, and putting them in force. */
export function ChangePolicy({ workspace, kept, differs }: Props) {
  const inForce = useMemo((): Draft => ({ base: kept.base, overlay: kept.overlay }), [kept.base, kept.overlay]);
  const [draft, setDraft] = useState<Draft>(() => keptDraft() ?? inForce);
  const [file, setFile] = useState<File>('base');
  const { checked, isCurrent, fault } = useChecked(draft);
  const present = policyInForce(workspace.policies);
  useEffect(() => {
    const take = () => setDraft(keptDraft() ?? inForce);
    addEventListener('policy-draft', take);
    return () => removeEventListener('policy-draft', take);
  }, [inForce]);
  const change = (next: Draft): void => {
    keepDraft(next.base === inForce.base && next.overlay === inForce.overlay ? null : next);
    setDraft(next);
  };
  const isSame = draft.base === inForce.base && draft.overlay === inForce.overlay;
  const faults = checked?.faults ?? [];
  const shown: File = draft.overlay === null ? 'base' : file;
  const startOverlay = () => {
    change({ ...draft, overlay: overlayStart(present.policy.policy) });
    setFile('overlay');
  };
  const takeOut = () => {
    change({ ...draft, overlay: null });
    setFile('base');
  };
  return (
    <>
      <PageHead
        title="Change the policy"
        aside={`in force: ${policyName(present.policy, present.overlay)}`}
        lede="A base says everything. An overlay of one site adds to it or tightens it, and never relaxes it."
        actions={
          <ButtonLink href={routeToHash({ place: 'policy', view: 'read' })}>Back to what is in force</ButtonLink>
        }
      />
      {differs}
      <Columns
        aside={
          <>
            {fault !== null && <Refusal fault={fault} />}
            {checked === null && fault === null && <Loading what="what the files say" />}
            {faults.length > 0 && <FaultList faults={faults} onGo={(each) => setFile(each.file)} idOf={idOf} />}
            {checked?.resolved != null && (
              <>
                <Differences differences={checked.resolved.differences} />
                <DroppedClasses next={checked.resolved.policy.taxonomy} present={present.policy.taxonomy} />
                {isSame ? (
                  <p className={styles['quiet']}>
                    Change a file and raise its version. Then it can be put in force here.
                  </p>
                ) : (
                  <AdoptPolicy
                    draft={draft}
                    refusal={checked.resolved.refusal}
                    isReady={isCurrent}
                    onDone={() => keepDraft(null)}
                  />
                )}
              </>
            )}
          </>
        }
      >
        <Files
          shown={shown}
          hasOverlay={draft.overlay !== null}
          isChanged={!isSame}
          faults={faults}
          onShow={setFile}
          onAdd={startOverlay}
          onTakeOut={takeOut}
          onBegin={() => change(inForce)}
        />
        <TextEditor
          key={shown}
          id={idOf(shown)}
          label={shown === 'base' ? 'Text of the base' : 'Text of the overlay'}
          value={shown === 'base' ? draft.base : (draft.overlay ?? '')}
          onChange={(text) => change({ ...draft, [shown]: text })}
          faulty={new Set(faults.filter((each) => each.file === shown).map(({ line }) => line))}
        />
      </Columns>
      <Section title="Back-test" note="What these rules would have asked of the releases that were taken in">
        <BackTestView
          policy={checked?.resolved?.policy ?? null}
          present={present.policy}
          zone={workspace.zone}
          isCurrent={isCurrent}
        />
      </Section>
    </>
  );
}

type FilesProps = {
  readonly shown: File;
  readonly hasOverlay: boolean;
  readonly isChanged: boolean;
  readonly faults: readonly { readonly file: File }[];
  readonly onShow: (file: File) => void;
  readonly onAdd: () => void;
  readonly onTakeOut: () => void;
  readonly onBegin: () => void;
};

/** Which file is written in, with how much is wrong in each, and whether there is an overlay at all. */
function Files({ shown, hasOverlay, isChanged, faults, onShow, onAdd, onTakeOut, onBegin }: FilesProps) {
  const files: readonly File[] = hasOverlay ? ['base', 'overlay'] : ['base'];
  return (
    <div className={styles['files']} role="group" aria-label="File">
      {files.map((each) => (
        <button
          key={each}
          type="button"
          className={styles['file']}
          aria-pressed={shown === each}
          onClick={() => onShow(each)}
        >
          {each}.yaml{countText(faults.filter((one) => one.file === each).length)}
        </button>
      ))}
      <span className={styles['fileActions']}>
        <Button kind="quiet" onClick={hasOverlay ? onTakeOut : onAdd}>
          {hasOverlay ? 'Take the overlay out' : 'Add an overlay'}
        </Button>
        <Button kind="quiet" onClick={onBegin} disabled={!isChanged}>
          Begin again
        </Button>
      </span>
    </div>
  );
}

const countText = (count: number): string => (count === 0 ? '' : ` · ${count} wrong`);

const overlayStart = (base: string): string =>
  [
    '# Only what this site adds or tightens.',
    'overlay: our-site',
    'version: 1',
    `of: ${base}`,
    '',
    'tiers:',
    '  full:',
    '    quorum:',
    '      substitutes: false',
    '',
  ].join('\n');
