import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { FoldedTranscript } from '../../../shared/domain/transcript/fold-transcript.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { EditorDialogs } from './editor-dialogs.tsx';
import { EditorFoot } from './editor-foot.tsx';
import { EditorHead } from './editor-head.tsx';
import { editorKeys } from './editor-keys.ts';
import { FindBar } from './find-bar.tsx';
import { LostWords } from './lost-words.tsx';
import { createPlayback } from './playback.ts';
import { SegmentAside } from './segment-aside.tsx';
import { SegmentList, type SegmentListHandle } from './segment-list.tsx';
import { SoundLine } from './sound-line.tsx';
import { speakersOf } from './speaker-list.ts';
import { SpeakersPanel } from './speakers-panel.tsx';
import { countVerified } from './transcript-words.ts';
import { useCursor } from './use-cursor.ts';
import { useEditorActions } from './use-editor-actions.ts';
import { useFind } from './use-find.ts';
import { useNudge } from './use-nudge.ts';
import { usePlayer } from './use-player.tsx';
import { useTranscriptSend } from './use-transcript-send.ts';
import { useWriting } from './use-writing.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly folded: FoldedTranscript;
  /** When it was last changed, epoch ms. */
  readonly keptAt: number;
  /** Null where the review is not here. */
  readonly review: Review | null;
  readonly workspace: Workspace;
  /** A moment to begin at, ms of the transcript. */
  readonly at: number | null;
};

/** A transcript to read, to hear and to put right, by keys above all. */
export function TranscriptEditor({ folded, keptAt, review, workspace, at }: Props) {
  const { transcript } = folded;
  const { segments } = transcript;
  const { send, fault } = useTranscriptSend(transcript.id);
  const list = useRef<SegmentListHandle>(null);
  const cursor = useCursor(segments);
  const writer = useWriting(segments, send);
  const nudging = useNudge(send);
  const find = useFind(segments);
  const { speakers, nobody } = useMemo(() => speakersOf(segments), [segments]);
  const verified = useMemo(() => countVerified(transcript), [transcript]);
  const [playback] = useState(createPlayback);
  const player = usePlayer(transcript, playback, workspace.zone, at ?? 0);
  const work = useEditorActions({ segments, speakers, cursor, list, writer, nudging, find, player, send });
  const { actions, here, chosen } = work;
  useKeys(editorKeys(actions));
  useBeginning(at, work.goToMoment, list);
  const { moved } = nudging;
  return (
    <div className={styles['editor']}>
      <EditorHead folded={folded} keptAt={keptAt} verified={verified} review={review} actions={actions} />
      {player.strip !== null && <div className={styles['player']}>{player.strip}</div>}
      {fault !== null && <Refusal fault={fault} />}
      <LostWords segments={segments} writer={writer} />
      <div className={styles['columns']}>
        <div className={styles['wide']}>
          <div className={styles['bar']}>
            <FindBar find={find} at={cursor.at} onStep={actions.findNext} onLeave={() => list.current?.focus()} />
            <SoundLine segments={segments} soundEnds={player.soundEnds} goTo={(index) => work.goTo(index, 'middle')} />
          </div>
          <span className={styles['spine']} aria-hidden="true">
            <span className={styles['done']} style={{ transform: `scaleX(${verified / segments.length})` }} />
          </span>
          <SegmentList
            ref={list}
            segments={segments}
            cursor={cursor}
            writer={writer}
            moved={moved}
            playback={playback}
            isFollowing={player.isFollowing}
            wanted={find.wanted}
            soundEnds={player.soundEnds}
          />
        </div>
        <div className={styles['side']}>
          <SegmentAside
            transcript={transcript}
            chosen={chosen}
            moved={chosen.length === 1 && moved?.segment === here?.id ? moved : null}
            actions={actions}
            isOriginShown={work.isOriginShown}
            isClosed={review === null || review.closedAt !== null}
          />
          <SpeakersPanel
            speakers={speakers}
            nobody={nobody}
            members={transcript.members}
            workspace={workspace}
            onOpen={work.aboutSpeaker}
          />
        </div>
      </div>
      <EditorFoot isWriting={writer.writing !== null} said={work.said} />
      <EditorDialogs
        work={work}
        transcript={transcript}
        review={review}
        workspace={workspace}
        speakers={speakers}
        send={send}
      />
    </div>
  );
}

/** The list has the focus from the beginning, at the moment that was asked for. */
function useBeginning(
  at: number | null,
  goToMoment: (ms: number) => void,
  list: RefObject<SegmentListHandle | null>,
): void {
  useEffect(() => {
    if (at !== null) goToMoment(at);
    list.current?.focus();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when another moment is asked for
  }, [at]);
}
