import { crc32, deflateRawSync } from 'node:zlib';
import { descriptor, extraField, makeZip, u16, u32, type RawEnd, type RawEntry } from './zip-maker.ts';

export const zipTop = 'hotwash-r-2026-118';
const good = `${zipTop}/bagit.txt`;
const link = 0o120777 * 0x10000;
const x = Buffer.from('x');
const megabyte = 1 << 20;
const folder = { data: Buffer.alloc(0), attributes: 0o040755 * 0x10000 };

/** A hostile archive and the words by which it is refused. */
export type HostileZip = { readonly name: string; readonly why: string; readonly bytes: () => Buffer };

const zip =
  (entries: readonly RawEntry[], end?: RawEnd): (() => Buffer) =>
  () =>
    makeZip(entries, end);
const named = (name: string | Buffer): (() => Buffer) => zip([{ name }]);
const fake = (): Buffer => makeZip([{ name: good, data: Buffer.from('another') }]);

const names: readonly HostileZip[] = [
  ['a name that leads out', `${zipTop}/../../etc/cron.d/x`, 'leads out of its folder'],
  ['a name that begins with ..', '../x', 'leads out of its folder'],
  ['a single dot', `${zipTop}/./x`, 'leads out of its folder'],
  ['an empty part', `${zipTop}//x`, 'leads out of its folder'],
  ['an absolute name', '/etc/passwd', 'absolute name'],
  ['a name on the network', '//server/share/x', 'absolute name'],
  ['a drive letter', 'C:/windows/x', 'absolute name'],
  ['a drive letter without a slash', 'c:x', 'absolute name'],
  ['a backslash', `${zipTop}\\..\\x`, 'backslash'],
  ['a stream of another file', `${good}:hidden`, 'another name on Windows'],
  ['a device of Windows', `${zipTop}/data/con`, 'device on Windows'],
  ['a device of Windows with an ending', `${zipTop}/data/aux.txt`, 'device on Windows'],
  ['a folder that is a device', `${zipTop}/lpt1/x`, 'device on Windows'],
  ['a name that ends in a dot', `${zipTop}/data/x.`, 'another name on Windows'],
  ['a name that ends in a space', `${zipTop}/data/x `, 'another name on Windows'],
  ['a control character', `${zipTop}/a\u001b[31m`, 'unusual characters'],
  ['a NUL', `${zipTop}/a\0.txt`, 'unusual characters'],
  ['a line break', `${zipTop}/a\nb`, 'unusual characters'],
  ['a right-to-left mark', `${zipTop}/a\u202etxt.exe`, 'unusual characters'],
  ['a decomposed letter', `${zipTop}/repo\u0308rt.html`, 'unusual characters'],
  ['no name', '', 'unusual characters'],
  ['a name of 301 letters', `${zipTop}/${'a'.repeat(301)}`, 'unusual characters'],
].map(([name = '', path = '', why = '']) => ({ name, why, bytes: named(path) }));

const pairs: readonly HostileZip[] = [
  {
    name: 'bytes that are not UTF-8',
    why: 'unusual characters',
    bytes: named(Buffer.from(`${zipTop}/\xff\xfe`, 'latin1')),
  },
  { name: 'the same name twice', why: 'is there twice', bytes: zip([{ name: good }, { name: good }]) },
  {
    name: 'names that differ in case',
    why: 'but for letter case',
    bytes: zip([{ name: good }, { name: `${zipTop}/BagIt.txt` }]),
  },
  {
    name: 'folders that differ in case',
    why: 'but for letter case',
    bytes: zip([
      { name: `${zipTop}/data/`, ...folder },
      { name: `${zipTop}/DATA/`, ...folder },
    ]),
  },
  {
    name: 'a file and a folder of one name',
    why: 'is there twice',
    bytes: zip([{ name: good }, { name: `${good}/`, ...folder }]),
  },
  {
    name: 'a file with files in it',
    why: 'both a file and a folder',
    bytes: zip([{ name: good }, { name: `${good}/x` }]),
  },
  { name: 'no top folder', why: 'one top folder', bytes: named('bagit.txt') },
  { name: 'two top folders', why: 'one top folder', bytes: zip([{ name: good }, { name: 'other/x' }]) },
  { name: 'a file beside the top folder', why: 'one top folder', bytes: zip([{ name: good }, { name: 'readme.txt' }]) },
];

