import { encodeQR } from 'qr';
import { html, type Html } from './html.ts';

/** Modules of quiet round the code, as ISO/IEC 18004 asks. */
const quiet = 4;

/** A text as a QR code in one path: a picture in every reader, printed without loss. `of` says what it is the code of. */
export function qrPicture(text: string, of: string): Html {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quiet });
  const size = rows.length;
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="QR code of ${of}: ${text}">
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${dark.join('')}" fill="#000" shape-rendering="crispEdges" />
  </svg>`;
}
