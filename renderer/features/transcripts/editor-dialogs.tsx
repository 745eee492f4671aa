import type { Review } from '../../../shared/domain/review/review.ts';
import type { Transcript } from '../../../shared/domain/transcript/transcript.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { KeyHelp } from '../../ui/key-help.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { EvidenceDialog } from './evidence-dialog.tsx';
import { SpeakerDialog } from './speaker-dialog.tsx';
import type { SpeakerLine } from './speaker-list.ts';
import type { EditorWork } from './use-editor-actions.ts';
import type { SendTranscript } from './use-transcript-send.ts';

type Props = {
  readonly work: EditorWork;
  readonly transcript: Transcript;
  readonly review: Review | null;
  readonly workspace: Workspace;
  readonly speakers: readonly SpeakerLine[];
  readonly send: SendTranscript;
};

/** What lies over the editor, one at a time. */
export function EditorDialogs({ work, transcript, review, workspace, speakers, send }: Props) {
  const { over, close, here, chosen } = work;
  switch (over?.what) {
    case 'keys':
      return (
        <KeyHelp
          hint="Single letters are heard while the list has the focus, not while you write. On a Mac, Cmd does what Ctrl does."
          onClose={close}
        />
      );
    case 'assign':
      return (
        <AssignDialog
          speakers={speakers}
          now={here?.speaker ?? null}
          segments={chosen.length}
          onAssign={work.assign}
          onClose={close}
        />
      );
    case 'speaker':
      return (
        <SpeakerDialog
          speaker={over.speaker}
          speakers={speakers}
          member={transcript.members[over.speaker] ?? null}
          workspace={workspace}
          send={send}
          onClose={close}
        />
      );
    case 'evidence':
      return review === null ? null : (
        <EvidenceDialog
          review={review}
          transcript={transcript}
          chosen={chosen}
          onDone={(said) => {
            work.say(said);
            close();
          }}
          onClose={close}
        />
      );
    case undefined:
      return null;
  }
}