const kinds: readonly HostileZip[] = [
  {
    name: 'a symbolic link',
    why: 'symbolic link',
    bytes: zip([{ name: good, attributes: link, data: Buffer.from('/etc/passwd') }]),
  },
  {
    name: 'a symbolic link to a folder',
    why: 'symbolic link',
    bytes: zip([{ name: `${zipTop}/data`, attributes: link }, { name: `${zipTop}/data/x` }]),
  },
  { name: 'a device', why: 'not a file', bytes: zip([{ name: good, attributes: 0o020666 * 0x10000 }]) },
  { name: 'a pipe', why: 'not a file', bytes: zip([{ name: good, attributes: 0o010666 * 0x10000 }]) },
  {
    name: 'a folder with content',
    why: 'folder with content',
    bytes: zip([{ name: `${zipTop}/data/`, attributes: folder.attributes }]),
  },
  { name: 'encryption', why: 'encrypted', bytes: zip([{ name: good, flags: 1 }]) },
  { name: 'strong encryption', why: 'encrypted', bytes: zip([{ name: good, flags: 0x41 }]) },
  {
    name: 'AES encryption',
    why: 'encrypted',
    bytes: zip([{ name: good, method: 99, extra: extraField(0x9901, Buffer.alloc(7)) }]),
  },
  { name: 'a hidden directory', why: 'encrypted', bytes: zip([{ name: good, flags: 0x2000 }]) },
  { name: 'a patch', why: 'unknown feature', bytes: zip([{ name: good, flags: 0x20 }]) },
  { name: 'packed in an unknown way', why: 'unknown way', bytes: zip([{ name: good, method: 12 }]) },
  {
    name: 'a second name in an extra field',
    why: 'second name',
    bytes: zip([
      { name: good, extra: extraField(0x7075, Buffer.concat([Buffer.of(1), u32(crc32(good)), Buffer.from('../x')])) },
    ]),
  },
  {
    name: 'a second name in the other header',
    why: 'second name',
    bytes: zip([{ name: good, localExtra: extraField(0x7075, Buffer.from('\u0001....../x')) }]),
  },
  {
    name: 'zip64 sizes',
    why: 'second name or size',
    bytes: zip([{ name: good, extra: extraField(1, Buffer.alloc(16)) }]),
  },
  {
    name: 'an extra field cut short',
    why: 'malformed extra field',
    bytes: zip([{ name: good, extra: Buffer.of(1, 0, 99) }]),
  },
  { name: 'a comment of an entry', why: 'has a comment', bytes: zip([{ name: good, comment: Buffer.from('hidden') }]) },
];

