const shortest = 12;
const fewestDifferent = 5;

/** What a passphrase for a new key lacks, in words; undefined when it will do. */
export function passphraseLack(passphrase: string): string | undefined {
  if (passphrase.length < shortest) return `at least ${shortest} characters; these are ${passphrase.length}`;
  if (new Set(passphrase).size < fewestDifferent) return 'the same few characters over and over; use several words';
  return undefined;
}
