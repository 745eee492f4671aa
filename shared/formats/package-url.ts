/** What a package URL tells of an artifact: `pkg:oci/checkout@sha256:...?tag=4.18.0`. */
export type Artifact = {
  readonly name: string | null;
  readonly version: string | null;
  readonly digest: string | null;
};

/**
 * Reads a package URL (https://github.com/package-url/purl-spec). A digest is not a version where a tag says one; other
 * identifiers are read as `name@version` or `name:version`.
 */
export function readArtifact(id: string | null): Artifact {
  if (id === null || id === '') return { name: null, version: null, digest: null };
  const [path = '', query = ''] = (id.split('#')[0] ?? '').split('?');
  const plain = path.replace(/^pkg:[^/]+\//, '');
  const at = plain.lastIndexOf('@');
  const colon = at < 0 && !id.startsWith('pkg:') ? plain.lastIndexOf(':') : -1;
  const cut = at >= 0 ? at : colon > plain.lastIndexOf('/') ? colon : -1;
  const name = decode((cut < 0 ? plain : plain.slice(0, cut)).split('/').at(-1) ?? '');
  const named = cut < 0 ? null : decode(plain.slice(cut + 1));
  const digest = named !== null && /^sha(256|512):[0-9a-f]+$/i.test(named) ? named.toLowerCase() : null;
  const tag = query
    .split('&')
    .map((pair) => /^tag=(.+)$/.exec(pair)?.[1])
    .find((each) => each !== undefined);
  const version = tag === undefined ? named : decode(tag);
  return {
    name: name === '' ? null : name,
    version: version?.slice(0, 80) ?? null,
    digest: digest?.slice(0, 160) ?? null,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