const lies: readonly HostileZip[] = [
  {
    name: 'two names for one entry',
    why: 'described twice, differently',
    bytes: zip([{ name: good, localName: `${zipTop}/other.txt` }]),
  },
  { name: 'two sets of flags', why: 'described twice, differently', bytes: zip([{ name: good, localFlags: 2 }]) },
  { name: 'two sizes', why: 'two sizes', bytes: zip([{ name: good, localSize: 7 }]) },
  { name: 'two checksums', why: 'two checksums', bytes: zip([{ name: good, localCrc: 7 }]) },
  { name: 'a stored size that is another', why: 'two sizes', bytes: zip([{ name: good, size: 0xffff_fff0 }]) },
  {
    name: 'a packed size that is too small',
    why: 'does not unpack',
    bytes: zip([{ name: good, packed: true, data: Buffer.from('x'.repeat(100)), size: 10 }]),
  },
  {
    name: 'a packed size that is too large',
    why: 'does not unpack',
    bytes: zip([{ name: good, packed: true, data: Buffer.from('x'.repeat(100)), size: 1000 }]),
  },
  { name: 'a wrong checksum', why: 'does not unpack', bytes: zip([{ name: good, crc: 0x1234_5678 }]) },
  {
    name: 'a wrong checksum of packed bytes',
    why: 'does not unpack',
    bytes: zip([{ name: good, packed: true, crc: 1 }]),
  },
  {
    name: 'bytes behind packed data',
    why: 'does not unpack',
    bytes: zip([{ name: good, packed: true, body: Buffer.concat([deflateRawSync(x), Buffer.from('hidden')]) }]),
  },
  {
    name: 'packed data that is none',
    why: 'does not unpack',
    bytes: zip([{ name: good, packed: true, body: Buffer.from('not packed at all') }]),
  },
  {
    name: 'packed data cut short',
    why: 'does not unpack',
    bytes: zip([
      {
        name: good,
        packed: true,
        data: Buffer.alloc(5000, 'ab'),
        body: deflateRawSync(Buffer.alloc(5000, 'ab')).subarray(0, -6),
      },
    ]),
  },
  {
    name: 'a descriptor with another size',
    why: 'two sizes',
    bytes: zip([{ name: good, flags: 8, behind: descriptor(crc32(x), 1, 2) }]),
  },
  {
    name: 'a descriptor with another checksum',
    why: 'two checksums',
    bytes: zip([{ name: good, flags: 8, behind: descriptor(1, 1, 1) }]),
  },
  { name: 'no descriptor where one is said to be', why: 'two sizes', bytes: zip([{ name: good, flags: 8 }]) },
  {
    name: 'an entry that lies behind the end',
    why: 'bytes between its entries',
    bytes: zip([{ name: good, at: 0xffff_0000 }]),
  },
  { name: 'an entry on another disk', why: 'lies elsewhere', bytes: zip([{ name: good, disk: 1 }]) },
  {
    name: 'an entry longer than the archive',
    why: 'cut short',
    bytes: zip([{ name: good, size: 5000, packedSize: 5000 }]),
  },
];

const bombs: readonly HostileZip[] = [
  {
    name: 'a bomb',
    why: 'unpacks to over 200 times',
    bytes: zip([{ name: good, packed: true, data: Buffer.alloc(32 * megabyte) }]),
  },
  {
    name: 'many small bombs',
    why: 'unpacks to over 200 times',
    bytes: () =>
      makeZip(
        Array.from({ length: 40 }, (_, index) => ({
          name: `${zipTop}/data/${index}`,
          packed: true,
          data: Buffer.alloc(megabyte),
        })),
      ),
  },
  {
    name: 'a bomb that says it is small',
    why: 'does not unpack',
    bytes: zip([{ name: good, packed: true, data: Buffer.alloc(32 * megabyte), size: 1000, crc: 1 }]),
  },
  {
    name: 'more than 4 GiB altogether',
    why: 'unpacks to',
    bytes: zip([
      { name: good, packed: true, size: 0xffff_fffe, packedSize: 0x1000_0000 },
      { name: `${zipTop}/b`, packed: true, size: 0x1000_0000, packedSize: 0x1000_0000 },
    ]),
  },
  { name: 'entries that overlap', why: 'overlap', bytes: () => overlapping(zipTop) },
  { name: 'a hundred entries over one kernel', why: 'overlap', bytes: () => fifield(zipTop) },
  {
    name: '100 000 entries',
    why: 'more than 20000 entries',
    bytes: () => makeZip(Array.from({ length: 100_000 }, (_, index) => ({ name: `${zipTop}/${index}` }))),
  },
  {
    name: '100 000 entries that say they are three',
    why: 'entries it says',
    bytes: () =>
      makeZip(
        Array.from({ length: 100_000 }, (_, index) => ({ name: `${zipTop}/${index}` })),
        { count: 3 },
      ),
  },
];

function overlapping(top: string): Buffer {
  return makeZip([{ name: `${top}/bagit.txt` }, { name: `${top}/b`, at: 0 }]);
}

