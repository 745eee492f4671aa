import { intakeStream } from '../../shared/contract/frames.ts';
import { reviewIdSchema } from '../../shared/domain/ids.ts';
import { transcriptOfStream } from '../../shared/domain/transcript/transcript.ts';
import { hashLine, parseLine, type JournalLine } from '../../shared/journal/line.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { IntakeSource, JournalsSource, ReceiptSource, SourceFault } from './sources.ts';

/** Takes lines back; every one is checked against the chain before any is written. */
export async function restoreLines(
  {
    journals,
    intake,
    receipts,
  }: { readonly journals: JournalsSource; readonly intake: IntakeSource; readonly receipts: ReceiptSource },
  stream: string,
  texts: readonly string[],
  receipt: string,
): Promise<Result<{ seq: number }, SourceFault>> {
  if (stream === intakeStream) return seqOf(await intake.restore(texts));
  // A stream's name becomes a file's name.
  if (stream !== 'workspace' && !reviewIdSchema.safeParse(stream).success && transcriptOfStream(stream) === undefined)
    return err({ code: 'unknown-stream', message: 'There is no history of that name.' });
  const lines: JournalLine[] = [];
  for (const [index, text] of texts.entries()) {
    const line = parseLine(text, index + 1);
    if (!line.ok) return refuse(stream, line.error);
    lines.push(line.value);
  }
  const first = lines[0];
  if (first === undefined) return err({ code: 'nothing-to-restore', message: 'No lines were given back.' });
  if (first.seq !== 1 && journals.get(stream) === undefined)
    return refuse(stream, { code: 'wrong-sequence', message: `event 1 is missing; found ${first.seq}` });
  const unproven = checkReceipt(receipts, stream, lines, receipt, journals.get(stream)?.head().seq ?? 0);
  if (unproven !== undefined) return refuse(stream, unproven);
  const journal = await journals.open(stream);
  const restored = await journal.restore(lines);
  return restored.ok ? ok({ seq: restored.value.seq }) : refuse(stream, restored.error);
}

/**
 * Only what this device once acknowledged comes back. Where its key was lost with the folder nobody can tell any more;
 * then lines of another device are taken into a journal that is empty, and their events are audited like any others.
 */
function checkReceipt(
  receipts: ReceiptSource,
  stream: string,
  lines: readonly JournalLine[],
  receipt: string,
  here: number,
): SourceFault | undefined {
  const last = lines.at(-1);
  if (last !== undefined && receipts.isOurs({ stream, seq: last.seq, hash: hashLine(last) }, receipt)) return undefined;
  if (!receipts.canJudge && here === 0 && lines.every((line) => line.device !== receipts.device)) return undefined;
  return { code: 'no-receipt', message: 'these lines were never acknowledged here' };
}

const seqOf = (head: Result<{ readonly seq: number }, SourceFault>): Result<{ seq: number }, SourceFault> =>
  head.ok ? ok({ seq: head.value.seq }) : head;

const refuse = (stream: string, fault: SourceFault): Result<never, SourceFault> =>
  err({
    code: fault.code,
    message: `What was given back does not continue ${stream}: ${fault.message}. Nothing was changed.`,
  });
