import { encodeQR } from 'qr';
import { html, type Html } from './html.ts';

/** Modules of quiet round the code, as ISO/IEC 18004 asks. */
const quiet = 4;

/** The dark modules of a text's QR code as one path in a square of `size` units, the quiet zone included. */
export function qrShape(text: string): { readonly size: number; readonly path: string } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quiet });
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: rows.length, path: dark.join('') };
}

/** Longer texts are told beside the code, not read out as its name. */
const longestName = 200;

/** A text as a QR code in one path: a picture in every reader, printed without loss. `of` says what it is the code of. */
export function qrPicture(text: string, of: string): Html {
  const { size, path } = qrShape(text);
  return html`<svg
    class="qr"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="QR code of ${of}${text.length > longestName ? '' : `: ${text}`}"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${path}" fill="#000" shape-rendering="crispEdges" />
  </svg>`;
}
