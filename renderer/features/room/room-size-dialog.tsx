import { useState } from 'react';
import { isRoomSize, roomUnit, usualRoom } from '../../../shared/meeting/room-unit.ts';
import { aspectOf, keepRoomSize, readRoomSize } from '../../state/room-size.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';

const inch = 0.0254;
type Measure = 'inches' | 'cm';
const metres: { readonly [M in Measure]: number } = { inches: inch, cm: 0.01 };

type Props = {
  /** The display that the room's screen is on. */
  readonly display: string;
  readonly onClose: () => void;
};

const read = (text: string): number =>
  /^\d{1,4}([.,]\d{1,2})?$/.test(text.trim()) ? Number(text.replace(',', '.')) : Number.NaN;
const round = (value: number): string => String(Math.round(value * 10) / 10);

/** How big the room is: asked once for a display, and all text there is sized by it. */
export function RoomSizeDialog({ display, onClose }: Props) {
  const known = readRoomSize(display) ?? usualRoom;
  const [measure, setMeasure] = useState<Measure>('inches');
  const [diagonal, setDiagonal] = useState(round(known.diagonalM / inch));
  const [distance, setDistance] = useState(round(known.distanceM));
  const size = { diagonalM: read(diagonal) * metres[measure], distanceM: read(distance) };
  const isSize = isRoomSize(size);
  const change = (next: Measure) => {
    if (!Number.isNaN(size.diagonalM)) setDiagonal(round(size.diagonalM / metres[next]));
    setMeasure(next);
  };
  const keep = () => {
    if (!isSize) return;
    keepRoomSize(display, size);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="How big is the room?"
      description={`Text on the room’s screen (${display.split('@')[0]}) is sized so that whoever sits farthest can read it. Kept for this display.`}
    >
      <TextField
        label="The screen, corner to corner"
        autoFocus
        inputMode="decimal"
        value={diagonal}
        onChange={(event) => setDiagonal(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      <SelectField
        label="in"
        value={measure}
        onChange={(event) => change(event.target.value === 'cm' ? 'cm' : 'inches')}
      >
        <option value="inches">inches</option>
        <option value="cm">centimetres</option>
      </SelectField>
      <TextField
        label="From the screen to the farthest seat, in metres"
        inputMode="decimal"
        value={distance}
        onChange={(event) => setDistance(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && keep()}
      />
      <p role="status">{isSize ? tell(roomUnit(size, aspectOf(display))) : 'Enter both as numbers, like 65 and 6.'}</p>
      <DialogFoot>
        <Button kind="quiet" onClick={onClose}>
          Not now
        </Button>
        <Button kind="primary" disabled={!isSize} onClick={keep}>
          Size the text for this room
        </Button>
      </DialogFoot>
    </Dialog>
  );
}

function tell({ vh, lines, arcMinutes, bound }: ReturnType<typeof roomUnit>): string {
  const size = `A line is ${vh} % of the screen’s height, about ${lines} lines.`;
  if (bound === 'most')
    return `${size} From the farthest seat letters are ${Math.floor(arcMinutes)} minutes of arc high; 20 are read with ease. Sit closer, or take a larger screen.`;
  return bound === 'least' ? `${size} Smaller text could be read, but the screen shows one thing at a time.` : size;
}
