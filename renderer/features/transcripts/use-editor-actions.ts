import { useState, type RefObject } from 'react';
import { isTimed } from '../../../shared/domain/transcript/transcript-length.ts';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import type { EditorActions } from './editor-keys.ts';
import type { SegmentListHandle } from './segment-list.tsx';
import { heardAt } from './heard-at.ts';
import type { SpeakerLine } from './speaker-list.ts';
import { quoteOf } from './transcript-words.ts';
import type { Cursor } from './use-cursor.ts';
import type { Find } from './use-find.ts';
import type { TranscriptPlayer } from './use-player.tsx';
import type { SendTranscript } from './use-transcript-send.ts';
import type { Writer } from './use-writing.ts';
import { nudgeStep, type useNudge } from './use-nudge.ts';

/** What lies over the editor; null where nothing does. */
export type Over =
  { readonly what: 'assign' | 'evidence' | 'keys' } | { readonly what: 'speaker'; readonly speaker: string } | null;

export type EditorWork = ReturnType<typeof useEditorActions>;

type Parts = {
  readonly segments: readonly Segment[];
  readonly speakers: readonly SpeakerLine[];
  readonly cursor: Cursor;
  readonly list: RefObject<SegmentListHandle | null>;
  readonly writer: Writer;
  readonly nudging: ReturnType<typeof useNudge>;
  readonly find: Find;
  readonly player: TranscriptPlayer;
  readonly send: SendTranscript;
};

/** Ids of one command at most; a longer range is several. */
const mostAtOnce = 20_000;

/** What can be done in the editor, by key and by button alike, and what it says of what it did. */
export function useEditorActions(parts: Parts) {
  const { segments, cursor, list, writer, find, player, send } = parts;
  const [over, setOver] = useState<Over>(null);
  const [said, setSaid] = useState('');
  const [isOriginShown, setIsOriginShown] = useState(false);
  const here = segments[cursor.at];
  const chosen = segments.slice(cursor.from, cursor.to + 1);

  const goTo = (index: number, how: 'edge' | 'middle' = 'edge') => {
    cursor.moveTo(index);
    list.current?.reveal(Math.min(Math.max(0, index), segments.length - 1), how);
  };
  const inParts = async (of: readonly Segment[], run: (ids: string[]) => Promise<boolean>): Promise<boolean> => {
    for (let from = 0; from < of.length; from += mostAtOnce)
      if (!(await run(of.slice(from, from + mostAtOnce).map(({ id }) => id)))) return false;
    return true;
  };
  const setState = (state: Segment['state']) =>
    inParts(chosen, (ids) => send({ type: 'segments.verify', segments: ids, state }));

  const verify = async () => {
    const isWriting = writer.writing !== null;
    if (isWriting && !(await writer.end())) return;
    const next = segments[cursor.to + 1];
    goTo(cursor.to + 1);
    if (isWriting && next !== undefined) writer.begin(next);
    await setState('human-verified');
  };
  const merge = async () => {
    if (writer.writing !== null && !(await writer.end())) return;
    const [first, ...rest] = chosen.length > 1 ? chosen : segments.slice(cursor.at, cursor.at + 2);
    if (first === undefined || rest.length === 0) return setSaid('Nothing follows that it could be merged with.');
    cursor.moveTo(cursor.from);
    for (const { id } of rest) if (!(await send({ type: 'segments.merge', first: first.id, second: id }))) return;
  };
  const split = async () => {
    const field = document.activeElement;
    if (!(field instanceof HTMLTextAreaElement)) return;
    const second = await writer.split(field.selectionStart);
    if (second === null) {
      if (field.isConnected) setSaid('Place the cursor between two words; one half would hold none.');
      return;
    }
    cursor.wait(second);
    list.current?.focus();
  };
  const assign = (speaker: string | null) =>
    inParts(chosen, (ids) => send({ type: 'segments.assign', segments: ids, speaker }));
  const open = (what: 'assign' | 'evidence') => here !== undefined && setOver({ what });
  const aboutSpeaker = (speaker: string) => setOver({ what: 'speaker', speaker });

  const actions: EditorActions = {
    move: (by, how = 'alone') => {
      const to = Math.min(Math.max(0, cursor.at + by), segments.length - 1);
      cursor.moveTo(to, how);
      list.current?.reveal(to);
    },
    toEnd: (which) => goTo(which === 'first' ? 0 : segments.length - 1),
    edit: () => here !== undefined && writer.begin(here),
    verify: () => void verify(),
    unverify: () => void setState('machine-draft'),
    nextDraft: () => {
      const isDraft = ({ state }: Segment) => state === 'machine-draft';
      const next = segments.findIndex((each, index) => index > cursor.to && isDraft(each));
      const found = next === -1 ? segments.findIndex(isDraft) : next;
      if (found === -1) setSaid('Every segment is verified.');
      else goTo(found, 'middle');
    },
    hear: () => {
      const silence = player.silence();
      const [from, to] = [chosen[0], chosen.at(-1)];
      if (silence !== null) setSaid(silence);
      else if (from !== undefined && to !== undefined) player.playRange(from.start, Math.max(from.end, to.end));
    },
    playOrPause: () => {
      const silence = player.silence();
      if (silence === null) player.playOrPause(here?.start ?? 0);
      else setSaid(silence);
    },
    split: () => void split(),
    merge: () => void merge(),
    assign: () => open('assign'),
    assignTo: (place) => {
      const speaker = parts.speakers[place];
      if (speaker !== undefined) void assign(speaker.name);
    },
    aboutSpeaker: () => {
      const speaker = here?.speaker ?? null;
      if (speaker === null) setSaid('Nobody is named here yet. Say who speaks first, with S.');
      else aboutSpeaker(speaker);
    },
    nudge: (what, by) => {
      if (!isTimed(segments)) setSaid('This transcript says no times, so there is none to move.');
      else if (here !== undefined) parts.nudging.nudge(here, what, by * nudgeStep);
    },
    undo: () => void send({ type: 'undo' }),
    redo: () => void send({ type: 'redo' }),
    find: () => document.querySelector<HTMLInputElement>('[data-find]')?.select(),
    findNext: (step) => {
      const next = find.next(cursor.at, step);
      if (next !== -1) goTo(next, 'middle');
    },
    copy: () =>
      void navigator.clipboard.writeText(quoteOf(chosen)).then(
        () => setSaid(chosen.length === 1 ? 'Copied as a quote.' : `Copied ${chosen.length} segments as quotes.`),
        () => setSaid('The clipboard cannot be written to. Select the words and copy them.'),
      ),
    evidence: () => open('evidence'),
    origin: () => setIsOriginShown((isShown) => !isShown),
    follow: () => player.setIsFollowing(!player.isFollowing),
    help: () => setOver({ what: 'keys' }),
  };
  return {
    actions,
    here,
    chosen,
    assign,
    goTo,
    goToMoment: (ms: number) => goTo(Math.max(0, heardAt(segments, ms)), 'middle'),
    over,
    close: () => setOver(null),
    aboutSpeaker,
    said,
    say: setSaid,
    isOriginShown,
  };
}
