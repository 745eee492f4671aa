import type { Command } from 'commander';
import { plainReport } from './core/plain-report.ts';
import type { ExitCode, VerifyReport } from './core/report.ts';
import { verifyBundle, type VerifyRequest } from './verify-bundle.ts';

/** Where the command writes. Messages for people go to `err` when stdout is for JSON. */
export type VerifyIo = {
  readonly out: (text: string) => void;
  readonly colour: boolean;
};

export type VerifyArguments = VerifyRequest & { readonly bundle: string; readonly json?: boolean };

/** Runs `hotwash verify` and returns its exit code. */
export async function runVerify({ bundle, json, ...request }: VerifyArguments, io: VerifyIo): Promise<ExitCode> {
  const report = await verifyBundle(bundle, request);
  io.out(json === true ? `${JSON.stringify(toJson(report))}\n` : toText(report, io.colour, request.bagOnly === true));
  return report.exit;
}

/** Adds `verify` to the program. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('verify a record (folder or zip) against keys you trust')
    .argument('<bundle>', 'the record: its folder or its zip')
    .option('--trust <file>', trustHelp, collect)
    .option(
      '--policy <file>',
      'JSON {"requiredRoles": [...], "roles": {"role": ["member"]}} in place of the record\'s own',
    )
    .option('--since <older>', 'an older copy or its checkpoint.txt that this record must continue')
    .option('--proof <file>', 'where OLDER is of the workspace’s log: the proof by hotwash history prove')
    .option(
      '--since-words <words>',
      'eight words that were this review’s head at some time, such as those on the screen',
    )
    .option('--bag-only', 'check the BagIt manifests only, no signatures')
    .option('--json', 'print {exit, verdict, findings, signers, checkpoint}')
    .addHelpText('after', exitHelp)
    .action(async (bundle: string, options: Omit<VerifyArguments, 'bundle'>) => {
      const out = (text: string): void => void process.stdout.write(text);
      process.exitCode = await runVerify({ bundle, ...options }, { out, colour: process.stdout.isTTY });
    });
}

const trustHelp =
  'allowed_signers, PEM public key or certificate, roster, or a folder of them; repeatable. Nothing in the record is trusted';

const collect = (path: string, earlier: readonly string[] = []): readonly string[] => [...earlier, path];

const exitHelp = `
Exit codes: 0 verified and trusted, policy met; 1 refused; 2 unreadable, unsafe or wrong usage;
3 intact, but the signer is not in your trust file; 4 intact and trusted, but sign-offs are missing.

Anyone holding a checkpoint can show that everything up to it is unchanged. We do not prove that events after your
last checkpoint were not removed, that the clock was right, or who sat at the keyboard; we prove which key signed.
`;

/** Five members always; `redaction` besides where it is a redacted copy. What else is known hangs on the checkpoint. */
function toJson({ exit, verdict, findings, signers, checkpoint, history, roster, redaction }: VerifyReport): unknown {
  return {
    exit,
    verdict,
    findings: findings.map(({ case: number, message, path }) => ({ case: number, message, path })),
    signers,
    checkpoint: checkpoint === null ? null : { ...checkpoint, history: history ?? null, roster: roster ?? null },
    ...(redaction !== undefined && { redaction }),
  };
}

const ansi = { green: '\u001b[32m', amber: '\u001b[33m', red: '\u001b[31m' } as const;

function toText(report: VerifyReport, colour: boolean, bagOnly: boolean): string {
  const plain = plainReport(report, bagOnly);
  const headline = `${plain.mark}: ${plain.sentence}`;
  const lines = [colour ? `${ansi[plain.state]}${headline}\u001b[0m` : headline, `  ${plain.means}`];
  for (const { title, means, next, found, more } of plain.matters) {
    lines.push('', title, `  ${means}`, `  What to do: ${next}`, ...found.map((each) => `    ${each}`));
    if (more > 0) lines.push(`    and ${more} more; --json names them all`);
  }
  if (plain.signers.length > 0) lines.push('', 'Who signed');
  for (const { line, time, doubt, words, fingerprint } of plain.signers)
    lines.push(
      `  ${line}`,
      `    ${time}`,
      ...(doubt === null ? [] : [`    ${doubt}`]),
      `    key in eight words: ${words}`,
      `    ${fingerprint}`,
    );
  if (plain.notes.length > 0) lines.push('', 'Also known', ...plain.notes.map((note) => `  ${note}`));
  return `${lines.join('\n')}\n`;
}
