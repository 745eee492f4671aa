import type { Finding } from './report.ts';

/** A kind of finding in the words of somebody who reads no code: what was found, what that means, what to do next. */
export type PlainKind = { readonly title: string; readonly means: string; readonly next: string };

const freshCopy =
  'Ask whoever keeps the record for another copy and verify that. If every copy says the same, keep this one as it is and tell the people who signed.';
const askSigner = 'Ask the signer, or whoever keeps the roster, by a way that you know, not by what the record says.';

/** In order; the first whose beginning fits a finding's message is its kind. */
const kinds: readonly (readonly [RegExp, PlainKind])[] = [
  [
    /^CHANGED/,
    {
      title: 'A file is not as it was signed',
      means:
        'It was changed after the sign-off, by a person or by a program on the way. What it says now was signed by nobody.',
      next: freshCopy,
    },
  ],
  [
    /^MISSING/,
    {
      title: 'A file of the record is not there',
      means: 'It was signed, or every record has it, and somebody or something took it away.',
      next: freshCopy,
    },
  ],
  [
    /^UNLISTED (?:key|certificate)/,
    {
      title: 'A key lies in the record that signed nothing',
      means: 'Somebody put it beside the keys of the signers. Taken from here into a trust file it would be believed.',
      next: `Do not use it. ${freshCopy}`,
    },
  ],
  [
    /^UNLISTED/,
    {
      title: 'Something lies in the record that nobody signed',
      means: 'It may be what a file manager left behind, or it may be meant to mislead. It is no part of the record.',
      next: `Do not rely on it. ${freshCopy}`,
    },
  ],
  [
    /^WEAK KEY/,
    {
      title: 'A signature was made with a key that is too weak',
      means: 'Others could have made this signature.',
      next: 'Have it signed again with a key that the app made, or with an RSA key of 3072 bits or more.',
    },
  ],
  [
    /^(?:BAD SIGNATURE|UNKNOWN statement|MALFORMED envelope)/,
    {
      title: 'A signature does not hold',
      means: 'The signature, or what it was made over, was changed or is of another kind. It proves nothing.',
      next: freshCopy,
    },
  ],
  [
    /^DUPLICATE SIGNER/,
    {
      title: 'One person signed for two required roles',
      means: 'Two roles are asked for so that two people look. Here the same person, or the same key, stands for both.',
      next: 'Have the second role signed by another person.',
    },
  ],
  [
    /^INCOMPLETE: no valid/,
    {
      title: 'A required sign-off is missing',
      means: 'Somebody must sign in this role, and nobody whose signature holds did.',
      next: 'Ask that person to sign; a sign-off can be added to a finished record later. Until then it is not complete.',
    },
  ],
  [
    /^INCOMPLETE/,
    {
      title: 'A sign-off was there once and is gone',
      means: 'The record still names the key of somebody you know, whose signature is not in it.',
      next: 'Ask that person whether they signed, and for the copy they signed.',
    },
  ],
  [
    /^INTACT, NOT TRUSTED: your trust file/,
    {
      title: 'The keys you trust were taken from the record itself',
      means: 'Whoever forges a record puts their own keys in it. So keys found there prove nothing.',
      next: 'Use keys that were given to you in another way: by a person you know, from your organisation, on paper.',
    },
  ],
  [
    /^INTACT, NOT TRUSTED/,
    {
      title: 'A signature holds, but you do not know its key',
      means:
        'Nothing that this key signed was changed since. Whose key it is, nobody has told you: anybody can make a key.',
      next: 'Call the signer, have the eight words of their key read to you, compare them with the words here, and add their public key to your trust file.',
    },
  ],
  [
    /^KEY NOT VALID/,
    {
      title: 'A key was not valid for what it signed',
      means: 'You know the key, but at that time, or for that role, it did not speak for this person.',
      next: askSigner,
    },
  ],
  [
    /^BROKEN CHAIN/,
    {
      title: 'An earlier sign-off is not the one that was countersigned',
      means: 'Somebody countersigned a signature that is not here, so one was removed or replaced.',
      next: freshCopy,
    },
  ],
  [
    /^WRONG REVIEW/,
    {
      title: 'A part of this record belongs to another review',
      means: 'It is genuine somewhere else and says nothing here.',
      next: freshCopy,
    },
  ],
  [
    /^HISTORY SHORTER/,
    {
      title: 'Events are missing from the history',
      means: 'The device signed for more events than are here.',
      next: freshCopy,
    },
  ],
  [
    /^HISTORY BROKEN/,
    {
      title: 'The history does not hold together',
      means: 'An event was changed, moved, added or removed after it was written.',
      next: freshCopy,
    },
  ],
  [
    /^FORKED/,
    {
      title: 'This record does not continue the older copy',
      means: 'Since the older copy was taken, its past was rewritten or cut short. Both cannot be true.',
      next: 'Keep both copies and ask whoever keeps the record which events differ.',
    },
  ],
  [
    /^ROSTER/,
    {
      title: 'The list of members and keys does not fit',
      means: 'It is older than yours, or a version of it was not agreed to by those who must agree.',
      next: 'Ask whoever keeps the roster for the current one and verify again.',
    },
  ],
  [
    /^(?:MALFORMED timestamp|TIMESTAMP)/,
    {
      title: 'A timestamp is not of this record',
      means: 'It proves a time for something else, or does not hold. The times here are those that the signers claim.',
      next: freshCopy,
    },
  ],
  [
    /^MALFORMED data/,
    {
      title: 'The review cannot be read',
      means: 'It was signed like this, but it does not say what every review says, such as who must sign.',
      next: 'Ask whoever keeps the record to make it again with Hotwash, and have it signed again.',
    },
  ],
  [
    /^MALFORMED certificate/,
    {
      title: 'A certificate cannot be read',
      means: 'It says nothing about whose key it is.',
      next: freshCopy,
    },
  ],
  [
    /^MALFORMED redaction/,
    {
      title: 'The list of what was withheld cannot be read',
      means: 'So it cannot be told what was left out and what was changed.',
      next: 'Ask whoever made the copy to make it again.',
    },
  ],
  [
    /^(?:WRONG PURPOSE|SIGNATURES DISAGREE)/,
    {
      title: 'The two signatures of a sign-off do not belong together',
      means: 'One was made for something else, or by another key, and was put here.',
      next: freshCopy,
    },
  ],
  [
    /^UNSAFE/,
    {
      title: 'The archive or folder is not safe to open',
      means:
        'It is built in a way that no record is, and that can harm or mislead whoever unpacks it. Nothing was unpacked.',
      next: 'Do not unpack it. Ask for the record again, as a zip or a folder made by Hotwash.',
    },
  ],
  [
    /^UNREADABLE/,
    {
      title: 'It could not be read',
      means: 'Nothing can be said about it, neither good nor bad.',
      next: 'See below what was missing, choose again, or ask for the record again.',
    },
  ],
];

/** For findings that this table does not know by name. */
const other: PlainKind = {
  title: 'Something does not hold',
  means: 'What was found is below in the words of the program.',
  next: freshCopy,
};

export const plainKindOf = ({ message }: Finding): PlainKind =>
  kinds.find(([pattern]) => pattern.test(message))?.[1] ?? other;
