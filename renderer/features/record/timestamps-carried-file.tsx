import { useRef, type ReactNode } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { readSmallFile, toBase64 } from '../../state/read-small-file.ts';
import { Button } from '../../ui/button.tsx';

/** A reply or a chain of certificates is far smaller. */
const longest = 250_000;

type Props = {
  readonly label: string;
  readonly accept: string;
  readonly onFile: (base64: string) => void;
  readonly onFault: (fault: CallFault) => void;
  readonly children: ReactNode;
};

/** A button by which a small file that was carried here is chosen; answers its bytes in base64. */
export function CarriedFile({ label, accept, onFile, onFault, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File) => {
    const bytes = await readSmallFile(file, longest);
    if (bytes.ok) onFile(toBase64(bytes.value));
    else onFault({ code: 'bad-file', message: bytes.error });
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void read(file);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()} aria-label={label}>
        {children}
      </Button>
    </>
  );
}