/** Many files that share one packed body, each quoting the headers of the next. */
function fifield(top: string): Buffer {
  const data = Buffer.from(Array.from({ length: 65_536 }, (_, index) => (index * 7919) >> 5));
  const kernel = deflateRawSync(data);
  return makeZip(
    Array.from({ length: 100 }, (_, index) => ({
      name: `${top}/${String(index).padStart(3, '0')}`,
      packed: true,
      body: index === 99 ? kernel : Buffer.alloc(0),
      packedSize: kernel.length,
      size: data.length,
      crc: 0,
    })),
  );
}

const ends: readonly HostileZip[] = [
  { name: 'bytes after the end', why: 'bytes after its end', bytes: zip([{ name: good }], { behindEnd: x }) },
  {
    name: 'bytes before the first entry',
    why: 'bytes between its entries',
    bytes: zip([{ name: good }], { before: Buffer.from('MZ a program') }),
  },
  {
    name: 'bytes before it that its numbers do not count',
    why: 'UNSAFE',
    bytes: () => Buffer.concat([Buffer.from('#!/bin/sh\n'), makeZip([{ name: good }])]),
  },
  {
    name: 'bytes between its entries',
    why: 'bytes between',
    bytes: zip([{ name: good, behind: Buffer.from('hidden') }, { name: `${zipTop}/b` }]),
  },
  {
    name: 'bytes before its directory',
    why: 'bytes between its entries and its directory',
    bytes: zip([{ name: good }], { beforeDirectory: Buffer.from('hidden') }),
  },
  {
    name: 'bytes between directory and end',
    why: 'before or after its directory',
    bytes: zip([{ name: good }], { beforeEnd: Buffer.from('hidden') }),
  },
  {
    name: 'a comment',
    why: 'bytes after its end',
    bytes: zip([{ name: good }], { comment: Buffer.from('a comment') }),
  },
  {
    name: 'a comment that holds another end',
    why: 'UNSAFE',
    bytes: () => makeZip([{ name: good }], { comment: fake().subarray(-22) }),
  },
  {
    name: 'a comment that holds another zip',
    why: 'UNSAFE',
    bytes: () => makeZip([{ name: good }], { comment: fake() }),
  },
  {
    name: 'two zips one after the other',
    why: 'UNSAFE',
    bytes: () => Buffer.concat([makeZip([{ name: good }]), fake()]),
  },
  {
    name: 'two ends',
    why: 'before or after its directory',
    bytes: () => {
      const one = makeZip([{ name: good }]);
      return Buffer.concat([one, one.subarray(-22)]);
    },
  },
  { name: 'one of several parts', why: 'one of several parts', bytes: zip([{ name: good }], { disk: 1 }) },
  { name: 'a zip64 end', why: 'larger than 4 GiB', bytes: zip([{ name: good }], { directoryAt: 0xffff_ffff }) },
  { name: 'a zip64 count', why: 'more than 20000 entries', bytes: zip([{ name: good }], { count: 0xffff }) },
  {
    name: 'a directory of 4 GiB',
    why: 'more than 20000 entries',
    bytes: zip([{ name: good }], { directoryLength: 0xffff_fff0 }),
  },
  { name: 'fewer entries than it says', why: 'entries it says', bytes: zip([{ name: good }], { count: 2 }) },
  {
    name: 'more entries than it says',
    why: 'entries it says',
    bytes: zip([{ name: good }, { name: `${zipTop}/b` }], { count: 1 }),
  },
  {
    name: 'a malformed directory',
    why: 'directory is malformed',
    bytes: () => {
      const bytes = makeZip([{ name: good }]);
      bytes.write('XX', bytes.length - 22 - 46 - good.length, 'latin1');
      return bytes;
    },
  },
  { name: 'a directory cut short', why: 'UNSAFE', bytes: () => cutDirectory() },
];

function cutDirectory(): Buffer {
  const bytes = makeZip([{ name: good }]);
  const length = 20;
  return Buffer.concat([
    bytes.subarray(0, -22 - 46 - good.length + length),
    Buffer.from('504b050600000000', 'hex'),
    u16(1),
    u16(1),
    u32(length),
    bytes.subarray(-6),
  ]);
}

/** At least 24 shapes were asked for; these are all that we could think of. */
export const hostileZips: readonly HostileZip[] = [...names, ...pairs, ...kinds, ...lies, ...bombs, ...ends];
