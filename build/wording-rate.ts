import { existsSync, readFileSync } from 'node:fs';
import { wilson } from '../shared/analysis/wilson.ts';
import { checkWording } from '../shared/domain/wording/check-wording.ts';
import { withRewrites, type RosterPerson } from '../shared/domain/wording/finding.ts';

/**
 * Prints how often the wording rules (M3.3) are wrong on the labelled list in assets/wording, on the part they were
 * tuned on and on the part that was held out. `--tuned` leaves the held-out part unseen; `--rewrites` prints every
 * rewrite, to be read; `--files FILE...` checks texts of others instead.
 */
type Labelled = {
  readonly part: string;
  readonly isBlame: boolean;
  readonly rules: readonly string[];
  readonly text: string;
};

const folder = ['../../assets/wording/', '../assets/wording/']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
const read = (name: string): string => {
  if (folder === undefined) throw new Error('This checkout has no assets/wording.');
  return readFileSync(new URL(name, folder), 'utf8');
};
const roster = (JSON.parse(read('roster.json')) as { members: readonly RosterPerson[] }).members;
const labelled = read('labelled.tsv')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line): Labelled => {
    const [part = '', label, rules = '', text = ''] = line.split('\t');
    return { part, isBlame: label === 'blame', rules: rules.split(','), text };
  });

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const share = (count: number, of: number): string => {
  const found = wilson(count, of);
  if (found === null) return 'nothing to count';
  return `${count} of ${of} = ${percent(found.value)} (95 % ${percent(found.low)} to ${percent(found.high)})`;
};

function report(part: string, sentences: readonly Labelled[]): void {
  const judged = sentences.map((each) => ({ ...each, findings: checkWording(each.text, roster) }));
  const fine = judged.filter(({ isBlame }) => !isBlame);
  const blame = judged.filter(({ isBlame }) => isBlame);
  const falseAlarms = fine.filter(({ findings }) => findings.length > 0);
  const passed = blame.filter(({ findings }) => findings.length === 0);
  const caught = blame.filter(({ findings }) => findings.length > 0);
  const otherRule = caught.filter(({ rules, findings }) => !findings.some(({ rule }) => rules.includes(rule)));
  const proposed = caught.filter(({ findings }) => findings.every(({ rewrite }) => rewrite !== null));
  const still = proposed.filter(({ text, findings }) => checkWording(withRewrites(text, findings), roster).length > 0);
  print(`${part}: ${judged.length} sentences, ${blame.length} that lay blame, ${fine.length} that do not`);
  print(`  false positives  ${share(falseAlarms.length, fine.length)}`);
  print(`  false negatives  ${share(passed.length, blame.length)}`);
  print(`  precision        ${share(caught.length, caught.length + falseAlarms.length)}`);
  print(
    `  by another rule  ${otherRule.length}; with a rewrite ${share(proposed.length, caught.length)}; found again after it ${still.length}`,
  );
  if (part === 'held-out' && !process.argv.includes('--all')) return;
  for (const { text, findings } of falseAlarms) print(`  + ${findings.map(({ rule }) => rule).join()} ${text}`);
  for (const { text, rules } of passed) print(`  - ${rules.join()} ${text}`);
  for (const { text, rules, findings } of otherRule)
    print(`  ~ ${rules.join()} -> ${findings.map(({ rule }) => rule).join()} ${text}`);
  for (const { text, findings } of still) print(`  ! ${withRewrites(text, findings)}`);
  if (process.argv.includes('--rewrites'))
    for (const { text, findings } of caught)
      print(
        `  ${findings.map(({ rule, rewrite }) => `${rule}${rewrite === null ? ' none' : ''}`).join()} ${withRewrites(text, findings)}`,
      );
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints every finding in texts of others, to be read by hand: `--files README.md ...`. */
function reportFiles(paths: readonly string[]): void {
  let [words, found] = [0, 0];
  for (const path of paths) {
    const text = readFileSync(path, 'utf8').replace(/\r\n?/g, '\n');
    words += text.split(/\s+/).filter((word) => word !== '').length;
    for (const { start, end, rule } of checkWording(text, [])) {
      found += 1;
      print(`  ${rule} ${text.slice(Math.max(0, start - 60), end + 60).replaceAll('\n', ' ')}`);
    }
  }
  print(`${paths.length} files, ${words} words, ${found} findings`);
}

const files = process.argv.indexOf('--files');
if (files !== -1) reportFiles(process.argv.slice(files + 1));
else {
  report(
    'tuned',
    labelled.filter(({ part }) => part === 'tuned'),
  );
  if (!process.argv.includes('--tuned'))
    report(
      'held-out',
      labelled.filter(({ part }) => part === 'held-out'),
    );
}
