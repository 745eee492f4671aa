import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { readRealReview } from '../sample/real-review-data.ts';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { Hands } from './hands.ts';
import type { TourLog } from './log.ts';
import { realScript, sampleScript, type TourScript } from './script.ts';

/** A file as it is handed to the window, and what its mapping says that the file does not. */
export type TourFile = {
  readonly name: string;
  readonly path: string;
  readonly format: string;
  readonly mapping: ColumnMapping;
  /** Rows that must end in quarantine. */
  readonly bad: number;
};

export type TourInput = {
  readonly what: string;
  readonly beginsWithSample: boolean;
  readonly files: () => Promise<readonly TourFile[]>;
  readonly script: TourScript;
};

const lateDeployments = `deployment_id,service,version,environment,started_at,finished_at,result
T-1,search,5.21.1,staging,2026-11-19T08:00:00Z,2026-11-19T08:04:10Z,success
T-2,search,5.21.1,production,2026-11-19T09:10:00Z,2026-11-19T09:14:32Z,success
T-3,search,5.21.1,production,2026-11-19T10:00:00Z,2026-11-19T09:58:00Z,success
T-4,quotes,9.0.1,staging,2026-11-19T10:20:00Z,2026-11-19T10:23:00Z,failure
T-5,quotes,9.0.1,staging,2026-11-19T11:00:00Z,2026-11-19T11:03:30Z,success
T-6,quotes,9.0.1,production,2026-11-19T12:00:00Z,2026-11-19T12:04:00Z,success
`;

export const sampleInput: TourInput = {
  what: 'The data is the sample organisation: made up, and said so on every screen.',
  beginsWithSample: true,
  files: async () => {
    const path = join(tmpdir(), `hotwash-tour-${process.pid}.csv`);
    await writeFile(path, lateDeployments);
    return [
      { name: 'late-deployments.csv', path, format: 'deployments', mapping: { columns: {}, constants: {} }, bad: 1 },
    ];
  },
  script: sampleScript,
};

/** Real records put on one timeline; what was moved is said in each file's name and here. Throws when the folder has none. */
export async function realInput(dataDir: string, scratch: string): Promise<TourInput> {
  const real = await readRealReview(dataDir);
  if (!real.ok) throw new Error(real.error.message);
  const folder = join(scratch, 'carried');
  await mkdir(folder, { recursive: true });
  const files: TourFile[] = [];
  for (const { name, text, format, mapping } of real.value.files) {
    const path = join(folder, name);
    await writeFile(path, text);
    files.push({ name, path, format: format ?? '', mapping: mapping ?? { columns: {}, constants: {} }, bad: 0 });
  }
  return {
    what: ['The data is real.', ...real.value.changed].join('\n  '),
    beginsWithSample: false,
    files: async () => files,
    script: realScript(real.value.release),
  };
}

/** Hands each file to the window, looks at what it would become, takes it in and reads what became of it. */
export async function carryFiles(hands: Hands, log: TourLog, input: TourInput): Promise<void> {
  const { page } = hands;
  await hands.goTo('#/sources');
  for (const file of await input.files())
    await log.step(`Intake: ${file.name}`, async () => {
      await page.locator('input[type=file]').setInputFiles(file.path);
      const take = page.getByRole('button', { name: 'Take it in' });
      await take.waitFor();
      await page.getByLabel('Read as').selectOption(file.format);
      for (const [field, value] of Object.entries(file.mapping.constants))
        await page.getByLabel(`${field} of every row`).fill(value);
      if (file.mapping.zone !== undefined)
        await page.getByLabel('Zone of times that carry none').fill(file.mapping.zone);
      await take.click();
      const result = page.getByRole('status').filter({ hasText: 'taken in' });
      await result.waitFor({ timeout: 60_000 });
      const text = await result.innerText();
      if (file.bad > 0 && !text.includes(`${file.bad} in quarantine`))
        throw new Error(`Expected ${file.bad} in quarantine: ${text}`);
      await page.getByRole('button', { name: 'Done' }).click();
    });
}

/** Goes on with the script's draft, or opens a review of its release. Returns the review's id. */
export async function openReviewOf(hands: Hands, log: TourLog, { script }: TourInput): Promise<string> {
  if (script.draft !== null) return script.draft;
  const { page } = hands;
  let review = '';
  await log.step(`Open a review of ${script.release}`, async () => {
    await hands.goTo(`#/releases/${encodeURIComponent(script.release)}`);
    await page.getByRole('button', { name: 'Open a review of this release' }).click();
    await page.getByRole('button', { name: 'Open the review' }).click();
    await page.waitForURL(/#\/reviews\/r-.*\/prepare/);
    review = /reviews\/(r-[^/]+)/.exec(page.url())?.[1] ?? '';
  });
  return review;
}
