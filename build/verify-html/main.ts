/// <reference lib="dom" />
import { SourceFault } from '../../electron/verifier/core/bundle-source.ts';
import { plainReport } from '../../electron/verifier/core/plain-report.ts';
import { finding, reportOf, type VerifyReport } from '../../electron/verifier/core/report.ts';
import { parseTrust, type Trust } from '../../electron/verifier/core/trust.ts';
import { verifyRecord } from '../../electron/verifier/core/verify.ts';
import { element, showReport } from './show-report.ts';
import { webCrypto } from './web-crypto.ts';
import { filesOfDrop, openPicked, type PickedFile } from './web-source.ts';

const byId = <T extends HTMLElement>(id: string, type: new () => T): T => {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new Error(`no ${id} in the page`);
  return node;
};

const trustInput = byId('trust', HTMLInputElement);
const trustState = byId('trust-state', HTMLElement);
const recordState = byId('record-state', HTMLElement);
const folderInput = byId('folder', HTMLInputElement);
const zipInput = byId('zip', HTMLInputElement);
const result = byId('result', HTMLElement);
const spoken = byId('spoken', HTMLElement);
const print = byId('print', HTMLButtonElement);

type TrustFile = { readonly file: File; readonly text: string };
let trustFiles: readonly TrustFile[] = [];
let record: readonly PickedFile[] = [];
let run = 0;

trustInput.addEventListener('change', () => void takeTrust([...(trustInput.files ?? [])]));
folderInput.addEventListener(
  'change',
  () => void takeRecord([...(folderInput.files ?? [])].map((file) => ({ path: file.webkitRelativePath, file }))),
);
zipInput.addEventListener(
  'change',
  () => void takeRecord([...(zipInput.files ?? [])].map((file) => ({ path: file.name, file }))),
);
print.addEventListener('click', () => window.print());

for (const [id, take] of [
  ['drop-trust', (files: readonly PickedFile[]) => takeTrust(files.map(({ file }) => file))],
  ['drop', (files: readonly PickedFile[]) => takeRecord(files)],
] as const) {
  const zone = byId(id, HTMLElement);
  zone.addEventListener('dragover', () => zone.classList.add('over'));
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    zone.classList.remove('over');
    if (event.dataTransfer !== null)
      void filesOfDrop(event.dataTransfer.items).then(take, () => {
        (id === 'drop' ? recordState : trustState).textContent =
          'This cannot be read when it is dropped here; choose it instead.';
      });
  });
}
// A file let go beside the zones would take the browser away from this page.
for (const type of ['dragover', 'drop']) document.addEventListener(type, (event) => event.preventDefault());

/** What is said of a record while nobody was named whom to trust: a verdict would only repeat what the record says. */
const trustFirst = 'Not verified yet: choose above whom you trust.';
const largestTrustFile = 16 * 1024 * 1024;

/** Nothing of what is too large or gone, so that there is no key in it. */
const textOf = (file: File): Promise<string> =>
  file.size > largestTrustFile ? Promise.resolve('') : file.text().catch(() => '');

async function takeTrust(files: readonly File[]): Promise<void> {
  trustFiles = await Promise.all(files.map(async (file) => ({ file, text: await textOf(file) })));
  const read = readTrust(trustFiles);
  const names = files.map(({ name }) => name).join(', ');
  trustState.textContent =
    typeof read === 'string' ? `This cannot be used: ${read}.` : `${names}: ${trustWords(read)} trusted.`;
  await verify();
}

function trustWords({ keys, rosters = [], authorities = [] }: Trust): string {
  const count = (number: number, one: string, more: string): readonly string[] =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : more}`];
  return [
    ...count(rosters.length, 'roster', 'rosters'),
    ...count(authorities.length, 'authority', 'authorities'),
    ...count(keys.length, 'key', 'keys'),
  ].join(', ');
}

async function takeRecord(files: readonly PickedFile[]): Promise<void> {
  record = files;
  const [first] = files;
  recordState.textContent =
    files.length === 1 && first !== undefined
      ? first.file.name
      : `${first?.path.split('/', 1)[0] ?? ''}: ${files.length} files.`;
  await verify();
}

function readTrust(files: readonly TrustFile[]): Trust | string {
  const read = parseTrust(
    files.map(({ file, text }) => ({ name: file.name, text })),
    webCrypto,
  );
  return read.ok ? read.value : read.message;
}

async function verify(): Promise<void> {
  run += 1;
  const mine = run;
  const isReady = trustFiles.length > 0 && typeof readTrust(trustFiles) !== 'string' && record.length > 0;
  print.hidden = true;
  if (!isReady) {
    result.replaceChildren();
    delete result.dataset['state'];
    spoken.textContent = record.length > 0 ? trustFirst : '';
    if (record.length > 0) result.append(element('p', [trustFirst]));
    return;
  }
  result.dataset['state'] = 'busy';
  result.replaceChildren(
    element('h2', [`Reading ${record.length === 1 ? 'the record' : `${record.length} files`} ...`]),
  );
  const report = plainReport(await reportFor());
  // A later choice has started another run; its answer is the one to show.
  if (mine !== run) return;
  result.dataset['state'] = report.state;
  result.replaceChildren(...showReport(report));
  spoken.textContent = `${report.mark}: ${report.sentence}`;
  document.title = `${report.mark} - ${record[0]?.path.split('/', 1)[0] ?? 'record'}`;
  print.hidden = false;
}

async function reportFor(): Promise<VerifyReport> {
  try {
    const outside = await withoutTheRecords(trustFiles);
    const trust = outside.length === 0 ? { keys: [] } : readTrust(outside);
    const trustInside = outside.length < trustFiles.length;
    const options = { trust: typeof trust === 'string' ? { keys: [] } : trust, trustInside };
    return await verifyRecord(await openPicked(record), options, webCrypto);
  } catch (error) {
    if (error instanceof SourceFault) return reportOf([error.finding]);
    return reportOf([finding.unreadable('the record cannot be read in this browser')]);
  }
}

/** A page is not told where a file lies; one of the same name, date and content as the record's own is taken for it. */
async function withoutTheRecords(files: readonly TrustFile[]): Promise<readonly TrustFile[]> {
  const own = new Set<string>();
  const markOf = ({ name, lastModified }: File, text: string): string => `${name}\n${lastModified}\n${text}`;
  for (const { path, file } of record)
    if (/^[^/]+\/trust\/[^/]+$/.test(path) && file.size < 1 << 20) own.add(markOf(file, await file.text()));
  return files.filter(({ file, text }) => !own.has(markOf(file, text)));
}
