import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Category, StopReason } from '../../shared/domain/cause/cause.ts';
import type { Canvas } from '../../shared/domain/cause/triage.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';

/** What the one entry line asks for. Facts and ideas are its rest state; everything else is asked, then it rests again. */
export type Asking =
  | { readonly kind: 'fact' }
  | { readonly kind: 'idea' }
  /** `bone` is set where it was chosen for the one that is being typed. */
  | {
      readonly kind: 'cause';
      readonly parent: string | null;
      readonly after: string | null;
      readonly bone?: Category;
    }
  | { readonly kind: 'action' }
  | { readonly kind: 'park' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'return'; readonly item: string }
  | { readonly kind: 'retime'; readonly item: string }
  | { readonly kind: 'hands' }
  | { readonly kind: 'over-hands' }
  | { readonly kind: 'elmo-hands' }
  | { readonly kind: 'vote' }
  | { readonly kind: 'vote-hands'; readonly vote: string }
  | { readonly kind: 'inquorate' }
  | { readonly kind: 'reword-claim'; readonly claim: string }
  /** `was` is the text that is being reworded, as it read when that began. */
  | { readonly kind: 'reword-cause'; readonly cause: string; readonly was: string }
  | { readonly kind: 'stop-cause'; readonly cause: string; readonly why: StopReason }
  | { readonly kind: 'effect' }
  | { readonly kind: 'canvas'; readonly canvas: Canvas }
  | { readonly kind: 'reject'; readonly cause: string }
  | { readonly kind: 'dismiss'; readonly idea: string }
  | { readonly kind: 'reword-action'; readonly action: string }
  | { readonly kind: 'drop-action'; readonly action: string }
  | { readonly kind: 'summary' };

/** A cause for which another place is being looked for: what is chosen next is where it leads to, or hangs. */
export type Aiming = { readonly kind: 'link' | 'move' | 'stop'; readonly cause: string };

export type Picking = { readonly kind: 'claim' | 'cause'; readonly id: string };

/** What lies over the package at the side, opened and left by one key. */
export type Panel = 'notes' | 'queue' | 'interviews' | 'recording';

/** One room's own state: what is being typed and looked at. Nothing here was said in the meeting yet. */
export type RoomState = {
  readonly drafts: { readonly [field: string]: string };
  readonly asking: Asking | null;
  readonly claim: string | null;
  readonly cause: string | null;
  readonly folded: readonly string[];
  readonly author: string | null;
  readonly picking: Picking | null;
  readonly aiming: Aiming | null;
  readonly blank: boolean;
  /** The room's screen shows the words and the code of the history's head. */
  readonly head?: boolean;
  readonly panel: Panel | null;
  /** A screen for the room was opened: when it is gone, the console says so. */
  readonly wantsScreen: boolean;
};

const freshRoom: RoomState = {
  drafts: {},
  asking: null,
  claim: null,
  cause: null,
  folded: [],
  author: null,
  picking: null,
  aiming: null,
  blank: false,
  panel: null,
  wantsScreen: false,
};

type Rooms = { readonly rooms: { readonly [review: string]: RoomState } };

const useRooms = create<Rooms>()(
  persist((): Rooms => ({ rooms: {} }), {
    name: 'hotwash.rooms',
    version: 3,
    // What is kept is this page's own; a field that came later takes its first value.
    migrate: (kept) => {
      const { rooms = {} } = kept as Partial<Rooms>;
      return { rooms: Object.fromEntries(Object.entries(rooms).map(([id, room]) => [id, { ...freshRoom, ...room }])) };
    },
    storage: createJSONStorage(() => localStorage),
  }),
);

export const useRoom = (review: string): RoomState => useRooms((state) => state.rooms[review] ?? freshRoom);

export const readRoom = (review: string): RoomState => useRooms.getState().rooms[review] ?? freshRoom;

export function changeRoom(review: string, change: Partial<RoomState>): void {
  useRooms.setState(({ rooms }) => ({ rooms: { ...rooms, [review]: { ...(rooms[review] ?? freshRoom), ...change } } }));
}

/** Takes over what another window of this machine kept since this one opened. */
export const rereadRooms = (): void => void useRooms.persist.rehydrate();

/** Keeps a field's text through a reload; an empty text is forgotten. */
export function keepDraft(review: string, field: string, text: string): void {
  const { [field]: _old, ...others } = readRoom(review).drafts;
  changeRoom(review, { drafts: text === '' ? others : { ...others, [field]: text } });
}

/** The name a question's draft is kept under. A cause being typed keeps its text wherever it is to hang. */
export function draftKey(asking: Asking): string {
  if (asking.kind === 'cause') return 'cause';
  if (asking.kind === 'reword-cause') return `reword-cause ${asking.cause}`;
  return Object.values(asking).join(' ');
}

type Faults = { readonly faults: { readonly [place: string]: CallFault } };

const useFaults = create<Faults>()(() => ({ faults: {} }));

/** Something was carried out: what was refused before it may hold no more. */
export const forgetFaults = (): void => useFaults.setState({ faults: {} });

/** The last refusal at a place of the room, until the next try there or the next command that is carried out. */
export const useFault = (place: string): CallFault | undefined => useFaults((state) => state.faults[place]);

export function setFault(place: string, fault: CallFault | null): void {
  useFaults.setState(({ faults }) => {
    const { [place]: _old, ...others } = faults;
    return { faults: fault === null ? others : { ...others, [place]: fault } };
  });
}
