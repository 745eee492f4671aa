import { useMemo } from 'react';
import { qrShape } from '../../shared/projections/qr-picture.ts';

/** A text as a QR code, black on white in either theme: that is what cameras read. As large as its place. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => qrShape(text), [text]);
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} width="100%" height="100%">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
