import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Batch } from '../connectors/connector.ts';
import type { Intake } from '../intake/intake.ts';
import { toCallFault } from './fault.ts';
import type { OpenedSource } from './source-access.ts';

type Answer = Output<'source.preview'>['answers'][number];

const recentMs = 7 * 86_400_000;
const mostAnswers = 6;
const patienceMs = 30_000;
const rowsShown = 8;

/** Asks a source for its last days and maps the first answers. Nothing is kept; a fault is told when nothing came at all. */
export async function previewSource(
  { connector, config, http }: OpenedSource,
  intake: Pick<Intake, 'previewFile'>,
  now: number,
): Promise<Result<Output<'source.preview'>, CallFault>> {
  const signal = AbortSignal.timeout(patienceMs);
  const limits = {
    budget: 250,
    retries: { attempts: 2, baseMs: 300, capMs: 2000 },
    timeoutMs: 10_000,
    maxWaitMs: 5000,
  };
  const context = { http: http({ ...limits, signal }), now: () => now, signal };
  const answers: Answer[] = [];
  for await (const batch of connector.pull(config, null, { from: now - recentMs, to: now }, context)) {
    if (!batch.ok) {
      if (answers.length > 0 && batch.error.code === 'out-of-budget') break;
      return answers.length > 0 && batch.error.code === 'cancelled' ? ok({ answers }) : err(toCallFault(batch.error));
    }
    answers.push(await previewAnswer(batch.value, intake));
    if (answers.length >= mostAnswers) break;
  }
  return ok({ answers });
}

async function previewAnswer(batch: Batch, intake: Pick<Intake, 'previewFile'>): Promise<Answer> {
  const { name, query, format, mapping, bytes, records } = batch;
  const about = { name, query, format, records };
  if (records === 0) return { ...about, rows: [], problems: [] };
  const file = {
    name,
    size: bytes.length,
    open: async function* () {
      yield bytes;
    },
  };
  const preview = await intake.previewFile(file, { format, mapping });
  if (preview.ok && preview.value.blocked === null)
    return {
      ...about,
      rows: preview.value.rows.slice(0, rowsShown).map((row) => ({ ...row })),
      problems: [...preview.value.problems],
    };
  const { code, message } = preview.ok ? (preview.value.blocked ?? { code: '', message: '' }) : preview.error;
  return { ...about, rows: [], problems: [{ row: 1, code, path: '', message }] };
}
