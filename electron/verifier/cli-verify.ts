import type { Command } from 'commander';
import { historyWords } from './core/history-report.ts';
import { redactionWords } from './core/redaction-words.ts';
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
  'allowed_signers, a PEM public key, or a folder of them; repeatable. Nothing in the record is trusted';

const collect = (path: string, earlier: readonly string[] = []): readonly string[] => [...earlier, path];

const exitHelp = `
Exit codes: 0 verified and trusted, policy met; 1 refused; 2 unreadable, unsafe or wrong usage;
3 intact, but the signer is not in your trust file; 4 intact and trusted, but sign-offs are missing.

Anyone holding a checkpoint can show that everything up to it is unchanged. We do not prove that events after your
last checkpoint were not removed, that the clock was right, or who sat at the keyboard; we prove which key signed.
`;

function toJson({ findings, ...report }: VerifyReport): unknown {
  const { exit, verdict, signers, checkpoint } = report;
  return {
    exit,
    verdict,
    findings: findings.map(({ case: number, message, path }) => ({ case: number, message, path })),
    signers,
    checkpoint,
    ...(report.history !== undefined && { history: report.history }),
    ...(report.redaction !== undefined && { redaction: report.redaction }),
  };
}

const headlines: {
  readonly [exit in ExitCode]: { readonly colour: 'green' | 'amber' | 'red'; readonly words: string };
} = {
  0: { colour: 'green', words: 'VERIFIED: unchanged, signed by keys you trust, all required sign-offs there' },
  1: { colour: 'red', words: 'REFUSED: this record does not hold' },
  2: { colour: 'red', words: 'NOT READ: unreadable or unsafe' },
  3: { colour: 'amber', words: 'INTACT, NOT TRUSTED: a signer is not in your trust file' },
  4: { colour: 'amber', words: 'INCOMPLETE: intact and trusted, but sign-offs are missing' },
};
const ansi = { green: '\u001b[32m', amber: '\u001b[33m', red: '\u001b[31m' } as const;

function toText(report: VerifyReport, colour: boolean, bagOnly: boolean): string {
  const { colour: hue, words } = headlines[report.exit];
  const headline =
    bagOnly && report.exit === 0 ? 'COMPLETE BAG: the manifests hold; no signature was looked at' : words;
  const lines = [colour ? `${ansi[hue]}${headline}\u001b[0m` : headline];
  if (report.redaction !== undefined)
    lines.push(...redactionWords(report.redaction).map((each) => `  ${printable(each)}`));
  for (const { message } of report.findings) lines.push(`  ${printable(message)}`);
  for (const { role, act, member, fingerprint, words: spoken, validAt } of report.signers) {
    const trust = validAt === null ? 'key not accepted' : `claimed time ${validAt}`;
    lines.push(`  ${printable(`${role}: ${act} by ${member}, ${trust}`)}`, `    ${fingerprint}`, `    ${spoken}`);
  }
  if (report.checkpoint !== null) {
    const { origin, size, words: spoken, signedBy } = report.checkpoint;
    lines.push(`  ${printable(`checkpoint ${origin}: ${size} events, ${signedBy}`)}`, `    ${spoken}`);
  }
  if (report.history !== undefined) lines.push(...historyWords(report.history).map((each) => `  ${printable(each)}`));
  return `${lines.join('\n')}\n`;
}

/** A foreign name must not steer the reader's terminal. */
const printable = (text: string): string => text.replaceAll(/[^\u0020-\u007e\u00a0-\u{10ffff}]/gu, '?');
