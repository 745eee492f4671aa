import { pick, type Files, type Random } from './record-memory.ts';
import type { PersonKey } from '../signing/person-key.ts';

/** What a forger has: the record, others by the same people, and a key of their own. */
export type World = {
  readonly record: Files;
  /** Of another review; and an earlier, shorter one of the same review. Both signed by the same people. */
  readonly others: readonly Files[];
  readonly stranger: PersonKey;
};

/** What was done. `keeps` is for changes to the manifests, which are not computed anew afterwards. */
export type Change = { readonly what: string; readonly keeps?: 'manifests' };
export type Mutator = (files: Files, random: Random, world: World) => Change;

/** Puts new bytes in place of a file's. */
export function rewrite(files: Files, path: string, edit: (bytes: Buffer) => Buffer): void {
  files.set(path, edit(files.get(path) ?? Buffer.alloc(0)));
}

export const anyFile = (files: Files, random: Random): string => pick([...files.keys()], random);

/** One of the files that the expression names; any file where there is none left. */
export function fileLike(files: Files, pattern: RegExp, random: Random): string {
  const found = [...files.keys()].filter((path) => pattern.test(path));
  return found.length === 0 ? anyFile(files, random) : pick(found, random);
}

export function flip(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes);
  if (copy.length === 0) return Buffer.of(random(256));
  const at = random(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 + random(255));
  return copy;
}

const splice = (bytes: Buffer, at: number, remove: number, put: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + remove)]);

const byteEdits: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  flip,
  (bytes, random) => flip(flip(bytes, random), random),
  (bytes, random) => bytes.subarray(0, random(Math.max(1, bytes.length))),
  (bytes, random) => bytes.subarray(random(Math.max(1, bytes.length))),
  (bytes, random) => Buffer.concat([bytes, Buffer.from(pick(['\n', ' ', '\0', 'x', '\r\n', '\ufeff'], random))]),
  (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes]),
  (bytes, random) => splice(bytes, random(bytes.length + 1), 0, Buffer.of(random(256))),
  (bytes, random) => splice(bytes, random(bytes.length + 1), 1 + random(40), Buffer.alloc(0)),
  (bytes, random) => {
    const at = random(bytes.length + 1);
    return splice(bytes, at, 0, bytes.subarray(at, at + 1 + random(60)));
  },
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  (bytes) => Buffer.from(bytes.toString('latin1').replace(/\n$/, ''), 'latin1'),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  () => Buffer.alloc(0),
];

const strayNames = [
  'data/x.txt',
  'data/evidence/009.png',
  'data/more/x',
  'data/Report.html',
  'data/rep\u00f6rt.html',
  'data/repo\u0308rt.html',
  'data/a b',
  'data/..x',
  'data/report.html ',
  'signatures/03-product-manager.dsse.json',
  'signatures/03-product-manager.manifest.sig',
  'signatures/00-facilitator.dsse.json',
  'signatures/notes.txt',
  'signatures/01-facilitator.DSSE.json',
  'trust/03-product-manager.pem',
  'trust/03-product-manager.crt',
  'trust/roster-9.dsse.json',
  'trust/x.pem',
  'timestamps/01.tsr',
  'timestamps/01.tsq',
  'redaction.json',
  'fetch.txt',
  'manifest-sha512.txt',
  'tagmanifest-sha512.txt',
  'manifest-md5.txt',
  '.hidden',
  'README',
  'verify.HTML',
  'BagIt.txt',
  '__proto__',
  'constructor',
] as const;

