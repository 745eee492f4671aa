import { z } from 'zod';
import { isRoomSize, roomUnit, usualRoom, type RoomSize, type RoomUnit } from '../../shared/meeting/room-unit.ts';
import { keepText, useKept } from './kept-text.ts';

const sizesSchema = z.record(z.string(), z.object({ diagonalM: z.number(), distanceM: z.number() }));
const keptAs = 'hotwash.room-sizes';

function readSizes(): z.infer<typeof sizesSchema> {
  try {
    return sizesSchema.parse(JSON.parse(localStorage.getItem(keptAs) ?? '{}'));
  } catch {
    return {};
  }
}

/** What was said of a display; undefined while nobody was asked. */
export function readRoomSize(display: string): RoomSize | undefined {
  const size = readSizes()[display];
  return size !== undefined && isRoomSize(size) ? size : undefined;
}

/** Kept on this machine for each display; the other window hears of it. */
export function keepRoomSize(display: string, size: RoomSize): void {
  keepText(keptAs, JSON.stringify({ ...readSizes(), [display]: size }));
}

/** Width over height of a display as it is named: `1920x1080@1`. */
export function aspectOf(display: string): number {
  const [width = 16, height = 9] = display.split('@')[0]?.split('x').map(Number) ?? [];
  return width > 0 && height > 0 ? width / height : 16 / 9;
}

/** The room unit of a display, and whether anybody said how big the room is. */
export function useRoomUnit(display: string): RoomUnit & { readonly isSaid: boolean } {
  const kept = useKept(() => localStorage.getItem(keptAs));
  const size = kept === null ? undefined : readRoomSize(display);
  return { ...roomUnit(size ?? usualRoom, aspectOf(display)), isSaid: size !== undefined };
}
