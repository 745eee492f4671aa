import { lengthOf, type RecordingList } from '../../../shared/domain/recording/entry.ts';
import { blockBytes, isPartHere, type KeptRecording } from '../../store/recording-tables.ts';
import { formatDay } from '../../ui/format-time.ts';

/** What of a recording's sound can be heard here. */
export type SoundState =
  | { readonly is: 'gone'; readonly words: string }
  | { readonly is: 'here' }
  /** Some of it: `share` of the one file was fetched, null where parts are missing and no file is on its way. */
  | { readonly is: 'partly' | 'waits'; readonly share: number | null; readonly words: string };

const purgedBy: { readonly [W in NonNullable<RecordingList['purged']>['why']]: string } = {
  retention: 'by retention',
  objection: 'because somebody objected',
  order: 'by order',
};

/** Says in words what keeps a recording from being heard, or from being heard whole. */
export function soundState(kept: KeptRecording, zone: string): SoundState {
  const { list, media } = kept;
  if (list.purged !== null)
    return {
      is: 'gone',
      words: `The sound was deleted on ${formatDay(list.purged.at, zone)} ${purgedBy[list.purged.why]}. Its list stays, so that what was signed can still be told.`,
    };
  if (media?.whole === true) return { is: 'here' };
  if (lengthOf(list) === 0) return { is: 'waits', share: null, words: 'Nothing was recorded yet.' };
  const sounding = list.parts.filter(({ bytes }) => bytes > 0);
  const here = sounding.filter(({ part }) => isPartHere(kept, part)).length;
  if (here === sounding.length) return { is: 'here' };
  const is = here === 0 ? 'waits' : 'partly';
  if (media !== null) {
    const share = Math.min(1, (media.blocks * blockBytes) / media.bytes);
    return { is, share, words: `Not yet here: ${Math.floor(share * 100)} % fetched.` };
  }
  const words =
    here === 0
      ? 'Not here yet. It plays when its sound has come, or when one file was made of it.'
      : `${here} of ${sounding.length} parts are here. The others come when one file was made of them.`;
  return { is, share: null, words };
}

/** What the list says of its state, for a line under its name. */
export function listWords({ parts, media, purged }: RecordingList): string {
  if (purged !== null) return 'sound deleted';
  const last = parts.at(-1);
  if (last !== undefined && last.ended === null) return 'recording now';
  if (media !== null) return 'one file, verified';
  if (last === undefined) return 'nothing recorded';
  const parted = parts.length === 1 ? 'one part' : `${parts.length} parts`;
  return last.ended === 'recovered' ? `${parted}, the last recovered after a crash` : parted;
}
