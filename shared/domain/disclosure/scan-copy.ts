import { findNames, type NameFound, type NameIndex } from './find-names.ts';
import type { NameForm } from './name-forms.ts';

/** A piece of a copy to look through: a field by its path, a file's text, or a file that no program here can read. */
export type Scanned =
  | { readonly kind: 'field'; readonly file: string; readonly place: string; readonly text: string }
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: 'unread'; readonly file: string; readonly why: string };

/** Why a copy is not written. `key` names it when a person confirms it as no leak. */
export type Leak = {
  readonly key: string;
  readonly file: string;
  /** `facts.0.text`, or `line 12`; empty where the whole file is meant. */
  readonly place: string;
  readonly form: NameForm | 'unread';
  readonly member: string | null;
  readonly message: string;
};

/** Everything in a copy that names somebody of the roster, or that could not be looked through. */
export function scanCopy(pieces: Iterable<Scanned>, index: NameIndex): readonly Leak[] {
  const leaks: Leak[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'unread') {
      const message = `LEAK: ${piece.file} cannot be searched for names: ${piece.why}`;
      leaks.push({ key: `${piece.file}#unread`, file: piece.file, place: '', form: 'unread', member: null, message });
    } else for (const found of findNames(piece.text, index)) leaks.push(leakOf(piece, found));
  }
  return leaks;
}

function leakOf(piece: Exclude<Scanned, { kind: 'unread' }>, found: NameFound): Leak {
  const place = piece.kind === 'field' ? piece.place : `line ${found.line}`;
  const how = found.how === 'as written' ? '' : `, ${found.how}`;
  return {
    key: `${piece.file}#${place}#${found.member}#${found.form}`,
    file: piece.file,
    place,
    form: found.form,
    member: found.member,
    message: `LEAK: ${piece.file}, ${place}: ${found.form} of ${found.member} (${masked(found.word)}${how})`,
  };
}

/** The first letter of each word: enough to find it, too little to spread it. */
const masked = (word: string): string => word.replaceAll(/(\p{L})[\p{L}\p{M}\p{Cf}'’]+/gu, '$1…').slice(0, 40);
