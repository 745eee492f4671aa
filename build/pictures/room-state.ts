import type { Locator, Page } from 'playwright-core';
import type { Hands } from '../tour/hands.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { PacedTime } from './paced-time.ts';
import type { PreparedReviews } from './prepare-reviews.ts';

export type RoomWindow = 'audience' | 'console';

/** What must be seen in a window before its picture is taken: a text, or an element. */
export type Seen = string | RegExp | ((page: Page) => Locator);

/** One state of the room: what the page of pictures says of it, what proves it, and the way from the state before it. */
export type RoomState = {
  readonly id: string;
  /** One sentence for the page of pictures. */
  readonly shows: string;
  /** What must be seen in each window before pictures are taken. */
  readonly seen: { readonly [W in RoomWindow]?: Seen };
  /** What must not be seen: what belongs to the facilitator alone. */
  readonly unseen?: { readonly [W in RoomWindow]?: Seen };
  /** The one window whose pictures are taken, where the other one shows nothing new. */
  readonly only?: RoomWindow;
  readonly reach: (room: Room) => Promise<void>;
  /** Takes back what the next state must not begin with. */
  readonly leave?: (room: Room) => Promise<void>;
};

/** The two windows of a review and what brings them from state to state. */
export type Room = {
  /** Of the console. */
  readonly hands: Hands;
  readonly console: Page;
  readonly audience: () => Page;
  readonly time: PacedTime;
  /** Presses a key of the room, out of every field. */
  key(...strokes: readonly string[]): Promise<void>;
  /** Carries out commands as the page would. Rejects with the refusal. */
  command(...commands: readonly ReviewCommand[]): Promise<void>;
  /** The reviews that were made ready before the start. */
  readonly reviews: PreparedReviews;
  /** Turns both windows to a review. */
  show(review: string): Promise<void>;
  /** Opens the room's screen anew. */
  openAudience(): Promise<void>;
  /** A second console of the same review. */
  openConsole(): Promise<Hands>;
  /** Cuts the windows off from the program. */
  cutOff(): Promise<void>;
};

export const sizes = {
  audience: [
    { width: 1920, height: 1080 },
    { width: 3840, height: 2160 },
  ],
  console: [
    { width: 1440, height: 900 },
    { width: 1920, height: 1080 },
  ],
} as const;
export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];
export type Size = (typeof sizes)[RoomWindow][number];

export const windowsOf = ({ seen, only }: RoomState): readonly RoomWindow[] =>
  (['audience', 'console'] as const).filter((window) => seen[window] !== undefined && (only ?? window) === window);

export const pictureName = (state: string, window: RoomWindow, { width, height }: Size, theme: Theme): string =>
  `${state}-${window}-${width}x${height}-${theme}.webp`;

/** The files of one state. */
export const picturesOf = (state: RoomState): readonly string[] =>
  windowsOf(state).flatMap((window) =>
    sizes[window].flatMap((size) => themes.map((theme) => pictureName(state.id, window, size, theme))),
  );
