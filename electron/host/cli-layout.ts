import type { Command } from 'commander';
import { boneId, type DrawnGraph } from '../../shared/canvas/drawn-graph.ts';
import { layoutFishbone } from '../../shared/canvas/layout-fishbone.ts';
import type { CanvasPlan } from '../../shared/canvas/plan.ts';
import { deepestCause, mostTexts, readCausesJson } from '../../shared/canvas/read-causes-json.ts';
import { readJsonText } from '../../shared/formats/json-text.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readNamedFile, type NamedFileFault } from '../platform/named-file.ts';

type Options = { readonly roomUnit: string; readonly width?: string; readonly json?: boolean };
type Fault = { readonly message: string; readonly path?: string; readonly line?: number; readonly column?: number };
type Sizes = { readonly unit: number; readonly width: number | null };

const mostBytes = 64 * 1024 * 1024;
const units = { from: 1, to: 10_000 };
const widths = { from: 1, to: 10_000_000 };
/** How wide a text may get, in units: the first that stays within the width, else what comes closest. */
const wraps = [11, 9, 7, 5.5, 4.5, 3.5, 2.5, 1.5] as const;
/** Nothing is cut: whoever asks for boxes wants room for the whole text. */
const allLines = 100_000;

const exitHelp = `
The file: {"effect": TEXT, "categories": [{"name": TEXT, "causes": [{"text": TEXT, "causes": [...]}]}]}, at most
${mostTexts.toLocaleString('en')} texts and ${deepestCause} levels of causes. The answer, always one JSON object on stdout, in px:
{labels: [{id, text, x, y, width, height}], bones: [{x1, y1, x2, y2, owner}], width, height, fits}. x and y are a box's
top left. Ids: effect, 2 for the second category, 2.3 for its third cause, 2.3.1 for the first below that one; a bone's
owner is the label that it belongs to. No two boxes meet, and no bone meets the box of another owner. fits is false when
it is wider than --width however narrow its texts are; without --width it is always true.
Exit: 0; 2 the file could not be read, is not of that shape, or an option is out of range.`;

/** Adds `hotwash layout fishbone CAUSES.json`. */
export function registerLayout(program: Command): void {
  program
    .command('layout')
    .description('where the texts and lines of a canvas go')
    .command('fishbone')
    .description('boxes and bones of a fishbone')
    .argument('<causes>', 'a JSON file; - reads what is piped in')
    .option('--room-unit <px>', 'the text size of a cause; headers and the effect are larger', '24')
    .option('--width <px>', 'wrap texts so that the whole stays within this width, where that can be')
    .option('--json', 'print JSON, as without it')
    .addHelpText('after', exitHelp)
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
}

async function run(file: string, options: Options): Promise<number> {
  const sizes = readSizes(options);
  if (!sizes.ok) return fail(sizes.error, options);
  const read = await readGraph(file);
  if (!read.ok) return fail(read.error, options);
  for (const name of namedTwice(read.value))
    process.stderr.write(`Two categories are called ${JSON.stringify(shortened(name, 80))}. Each is drawn.\n`);
  const plan = fittedPlan(read.value, sizes.value);
  const fits = sizes.value.width === null || plan.width <= sizes.value.width;
  if (!fits) process.stderr.write(`It is ${plan.width} px wide, however its texts are wrapped.\n`);
  process.stdout.write(`${JSON.stringify({ ...planJson(plan, read.value), fits })}\n`);
  return 0;
}

function fail(error: Fault, { json }: Options): number {
  if (json === true) process.stdout.write(`${JSON.stringify({ error })}\n`);
  const place = error.line === undefined ? shortened(error.path ?? '', 120) : `${error.line}:${error.column ?? 1}`;
  process.stderr.write(`${place === '' ? '' : `${place}: `}${error.message}\n`);
  return 2;
}

/** A text as it begins and ends, so that two hundred levels of a place leave its message readable. */
function shortened(text: string, most: number): string {
  const signs = Array.from(text);
  const half = Math.floor(most / 2);
  return signs.length <= most ? text : `${signs.slice(0, half).join('')}…${signs.slice(-half).join('')}`;
}

function readSizes({ roomUnit, width }: Options): Result<Sizes, Fault> {
  const unit = readNumber('--room-unit', roomUnit, units);
  if (!unit.ok) return unit;
  if (width === undefined) return ok({ unit: unit.value, width: null });
  const wide = readNumber('--width', width, widths);
  return wide.ok ? ok({ unit: unit.value, width: wide.value }) : wide;
}

function readNumber(option: string, text: string, { from, to }: typeof units): Result<number, Fault> {
  const value = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
  if (value >= from && value <= to) return ok(value);
  return err({ message: `${option} takes a number of px from ${from} to ${to.toLocaleString('en')}.` });
}

const unread: Readonly<Record<NamedFileFault, string>> = {
  missing: 'The file cannot be found or read.',
  folder: 'That is a folder. Name a JSON file.',
  forbidden: 'The file may not be read.',
  'too-large': 'The file is larger than 64 MiB. Draw parts.',
};

async function readGraph(file: string): Promise<Result<DrawnGraph, Fault>> {
  const bytes = await readNamedFile(file, mostBytes);
  if (!bytes.ok) return err({ message: unread[bytes.error] });
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value);
  } catch {
    return err({ message: 'The file is not UTF-8. Save it as UTF-8 and try again.' });
  }
  // Each level of causes is an object in a list; what lies too deep is told by its place, as long as it can be read.
  const json = readJsonText(text, 4 * deepestCause);
  if (!json.ok) return err({ ...json.error, message: `This is not JSON: ${json.error.message}.` });
  return readCausesJson(json.value);
}

function namedTwice({ bones }: DrawnGraph): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(bones.map(({ title }) => title).filter((title) => seen.has(title) || !seen.add(title)));
}

/** The plan with the widest texts that stays within a width, or the narrowest plan there is. */
function fittedPlan(graph: DrawnGraph, { unit, width }: Sizes): CanvasPlan {
  const planOf = (wrap: number): CanvasPlan =>
    layoutFishbone(graph, { unit, wrap: wrap * unit, lines: allLines, withEmptyBones: true });
  let best = planOf(wraps[0]);
  for (const wrap of wraps.slice(1)) {
    if (width === null || best.width <= width) return best;
    const plan = planOf(wrap);
    if (plan.width < best.width) best = plan;
  }
  return best;
}

/** The plan in the command's words: a category's id is its number alone. */
function planJson(plan: CanvasPlan, graph: DrawnGraph): object {
  const numbers = new Map(graph.bones.map((bone) => [boneId(bone), bone.id]));
  return {
    labels: plan.labels.map(({ id, text, x, y, width, height }) => ({
      id: numbers.get(id) ?? id,
      text,
      x,
      y,
      width,
      height,
    })),
    bones: plan.bones.map(({ x1, y1, x2, y2, owner }) => ({ x1, y1, x2, y2, owner: numbers.get(owner) ?? owner })),
    width: plan.width,
    height: plan.height,
  };
}
