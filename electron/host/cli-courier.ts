import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readOriginKey } from '../courier/courier-key.ts';
import type { CourierLook, CourierReport } from './courier-service.ts';
import { commandPort, expectWorkspace, withWorkspace, workspaceFolder } from './with-workspace.ts';

type PackOptions = {
  readonly workspace?: string;
  readonly service?: readonly string[];
  readonly since?: string;
  readonly json?: boolean;
};
type TakeOptions = { readonly workspace?: string; readonly trust?: string; readonly json?: boolean };

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Adds `hotwash courier pack OUT` and `hotwash courier take BUNDLE`. */
export function registerCourier(program: Command): void {
  const courier = program.command('courier').description('release data across an air gap');
  courier
    .command('pack')
    .description('packs what was taken in, with its raw files, into one signed zip')
    .argument('<out>', 'the zip to write')
    .option('--service <name...>', 'only what belongs to these services')
    .option('--since <line>', 'only intake lines after this one')
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit: 0 packed; 1 nothing to pack, or the file exists; 2 no such workspace.')
    .action(pack);
  courier
    .command('take')
    .description('takes a bundle in, item by item')
    .argument('<bundle>')
    .option('--trust <pem>', "the origin's public key, as you were given it separately")
    .option('--workspace <folder>', "the workspace (default: the app's)")
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExit: 0 all is here; 1 some items were refused, or lines before this bundle are missing; 2 nothing was taken, or it was ended by the disk: what came before it stays.',
    )
    .action(take);
}

async function pack(out: string, { workspace, service, since, json }: PackOptions): Promise<void> {
  const after = since === undefined ? 0 : Number(since);
  if (!Number.isInteger(after) || after < 0) {
    tell('--since takes the number of an intake line.');
    process.exitCode = 2;
    return;
  }
  await expectWorkspace(workspaceFolder(workspace));
  const packed = await withWorkspace(workspace, commandPort, ({ couriers }) =>
    couriers.pack({ services: service ?? null, after }, resolve(out)),
  );
  if (!packed.ok) {
    tell(packed.error.message);
    process.exitCode = 1;
    return;
  }
  const { manifest, bytes } = packed.value;
  const { origin, from, to, items, absent, leftOut } = manifest;
  const words = readOriginKey(origin.publicPem)?.words.join(' ') ?? '';
  if (json === true)
    return print(
      JSON.stringify({ origin: origin.device, words, from, to, items: items.length, absent, leftOut, bytes }),
    );
  print(
    `Packed ${items.length} files of lines ${from}-${to}, ${bytes} bytes. Read these words to whoever takes it in: ${words}`,
  );
  if (absent.length > 0) tell(`${absent.length} raw files were no longer here and are not in it.`);
}

async function take(bundle: string, { workspace, trust, json }: TakeOptions): Promise<void> {
  const path = resolve(bundle);
  const answer = await withWorkspace(workspace, commandPort, async ({ couriers, packages }) => {
    const looked = await couriers.look(path);
    if (!looked.ok) return looked;
    if (trust !== undefined && !looked.value.isTrusted) {
      const mismatch = await isOtherKey(trust, looked.value);
      if (mismatch !== null) return { ok: false as const, error: { code: 'wrong-key', message: mismatch } };
      const trusted = await couriers.trust(path);
      if (!trusted.ok) return trusted;
    }
    const taken = await couriers.take(path, new AbortController().signal, (report, done, of) =>
      tell(`${done}/${of} ${report.name}: ${report.outcome}${report.note === '' ? '' : `, ${report.note}`}`),
    );
    if (taken.ok) await packages.freezeDue();
    return taken;
  });
  if (!answer.ok) {
    tell(answer.error.message);
    if (json === true) print(JSON.stringify({ error: answer.error }));
    process.exitCode = 2;
    return;
  }
  const report = answer.value;
  if (json === true) print(JSON.stringify(report));
  else tellReport(report);
  process.exitCode = report.refused > 0 || report.relation.kind === 'gap' ? 1 : 0;
}

async function isOtherKey(file: string, { origin }: CourierLook): Promise<string | null> {
  const pem = await readFile(resolve(file), 'utf8').catch(() => undefined);
  const key = pem === undefined ? undefined : readOriginKey(pem);
  if (key === undefined) return 'The file named by --trust is no Ed25519 public key. Nothing was taken.';
  return key.id === origin
    ? null
    : `The bundle is of ${origin}, the trusted key is that of ${key.id}. Nothing was taken.`;
}

function tellReport({ reports, refused, relation, failed, from, to }: CourierReport): void {
  const accepted = reports.reduce((sum, each) => sum + each.accepted, 0);
  const unchanged = reports.reduce((sum, each) => sum + each.unchanged, 0);
  print(
    `Lines ${from}-${to}: ${reports.length - refused} files taken, ${refused} refused; ${accepted} records new, ${unchanged} known.`,
  );
  if (relation.kind === 'gap')
    print(
      `Lines ${relation.from}-${relation.to} of this origin never came. Ask for: hotwash courier pack --since ${relation.from - 1}`,
    );
  if (relation.kind === 'overlap' || relation.kind === 'known')
    print('Some of it was known already; nothing is counted twice.');
  for (const { source, message, since } of failed)
    print(
      `${source} did not answer at the origin${since === null ? '' : `, missing since ${new Date(since).toISOString()}`}: ${message}`,
    );
}
