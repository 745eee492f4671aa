import type { KeyBinding } from '../../ui/use-keys.ts';
import { listSelector } from './segment-list.tsx';

/** Everything the keys of the editor do; the screen's buttons do the same. */
export type EditorActions = {
  readonly move: (by: number, how?: 'alone' | 'extends') => void;
  readonly toEnd: (which: 'first' | 'last') => void;
  readonly edit: () => void;
  readonly verify: () => void;
  readonly unverify: () => void;
  readonly nextDraft: () => void;
  readonly hear: () => void;
  readonly playOrPause: () => void;
  readonly split: () => void;
  readonly merge: () => void;
  readonly assign: () => void;
  readonly assignTo: (place: number) => void;
  readonly aboutSpeaker: () => void;
  readonly nudge: (what: 'start' | 'end', by: 1 | -1) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly find: () => void;
  readonly findNext: (step: 1 | -1) => void;
  readonly copy: () => void;
  readonly evidence: () => void;
  readonly origin: () => void;
  readonly follow: () => void;
  readonly help: () => void;
};

const page = 12;
const writingSelector = '[data-writing]';

/** The keys, as they are heard and as the list of all keys prints them. */
export function editorKeys(actions: EditorActions): readonly KeyBinding[] {
  return [...moving(actions), ...hearing(actions), ...wording(actions), ...timing(actions), ...everywhere(actions)];
}

const inList = { within: listSelector } as const;

function moving(act: EditorActions): readonly KeyBinding[] {
  const group = 'Going about';
  return [
    { key: 'ArrowDown', label: 'next segment', run: () => act.move(1), group, ...inList },
    { key: 'ArrowUp', label: 'segment before', run: () => act.move(-1), group, ...inList },
    { key: 'ArrowDown', shift: true, label: 'choose one more', run: () => act.move(1, 'extends'), group, ...inList },
    {
      key: 'ArrowUp',
      shift: true,
      label: 'choose one more above',
      run: () => act.move(-1, 'extends'),
      group,
      ...inList,
    },
    { key: 'PageDown', label: 'a screen on', run: () => act.move(page), group, ...inList },
    { key: 'PageUp', label: 'a screen back', run: () => act.move(-page), group, ...inList },
    { key: 'Home', label: 'first segment', run: () => act.toEnd('first'), group, ...inList },
    { key: 'End', label: 'last segment', run: () => act.toEnd('last'), group, ...inList },
    { key: 'n', label: 'next draft', run: act.nextDraft, group, ...inList },
    { key: 'f', mod: true, label: 'find in this transcript', run: act.find, group },
    { key: 'F3', label: 'next that was found', run: () => act.findNext(1), group },
    { key: 'F3', shift: true, label: 'found before', run: () => act.findNext(-1), group },
  ];
}

function hearing(act: EditorActions): readonly KeyBinding[] {
  const group = 'Hearing';
  return [
    { key: ' ', label: 'hear this segment', run: act.hear, group, ...inList },
    { key: 'p', mod: true, label: 'play or pause, while writing too', run: act.playOrPause, group },
    { key: 'f', label: 'follow the sound, or not', run: act.follow, group, ...inList },
  ];
}

function wording(act: EditorActions): readonly KeyBinding[] {
  const group = 'Words and speakers';
  const digits = Array.from({ length: 9 }, (_, index) => ({
    key: String(index + 1),
    cap: '1 to 9',
    label: 'give it to that speaker',
    run: () => act.assignTo(index),
    group,
    ...inList,
    silent: index > 0,
  }));
  return [
    { key: 'Enter', label: 'write in place; Esc or Enter ends', run: act.edit, group, ...inList },
    { key: 'Enter', mod: true, label: 'verify and go on', run: act.verify, group, ...inList },
    { key: 'Enter', mod: true, shift: true, label: 'back to a draft', run: act.unverify, group, ...inList },
    { key: 'Enter', alt: true, label: 'while writing: split here', run: act.split, group, within: writingSelector },
    { key: 'm', label: 'merge with the next', run: act.merge, group, ...inList },
    { key: 's', label: 'who speaks', run: act.assign, group, ...inList },
    { key: 'r', label: 'rename the speaker, or say who it is', run: act.aboutSpeaker, group, ...inList },
    ...digits,
  ];
}

function timing(act: EditorActions): readonly KeyBinding[] {
  const group = 'Times, by a tenth of a second';
  const arrow = (key: 'ArrowLeft' | 'ArrowRight', shift: boolean): KeyBinding => ({
    key,
    alt: true,
    shift,
    label: `${shift ? 'end' : 'begin'} ${key === 'ArrowLeft' ? 'earlier' : 'later'}`,
    run: () => act.nudge(shift ? 'end' : 'start', key === 'ArrowLeft' ? -1 : 1),
    group,
    ...inList,
  });
  return [arrow('ArrowLeft', false), arrow('ArrowRight', false), arrow('ArrowLeft', true), arrow('ArrowRight', true)];
}

function everywhere(act: EditorActions): readonly KeyBinding[] {
  const group = 'The transcript';
  return [
    { key: 'z', mod: true, label: 'undo', run: act.undo, group },
    { key: 'z', mod: true, shift: true, label: 'redo', run: act.redo, group },
    { key: 'y', mod: true, label: 'redo', run: act.redo, group, silent: true },
    { key: 'c', label: 'copy as a quote with its time', run: act.copy, group, ...inList },
    { key: 'e', label: 'use as evidence', run: act.evidence, group, ...inList },
    { key: 'i', label: 'where it came from', run: act.origin, group, ...inList },
    { key: '?', label: 'all keys', run: act.help, group },
  ];
}
