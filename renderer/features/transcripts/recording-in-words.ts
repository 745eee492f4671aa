import type { Recording } from '../../../shared/domain/recording/recording.ts';
import { spanText } from '../../../shared/meeting/clock-text.ts';
import { formatDayTime } from '../../ui/format-time.ts';

/** Which recording is meant: `the recording of 16 Mar 2026, 14:00, 41 min`. */
export const recordingInWords = ({ startedAt, state }: Recording, zone: string): string =>
  `the recording of ${formatDayTime(startedAt, zone)}${state.name === 'stopped' ? `, ${spanText(state.durationMs)}` : ''}`;
