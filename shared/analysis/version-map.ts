/** How a version is named: by a number or word, by a commit, or by an image digest. */
type NameKind = 'version' | 'sha' | 'digest';

/** Names that mean one version: rows of a mapping file, or the claims themselves. */
export type VersionNames = {
  readonly service?: string | undefined;
  readonly version?: string | null | undefined;
  readonly sha?: string | null | undefined;
  readonly digest?: string | null | undefined;
};

export type VersionMap = {
  /** Whether a claim and a version label of a service mean the same version. */
  readonly isSame: (claim: VersionNames & { readonly service: string }, label: string) => boolean;
  /** Whether it could be told at all: one of the claim's names is of the label's kind, as given or through the mapping. */
  readonly isComparable: (claim: VersionNames & { readonly service: string }, label: string) => boolean;
};

/**
 * Maps version <-> commit <-> image digest (M2.4). A name is compared with names of its own kind alone: versions without a
 * leading `v`, commits by a common beginning of at least seven digits, digests whole. Rows of the mapping that share a name
 * are one version; a row without a service holds for all.
 */
export function createVersionMap(rows: readonly VersionNames[]): VersionMap {
  const namesOf = (claim: VersionNames & { readonly service: string }): readonly string[] => {
    const names = new Set(ownNames(claim));
    const left = new Set(rows.filter((row) => row.service === undefined || row.service === claim.service));
    for (let grown = true; grown;) {
      grown = false;
      for (const row of left) {
        const more = ownNames(row);
        if (!more.some((name) => [...names].some((known) => isSameName(known, name)))) continue;
        for (const name of more) names.add(name);
        left.delete(row);
        grown = true;
      }
    }
    return [...names];
  };
  const known = new WeakMap<object, readonly string[]>();
  const cached = (claim: VersionNames & { readonly service: string }): readonly string[] => {
    const names = known.get(claim) ?? namesOf(claim);
    known.set(claim, names);
    return names;
  };
  return {
    isSame: (claim, label) => cached(claim).some((name) => isSameName(name, plainName(label))),
    isComparable: (claim, label) => cached(claim).some((name) => kindOf(name) === kindOf(plainName(label))),
  };
}

const ownNames = ({ version, sha, digest }: VersionNames): string[] =>
  [version, sha, digest].flatMap((name) => (typeof name === 'string' && name.trim() !== '' ? [plainName(name)] : []));

/** Of an image reference only its digest or tag; lower case, without a leading `v` before a number. */
function plainName(name: string): string {
  const text = name.trim().toLowerCase();
  const digest = /sha(?:256|512):[0-9a-f]{32,}/.exec(text)?.[0];
  if (digest !== undefined) return digest;
  const tag = /^[^\s:]+\/[^\s:]+:([^\s:/]+)$/.exec(text)?.[1] ?? text;
  return tag.replace(/^v(?=\d)/, '');
}

/** Digits alone are a build number or a date, unless there are as many as a whole commit id has. */
function kindOf(name: string): NameKind {
  if (/^sha(256|512):/.test(name)) return 'digest';
  return /^[0-9a-f]{40}$|^[0-9a-f]{64}$/.test(name) || (/^[0-9a-f]{7,64}$/.test(name) && /[a-f]/.test(name))
    ? 'sha'
    : 'version';
}

function isSameName(a: string, b: string): boolean {
  if (a === b) return true;
  return kindOf(a) === 'sha' && kindOf(b) === 'sha' && (a.startsWith(b) || b.startsWith(a));
}
