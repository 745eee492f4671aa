/**
 * Opens the signing keys of the sample workspace. It is public on purpose: it is stated on the screen and in the manual,
 * and a signature made with these keys proves nothing about anybody.
 */
export const samplePassphrase = 'every passenger counts twice';