/** Bytes and whole files, of whatever kind. */
export const fileMutators: { readonly [name: string]: Mutator } = {
  'bytes of a file': (files, random) => {
    const path = anyFile(files, random);
    rewrite(files, path, (bytes) => pick(byteEdits, random)(bytes, random));
    return { what: path };
  },
  'a file removed': (files, random) => {
    const path = anyFile(files, random);
    files.delete(path);
    return { what: path };
  },
  'a file added': (files, random, { record }) => {
    const path = pick(strayNames, random);
    files.set(
      path,
      pick([Buffer.alloc(0), Buffer.from('{}'), Buffer.from('x'), pick([...record.values()], random)], random),
    );
    return { what: path };
  },
  'a file renamed': (files, random) => {
    const path = anyFile(files, random);
    const bytes = files.get(path) ?? Buffer.alloc(0);
    const to = pick(
      [
        `${path}x`,
        path.toUpperCase(),
        path.replace(/0([12])-/, '03-'),
        path.replace(/^[^/]+\//, ''),
        `data/${path.replaceAll('/', '-').toLowerCase()}`,
        path.replace(/01-/, '02-'),
        anyFile(files, random),
      ],
      random,
    );
    files.delete(path);
    files.set(to, bytes);
    return { what: `${path} to ${to}` };
  },
  'two files swapped': (files, random) => {
    const [one, other] = [anyFile(files, random), anyFile(files, random)];
    const bytes = files.get(one) ?? Buffer.alloc(0);
    files.set(one, files.get(other) ?? Buffer.alloc(0));
    files.set(other, bytes);
    return { what: `${one} and ${other}` };
  },
  'files of another record': (files, random, { others }) => {
    const other = pick(others, random);
    const pattern = pick(
      [/^data\//, /^signatures\//, /^trust\//, /01-/, /02-/, /dsse/, /manifest\.sig/, /txt$/, /events|checkpoint/, /./],
      random,
    );
    const names = [...other.keys()].filter((path) => pattern.test(path));
    const taken = random(2) === 0 ? names : [pick(names, random)];
    for (const path of taken) files.set(path, other.get(path) ?? Buffer.alloc(0));
    return { what: taken.join(', ') };
  },
};

const manifestEdits: readonly ((text: string, random: Random) => string)[] = [
  (text) => `\ufeff${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.toUpperCase(),
  (text) => text.replaceAll('  ', ' *'),
  (text) => text.replaceAll('  ', ' '),
  (text) => text.replaceAll('  ', '\t'),
  (text) => text.replaceAll('  ', '  ./'),
  (text) => text.split('\n').toReversed().join('\n'),
  (text) => `${text}${text}`,
  (text) => `${text}\n`,
  (text) => text.slice(0, -1),
  (text) => `# a remark\n${text}`,
  (text) => `${text}${'0'.repeat(64)}  data/absent.txt\n`,
  (text) => `${text}${'0'.repeat(64)}  ../outside\n`,
  (text, random) => withLine(text, random, () => []),
  (text, random) => withLine(text, random, (line) => [line, line]),
  (text, random) => withLine(text, random, (line) => [line.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))]),
  (text, random) => withLine(text, random, (line) => [`\\${line}`]),
];

/** One line of a text replaced by none or several. */
export function withLine(text: string, random: Random, edit: (line: string) => readonly string[]): string {
  const lines = text.split('\n').slice(0, -1);
  if (lines.length === 0) return `${text}x`;
  const at = random(lines.length);
  lines.splice(at, 1, ...edit(lines[at] ?? ''));
  return lines.map((line) => `${line}\n`).join('');
}

export const manifestMutators: { readonly [name: string]: Mutator } = {
  'a manifest': (files, random) => {
    const path = pick(['manifest-sha256.txt', 'tagmanifest-sha256.txt'], random);
    rewrite(files, path, (bytes) => Buffer.from(pick(manifestEdits, random)(bytes.toString(), random)));
    return { what: path, keeps: 'manifests' };
  },
  'bagit.txt and bag-info.txt': (files, random) => {
    const path = pick(['bagit.txt', 'bag-info.txt'], random);
    const edits = [
      (text: string) => text.replace('1.0', '0.97'),
      (text: string) => text.replace('UTF-8', 'ISO-8859-1'),
      (text: string) => text.replaceAll(': ', ':'),
      (text: string) => `${text}Note: x\n`,
      (text: string) => text.split('\n').toReversed().join('\n'),
    ];
    rewrite(files, path, (bytes) => Buffer.from(pick(edits, random)(bytes.toString())));
    return { what: path };
  },
};
