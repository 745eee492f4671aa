import { err, ok, type Result } from '../../shared/lib/result.ts';

/** A text a person chose, dropped or pasted. */
export type GivenText = { readonly name: string; readonly text: string };
/** Why a file is no such text, in words that follow its name. */
export type TextFault = { readonly name: string; readonly message: string };

/** More than any answer or questions of a review come to. Bytes. */
export const mostTextBytes = 2_000_000;

/** Reads a file as UTF-8. One that is too large is not read at all; a byte order mark is taken off. */
export async function readTextFile(file: File): Promise<Result<GivenText, TextFault>> {
  const { name } = file;
  const fault = (message: string) => err({ name, message });
  if (file.size > mostTextBytes)
    return fault('This file is larger than 2 MB; nothing of Hotwash’s is. It was not read.');
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return fault('This file cannot be read. If it is a folder, choose the file in it.');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trim() === '' ? fault('This file is empty. Ask for it again.') : ok({ name, text });
  } catch {
    return fault(
      'This file is not UTF-8 text, so it is none of Hotwash’s. Choose the file as it was sent, not a copy of its contents.',
    );
  }
}
