/// <reference lib="dom" />
import { SourceFault } from '../../electron/verifier/core/bundle-source.ts';
import { finding, reportOf, type ExitCode, type VerifyReport } from '../../electron/verifier/core/report.ts';
import { parseTrust, type Trust } from '../../electron/verifier/core/trust.ts';
import { verifyRecord } from '../../electron/verifier/core/verify.ts';
import { webCrypto } from './web-crypto.ts';
import { filesOfDrop, openPicked, type PickedFile } from './web-source.ts';

const byId = <T extends HTMLElement>(id: string, type: new () => T): T => {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`no ${id} in the page`);
  return element;
};

const trustInput = byId('trust', HTMLInputElement);
const trustState = byId('trust-state', HTMLElement);
const recordState = byId('record-state', HTMLElement);
const folderInput = byId('folder', HTMLInputElement);
const zipInput = byId('zip', HTMLInputElement);
const drop = byId('drop', HTMLElement);
const result = byId('result', HTMLElement);

let trust: Trust | undefined;
let record: readonly PickedFile[] = [];
let run = 0;

const headlines: {
  readonly [exit in ExitCode]: { readonly state: 'green' | 'amber' | 'red'; readonly words: string };
} = {
  0: { state: 'green', words: 'Verified: unchanged, signed by keys you trust, all required sign-offs there.' },
  1: { state: 'red', words: 'Refused: this record does not hold.' },
  2: { state: 'red', words: 'Not read: unreadable or unsafe.' },
  3: { state: 'amber', words: 'Intact, but a signer is not in your trust file.' },
  4: { state: 'amber', words: 'Intact and trusted, but sign-offs are missing.' },
};

trustInput.addEventListener('change', () => void takeTrust([...(trustInput.files ?? [])]));
folderInput.addEventListener(
  'change',
  () => void takeRecord([...(folderInput.files ?? [])].map((file) => ({ path: file.webkitRelativePath, file }))),
);
zipInput.addEventListener(
  'change',
  () => void takeRecord([...(zipInput.files ?? [])].map((file) => ({ path: file.name, file }))),
);
for (const type of ['dragover', 'drop']) document.addEventListener(type, (event) => event.preventDefault());
drop.addEventListener('dragover', () => drop.classList.add('over'));
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  drop.classList.remove('over');
  if (event.dataTransfer !== null) void filesOfDrop(event.dataTransfer.items).then(takeRecord);
});

async function takeTrust(files: readonly File[]): Promise<void> {
  const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
  const read = parseTrust(texts, webCrypto);
  trust = read.ok ? read.value : undefined;
  trustState.textContent = read.ok
    ? `${read.value.keys.length} keys trusted.`
    : `This cannot be used: ${read.message}.`;
  await verify();
}

async function takeRecord(files: readonly PickedFile[]): Promise<void> {
  record = files;
  recordState.textContent = files.length === 1 ? (files[0]?.file.name ?? '') : `${files.length} files.`;
  await verify();
}

async function verify(): Promise<void> {
  run += 1;
  const mine = run;
  if (trust === undefined || record.length === 0) {
    result.replaceChildren();
    delete result.dataset['state'];
    return;
  }
  result.dataset['state'] = 'busy';
  result.replaceChildren(element('h2', `Reading ${record.length === 1 ? 'the record' : `${record.length} files`} ...`));
  const report = await reportFor(trust);
  // A later choice has started another run; its answer is the one to show.
  if (mine === run) show(report);
}

async function reportFor(trusted: Trust): Promise<VerifyReport> {
  try {
    return await verifyRecord(await openPicked(record), { trust: trusted }, webCrypto);
  } catch (error) {
    return reportOf([
      error instanceof SourceFault ? error.finding : finding.unreadable('the record cannot be read in this browser'),
    ]);
  }
}

function show(report: VerifyReport): void {
  const { state, words } = headlines[report.exit];
  result.dataset['state'] = state;
  const parts: HTMLElement[] = [element('h2', words)];
  if (report.findings.length > 0) parts.push(list(report.findings.map(({ message }) => message)));
  for (const { role, act, member, fingerprint, words: spoken, validAt } of report.signers) {
    const claimed = validAt === null ? 'key not accepted' : `at ${validAt} (claimed)`;
    parts.push(
      element('h3', `${role}: ${act} by ${member}, ${claimed}`),
      element('code', fingerprint),
      element('p', spoken),
    );
  }
  if (report.checkpoint !== null) {
    const { origin, size, root, words: spoken, signedBy } = report.checkpoint;
    parts.push(
      element('h3', `History of ${origin}: ${size} events, checkpoint by ${signedBy}`),
      element('code', root),
      element('p', spoken),
    );
  }
  result.replaceChildren(...parts);
}

function list(items: readonly string[]): HTMLElement {
  const node = document.createElement('ul');
  node.append(...items.map((item) => element('li', item)));
  return node;
}

function element(tag: string, text: string): HTMLElement {
  const node = document.createElement(tag);
  node.textContent = text;
  return node;
}
