import type { Locator } from '../domain/claim/claim.ts';
import { clip } from './row-label.ts';

/** `file canary.yaml, 1.2 kB`. */
export const fileLabel = ({ name, size }: Locator & { type: 'file' }): string =>
  `file ${clip(name)}, ${sizeText(size)}`;

/** Bytes as people say them: `640 bytes`, `12 kB`, `1.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
}
