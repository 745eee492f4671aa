import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { genesis, hashBody, hashLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import { createDeviceKey, signCheckpoint } from '../signing/device-key.ts';
import { signEnvelope } from '../signing/dsse.ts';
import { signSsh } from '../signing/sshsig.ts';
import { computeManifests, pick, sha256Of, type Files } from './record-memory.ts';
import { fileLike, rewrite, withLine, type Mutator } from './record-mutators.ts';

const text = (files: Files, path: string): string => (files.get(path) ?? Buffer.alloc(0)).toString();
const put = (files: Files, path: string, content: string): Files => files.set(path, Buffer.from(content));

function linesOf(files: Files): JournalLine[] {
  try {
    return text(files, 'data/events.jsonl')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as JournalLine);
  } catch {
    return [];
  }
}

/** The chain of hashes is computed anew, as a forger who knows the format would. */
function chain(lines: readonly JournalLine[]): readonly JournalLine[] {
  const chained: JournalLine[] = [];
  for (const [index, line] of lines.entries()) {
    const last = chained.at(-1);
    const bodyHash =
      line.body === undefined || line.salt === undefined ? line.bodyHash : hashBody(line.salt, line.body);
    chained.push({ ...line, seq: index + 1, prev: last === undefined ? genesis : hashLine(last), bodyHash });
  }
  return chained;
}

const lineEdits: readonly ((lines: JournalLine[], at: number) => void)[] = [
  (lines, at) => lines.splice(at, 1),
  (lines, at) => lines.splice(at, 0, lines[at] as JournalLine),
  (lines, at) => lines.splice(at, 2, ...lines.slice(at, at + 2).toReversed()),
  (lines) => lines.pop(),
  (lines) => lines.splice(0, 1),
  (lines, at) => (lines[at] = { ...(lines[at] as JournalLine), at: '2025-01-01T00:00:00.000Z' }),
  (lines, at) => (lines[at] = { ...(lines[at] as JournalLine), actor: 'somebody' }),
  (lines, at) => (lines[at] = { ...(lines[at] as JournalLine), body: { text: 'nothing happened' } }),
  (lines, at) => (lines[at] = { ...(lines[at] as JournalLine), salt: '0'.repeat(32) }),
  (lines, at) => {
    const { salt: _salt, body: _body, ...erased } = lines[at] as JournalLine;
    lines[at] = erased;
  },
];

export const historyMutators: { readonly [name: string]: Mutator } = {
  'a line of the history': (files, random) => {
    const path = 'data/events.jsonl';
    const edits: readonly ((line: string) => readonly string[])[] = [
      (line) => [line.replace('{', '{ ')],
      (line) => [line.replace('"seq":', '"seq":1,"seq":')],
      (line) => [line.replace(/"seq":(\d+)/, '"seq":$1.0')],
      (line) => [`${line}\r`],
      (line) => ['', line],
      (line) => [line.slice(0, -3)],
      (line) => [line, '['.repeat(10_000)],
      (line) => [line.replace('"salt"', '"Salt"')],
    ];
    put(files, path, withLine(text(files, path), random, pick(edits, random)));
    return { what: path };
  },
  'the history written anew': (files, random) => {
    const lines = linesOf(files);
    if (lines.length > 0) pick(lineEdits, random)(lines, random(lines.length));
    const written = random(2) === 0 ? lines : chain(lines);
    put(files, 'data/events.jsonl', written.map((line) => `${serializeLine(line)}\n`).join(''));
    return { what: `${written.length} lines` };
  },
  'the checkpoint': (files, random) => {
    const path = 'data/checkpoint.txt';
    const edits: readonly ((note: string) => string)[] = [
      (note) => note.replace(/\n\d+\n/, '\n3\n'),
      (note) => note.replace(/\n(\d+)\n/, '\n0$1\n'),
      (note) => note.replace('hotwash/', 'hotwash/x'),
      (note) => note.replace(/\n[A-Za-z0-9+/]{43}=/, `\n${'A'.repeat(43)}=`),
      (note) => `${note}${note.split('\n').at(-2) ?? ''}\n`,
      (note) => note.replace(/\n\n[^]*$/, '\n'),
      (note) => note.replace('\n\n', '\nextension\n\n'),
      (note) => note.replace('\u2014', '-'),
    ];
    put(files, path, pick(edits, random)(text(files, path)));
    return { what: path };
  },
  'history and checkpoint by another device': (files, random) => {
    const lines = linesOf(files);
    if (lines.length > 0) pick(lineEdits, random)(lines, random(lines.length));
    const { key } = createDeviceKey();
    const chained = chain(lines);
    put(files, 'data/events.jsonl', chained.map((line) => `${serializeLine(line)}\n`).join(''));
    put(files, 'data/checkpoint.txt', signCheckpoint(key, checkpointOfLines('r-2026-118', chained)));
    if (random(2) === 0) put(files, 'trust/device.pem', key.publicPem);
    return { what: `${chained.length} lines` };
  },
};

const pemEdits: readonly ((pem: string) => string)[] = [
  (pem) => pem.replaceAll('\n', '\r\n'),
  (pem) => pem.trimEnd(),
  (pem) => `${pem}${pem}`,
  (pem) => `remark\n${pem}`,
  (pem) => pem.replaceAll('PUBLIC KEY', 'EC PUBLIC KEY'),
  (pem) => pem.replace(/(.{30})\n/, '$1\n\n'),
  (pem) => pem.replace('MFkw', 'MFlw'),
];

