/** How long one frame of each Opus configuration is, in units of 2.5 ms (RFC 6716, section 3.1, table 2). */
const silkAndHybrid = [4, 8, 16, 24] as const;
const hybrid = [4, 8] as const;
const celt = [1, 2, 4, 8] as const;
const unitMs = 2.5;

function unitsPerFrame(config: number): number {
  if (config < 12) return silkAndHybrid[(config % 4) as 0 | 1 | 2 | 3];
  return config < 16 ? hybrid[(config % 2) as 0 | 1] : celt[(config % 4) as 0 | 1 | 2 | 3];
}

/** Length of an Opus packet in units of 2.5 ms; null where it is none (RFC 6716, section 3.2). */
function unitsOf(packet: Uint8Array): number | null {
  const [toc, second] = packet;
  if (toc === undefined) return null;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : second === undefined ? 0 : second & 0x3f;
  const units = frames * unitsPerFrame(toc >> 3);
  // A packet lasts 120 ms at most.
  return units === 0 || units > 48 ? null : units;
}

/** How long an Opus packet sounds, ms; null where it is none. */
export function opusMs(packet: Uint8Array): number | null {
  const units = unitsOf(packet);
  return units === null ? null : units * unitMs;
}

/** The two bytes of a CELT frame that decodes to digital silence, whatever its length. */
const silentFrame = [0xff, 0xfe] as const;
const celtFullband = 28;

/**
 * An Opus packet of silence that lasts as long as `packet` and has as many channels; null where `packet` is no Opus. It
 * has frames of equal length without padding (code 3 of RFC 6716, section 3.2.5).
 */
export function silenceLike(packet: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const units = unitsOf(packet);
  if (units === null) return null;
  const config = [3, 2, 1, 0].find((each) => units % (celt[each as 0 | 1 | 2 | 3] ?? 1) === 0) ?? 0;
  const frames = units / celt[config as 0 | 1 | 2 | 3];
  const toc = ((celtFullband + config) << 3) | ((packet[0] ?? 0) & 4) | 3;
  return Uint8Array.from([toc, frames, ...Array.from({ length: frames }, () => silentFrame).flat()]);
}
