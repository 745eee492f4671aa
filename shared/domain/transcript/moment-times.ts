/** `00:41:07`, of ms. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/**
 * `recording 00:41:07–00:41:20`: by the recording's own time where there is one. `from` and `to` are ms of the transcript,
 * which begins `offsetMs` into its recording.
 */
export function momentTimes(
  { recording, from, to }: { readonly recording: string | null; readonly from: number; readonly to: number },
  offsetMs: number,
): string {
  const [of, before] = recording === null ? ['transcript', 0] : ['recording', offsetMs];
  return `${of} ${clockText(from + before)}–${clockText(to + before)}`;
}
