/** How big a room's screen is and how far the farthest seat: asked once per display. */
export type RoomSize = { readonly diagonalM: number; readonly distanceM: number };

export type RoomUnit = {
  /** One room unit: the size of the least text that must be read, in hundredths of the screen's height. */
  readonly vh: number;
  /** How tall a capital letter of that size is seen from the farthest seat, in minutes of arc. */
  readonly arcMinutes: number;
  /** How many such lines the screen holds. */
  readonly lines: number;
  /** `least`: smaller would do, but a screen of more lines is not one thing at a time. `most`: larger would be needed. */
  readonly bound: 'least' | 'most' | null;
};

/** At 20 minutes of arc a letter is read with ease, and not only made out. */
const wantedArcMinutes = 20;
/** A capital letter of the text's face is about 0.7 of its size. */
const capShare = 0.7;
const lineShare = 1.45;
/** About 11 lines. */
const leastVh = 6.2;
/** About 8 lines; beyond it a question and its answers do not fit on one screen. */
const mostVh = 8.5;
/** 20 points, in metres of paper as of screen. */
const leastM = (20 / 72) * 0.0254;

/** The room unit until somebody says how big the room is: 65 inches at 6 m. */
export const usualRoom: RoomSize = { diagonalM: 65 * 0.0254, distanceM: 6 };

export const screenHeightM = (diagonalM: number, aspect: number): number => diagonalM / Math.hypot(aspect, 1);

/**
 * The unit for a room. A letter that is seen under the angle a from the distance d is d·tan(a) tall; over the share of
 * a letter in its line and the screen's height that is the size. `aspect` is width over height.
 */
export function roomUnit({ diagonalM, distanceM }: RoomSize, aspect = 16 / 9): RoomUnit {
  const height = screenHeightM(diagonalM, aspect);
  const tangent = Math.tan(((wantedArcMinutes / 60) * Math.PI) / 180);
  const wanted = ((distanceM * tangent) / capShare / height) * 100;
  const least = Math.max(leastVh, (leastM / height) * 100);
  const exact = Math.min(Math.max(wanted, least), Math.max(mostVh, least));
  const vh = Math.round(exact * 10) / 10;
  const letterM = (vh / 100) * height * capShare;
  const arcMinutes = (Math.atan(letterM / distanceM) * 180 * 60) / Math.PI;
  const bound = wanted > mostVh + 0.05 ? 'most' : wanted < least - 0.05 ? 'least' : null;
  return { vh, arcMinutes, lines: Math.floor(100 / (vh * lineShare)), bound };
}

/** What can be a room: a screen of 25 cm to 10 m, a seat of half a metre to 60 m away. */
export const isRoomSize = ({ diagonalM, distanceM }: RoomSize): boolean =>
  diagonalM >= 0.25 && diagonalM <= 10 && distanceM >= 0.5 && distanceM <= 60;
