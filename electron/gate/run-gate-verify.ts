import { readNamedFile } from '../platform/named-file.ts';
import { printable } from '../verifier/core/plain-report.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { gateHelp, readGateArguments, type GateRequest } from './gate-arguments.ts';
import { gateFinding, notJudged, type GateExit, type GateReport } from './gate-report.ts';
import { judgeToken } from './judge-token.ts';
import { readRecordFolder } from './record-folder.ts';
import { largestGateFile } from './strict-envelope.ts';
import { readTrustFiles } from './trust-files.ts';

export type GateIo = {
  readonly out: (text: string) => void;
  readonly tell: (text: string) => void;
  /** Epoch ms. */
  readonly now: () => number;
};

/** Runs `gate verify` with the arguments after `verify`, and answers its exit code. Never throws for input. */
export async function runGateVerify(argv: readonly string[], io: GateIo): Promise<GateExit> {
  const command = readGateArguments(argv);
  if (command.kind === 'help') {
    io.out(gateHelp);
    return 0;
  }
  const report =
    command.kind === 'wrong'
      ? notJudged('usage', command.message)
      : await judgeFiles(command.request, command.request.at ?? io.now());
  const isJson = command.kind === 'wrong' ? command.json : command.request.json;
  if (isJson) io.out(`${JSON.stringify(toJson(report))}\n`);
  else (report.exit === 0 ? io.out : io.tell)(toText(report));
  return report.exit;
}

/** Reads the files of a request and judges the token at `now`. */
async function judgeFiles(request: GateRequest, now: number): Promise<GateReport> {
  const trust = await readTrustFiles(request.trust, request.record, nodeCrypto);
  if (!trust.ok) return notJudged('unreadable', trust.message);
  const token = await readNamedFile(request.token, largestGateFile);
  if (!token.ok) return notJudged('unreadable', 'The token is not there or cannot be read.');
  const revoked = request.revoked === null ? null : await readNamedFile(request.revoked, largestGateFile);
  if (revoked !== null && !revoked.ok)
    return notJudged('unreadable', 'The revocation list is not there or cannot be read.');
  const record = request.record === null ? null : await readRecordFolder(request.record);
  if (record !== null && !record.ok && record.code === 'unreadable') return notJudged('unreadable', record.message);
  const evidence = {
    trust: trust.keys,
    revoked: revoked === null ? null : revoked.value,
    record: record?.ok === true ? record.binding : null,
  };
  const report = await judgeToken(token.value, request.asked, evidence, now, nodeCrypto);
  const changed = record?.ok === false ? [gateFinding('record', record.message)] : [];
  const findings = [...report.findings, ...changed];
  const judgedAt = request.at === null ? [] : [`Judged as of ${new Date(now).toISOString()}, not as of now.`];
  return { ...report, exit: findings.length === 0 ? 0 : 1, findings, notes: [...report.notes, ...judgedAt] };
}

const verdicts = { 0: 'passes', 1: 'refused', 2: 'not judged' } as const;

const toJson = ({ exit, findings, notes, token }: GateReport): unknown => ({
  exit,
  verdict: verdicts[exit],
  findings,
  notes,
  token,
});

function toText({ exit, findings, notes, token }: GateReport): string {
  const head =
    exit === 0 && token !== null
      ? `PASSES: ${token.service} ${token.version}, ${token.kind} token ${token.id}, until ${token.expiresAt}, issued by ${token.issuers.map(({ member, role }) => `${member} (${role})`).join(' and ')}`
      : exit === 1
        ? 'REFUSED'
        : 'NOT JUDGED';
  const lines = [head, ...findings.map(({ message }) => `  ${message}`), ...notes.map((note) => `  note: ${note}`)];
  return `${lines.map(printable).join('\n')}\n`;
}
