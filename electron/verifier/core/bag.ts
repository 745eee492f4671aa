import { fromUtf8 } from './crypto-port.ts';
import type { Inventory } from './inventory.ts';
import { finding, type Finding } from './report.ts';

const bagit = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** Both BagIt manifests, each in its one form: exactly the files that are there, sorted. */
export function checkBag(inventory: Inventory): readonly Finding[] {
  const text = (path: string): string => fromUtf8(inventory.contents.get(path) ?? new Uint8Array()) ?? '';
  const findings = [
    ...checkManifest('manifest-sha256.txt', 'manifest', text('manifest-sha256.txt'), inventory, (path) =>
      path.startsWith('data/'),
    ),
    ...checkManifest(
      'tagmanifest-sha256.txt',
      'tagmanifest',
      text('tagmanifest-sha256.txt'),
      inventory,
      (path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt',
    ),
  ];
  if (inventory.contents.has('bagit.txt') && text('bagit.txt') !== bagit)
    findings.push({ case: 1, message: 'CHANGED bagit.txt: it is not BagIt 1.0', path: 'bagit.txt', exit: 1 });
  return findings;
}

function checkManifest(
  name: string,
  by: string,
  text: string,
  inventory: Inventory,
  belongs: (path: string) => boolean,
): readonly Finding[] {
  if (!inventory.contents.has(name)) return [];
  const found = [...inventory.digests].filter(([path]) => belongs(path)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (found.map(([path, digest]) => `${digest}  ${path}\n`).join('') === text) return [];
  const listed = new Map(
    [...text.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, digest = '', path = '']) => [path, digest]),
  );
  const findings: Finding[] = [];
  for (const [path, digest] of found) {
    const expected = listed.get(path);
    if (expected === undefined) findings.push(finding.unlisted(path));
    else if (expected !== digest) findings.push(finding.changed(path, by, expected, digest));
  }
  for (const path of listed.keys())
    if (!inventory.digests.has(path)) findings.push(finding.missing(path.slice(0, 200)));
  if (findings.length > 0) return findings;
  return [{ case: 1, message: `CHANGED ${name}: it is not in its one form`, path: name, exit: 1 }];
}
