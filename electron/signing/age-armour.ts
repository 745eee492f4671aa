import { armor } from 'age-encryption';

/** An age file as text, as `age -a` writes it; stock `age -d` opens either. */
export const toArmour = (ageFile: Uint8Array): string => armor.encode(ageFile);

/** The age file under an armour that may have been typed or scanned: spaces and blank lines count for nothing. */
export function fromArmour(text: string): Uint8Array | undefined {
  const body = text
    .split(/\r?\n/)
    .filter((line) => !line.trim().startsWith('-----'))
    .join('')
    .replaceAll(/\s/g, '');
  const lines = [
    '-----BEGIN AGE ENCRYPTED FILE-----',
    ...(body.match(/.{1,64}/g) ?? []),
    '-----END AGE ENCRYPTED FILE-----',
  ];
  try {
    return armor.decode(`${lines.join('\n')}\n`);
  } catch {
    return undefined;
  }
}