export const trustMutators: { readonly [name: string]: Mutator } = {
  'a key in trust/': (files, random, { stranger }) => {
    const path = fileLike(files, /^trust\/.*\.pem$/, random);
    if (random(3) === 0) put(files, path, stranger.publicPem);
    else rewrite(files, path, (bytes) => Buffer.from(pick(pemEdits, random)(bytes.toString())));
    return { what: path };
  },
  'a stranger in trust/': (files, random, { stranger }) => {
    const path = pick(
      ['trust/03-product-manager.pem', 'trust/device.pem', 'trust/01-facilitator.pem', 'trust/allowed_signers'],
      random,
    );
    const line = allowedSignersLine({
      principal: pick(['ops-02', 'rel-01', '*', 'x'], random),
      publicPem: stranger.publicPem,
    });
    put(files, path, path.endsWith('.pem') ? stranger.publicPem : `${text(files, path)}${line}`);
    return { what: path };
  },
  allowed_signers: (files, random) => {
    const path = 'trust/allowed_signers';
    const edits: readonly ((line: string) => readonly string[])[] = [
      () => [],
      (line) => [line, line],
      (line) => [line.replace('namespaces="hotwash-review@v1" ', '')],
      (line) => [line.replace(/^\S+/, '*')],
      (line) => [`${line} remark`],
      (line) => [line.replace('namespaces=', 'valid-after="20200101Z",namespaces=')],
      (line) => [`#${line}`, line],
    ];
    put(files, path, withLine(text(files, path), random, pick(edits, random)));
    return { what: path };
  },
};

/** A statement over the record as it now is, with some of its words replaced. */
function statementOver(files: Files, payload: string, edit: (predicate: { [key: string]: Json }) => void): string {
  const statement = JSON.parse(Buffer.from(payload, 'base64').toString()) as { [key: string]: Json };
  const predicate = statement['predicate'] as { [key: string]: Json };
  edit(predicate);
  const subject = [...files.keys()]
    .filter(
      (path) =>
        path.startsWith('data/') ||
        /^(?:VERIFY\.txt|bag-info\.txt|bagit\.txt|manifest-sha256\.txt|verify\.html)$/.test(path),
    )
    .toSorted()
    .map((name) => ({
      name,
      digest: {
        sha256: createHash('sha256')
          .update(files.get(name) ?? '')
          .digest('hex'),
      },
    }));
  return canonicalJson({ ...statement, subject });
}

/** Whole sign-offs taken away, put elsewhere or made by a stranger with everything around them consistent. */
export const signOffMutators: { readonly [name: string]: Mutator } = {
  'a sign-off taken away': (files, random) => {
    const stem = pick(['01-facilitator', '02-release-manager'], random);
    for (const path of files.keys()) if (path.includes(stem)) files.delete(path);
    if (random(2) === 0)
      put(
        files,
        'trust/allowed_signers',
        text(files, 'trust/allowed_signers')
          .split('\n')
          .slice(stem.startsWith('01') ? 1 : 0, stem.startsWith('01') ? 3 : 1)
          .map((line) => `${line}\n`)
          .join('')
          .replace(/\n\n$/, '\n'),
      );
    return { what: stem };
  },
  'a sign-off under another number or role': (files, random) => {
    const from = pick(['01-facilitator', '02-release-manager'], random);
    const to = pick(
      ['03-product-manager', '01-release-manager', '02-facilitator', '01-product-manager', '09-facilitator'],
      random,
    );
    const paths = [...files.keys()].filter((path) => path.includes(from));
    for (const path of paths) {
      files.set(path.replace(from, to), files.get(path) ?? Buffer.alloc(0));
      if (random(2) === 0) files.delete(path);
    }
    return { what: `${from} as ${to}` };
  },
  'a whole sign-off by a stranger': (files, random, { stranger, record }) => {
    const path = pick(['signatures/01-facilitator.dsse.json', 'signatures/02-release-manager.dsse.json'], random);
    const stem = path.slice(11, -10);
    computeManifests(files, 'both');
    const { payload } = JSON.parse((record.get(path) ?? Buffer.from('{}')).toString()) as { payload: string };
    const covers = stem.startsWith('01')
      ? []
      : [sha256Of(files.get('signatures/01-facilitator.dsse.json') ?? Buffer.alloc(0))];
    const statement = statementOver(files, payload, (predicate) => {
      predicate['covers'] = covers;
      if (random(2) === 0) predicate['signer'] = 'stranger-1';
    });
    put(files, path, signEnvelope(stranger, statement));
    put(
      files,
      `signatures/${stem}.manifest.sig`,
      signSsh(stranger, files.get('manifest-sha256.txt') ?? Buffer.alloc(0)),
    );
    put(files, `trust/${stem}.pem`, stranger.publicPem);
    const { signer } = (JSON.parse(statement) as { predicate: { signer: string } }).predicate;
    const lines = text(files, 'trust/allowed_signers').split('\n');
    lines[stem.startsWith('01') ? 0 : 1] = allowedSignersLine({
      principal: signer,
      publicPem: stranger.publicPem,
    }).trimEnd();
    put(files, 'trust/allowed_signers', lines.join('\n'));
    return { what: stem };
  },
};
