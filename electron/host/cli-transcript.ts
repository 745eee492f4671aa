import { extname } from 'node:path';
import type { Command } from 'commander';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readTranscriptFile, type ReadTranscript } from '../../shared/formats/read-transcript-file.ts';
import { mostTranscriptBytes, tellTranscriptFault } from '../../shared/formats/transcript-decode.ts';
import {
  segmentsToCues,
  segmentsToPodcastJson,
  segmentsToSrt,
  segmentsToTxt,
  segmentsToVtt,
} from '../../shared/formats/transcript-writers.ts';
import { parseCueText, type CueNode } from '../../shared/formats/webvtt/cue-text-tree.ts';
import { writeTimestamp } from '../../shared/formats/webvtt/vtt-timestamp.ts';
import { writeVtt } from '../../shared/formats/webvtt/write-vtt.ts';
import { onDisk, writeFileAtomic, type DiskFault } from '../platform/files.ts';
import { readNamedFile, type NamedFileFault } from '../platform/named-file.ts';

const formats = ['vtt', 'srt', 'txt', 'json'] as const;
type WrittenFormat = (typeof formats)[number];
type Fault = { readonly message: string };

const parseHelp = `
--json prints {cues, segments}: cues with the names and values of the W3C WebVTT interface (seconds, "auto"), segments
as {start, end, speaker, text} in seconds. --tree adds each cue's tree of WebVTT node objects: {type, value} or {type,
children, classes, annotation, language}. What was wrong in the file is told on stderr, with its line.
Exit: 0 read, whatever was wrong within; 2 the file is no transcript or cannot be read.`;

const convertHelp = `
The ending of OUT (.vtt, .srt, .txt, .json) or --to says the format; OUT - writes to standard output. From WebVTT to
WebVTT, settings, regions and styles stay; otherwise speakers, times and words do.
Exit: 0 written; 2 the file is no transcript, has no times for the format, or OUT cannot be written.`;

/** Adds `hotwash transcript parse` and `hotwash transcript convert`. */
export function registerTranscript(program: Command): void {
  const transcript = program.command('transcript').description('read and write WebVTT, SubRip, Podcast JSON and text');
  transcript
    .command('parse')
    .description('show what a transcript file says')
    .argument('<file>', 'the file; - reads what is piped in')
    .option('--tree', 'show the tree of each cue’s text')
    .option('--json', 'print one JSON object')
    .addHelpText('after', parseHelp)
    .action(async (file: string, options: { tree?: boolean; json?: boolean }) => {
      const read = await readNamed(file);
      if (!read.ok) return refuse(read.error, options.json === true);
      const shown =
        options.json === true ? asJson(read.value, options.tree === true) : asLines(read.value, options.tree);
      process.stdout.write(`${shown}\n`);
      process.exitCode = 0;
    });
  transcript
    .command('convert')
    .description('write a transcript in another format')
    .argument('<in>', 'the file; - reads what is piped in')
    .argument('<out>', 'the file to write; - writes to standard output')
    .option('--to <format>', formats.join(', '))
    .addHelpText('after', convertHelp)
    .action(async (from: string, to: string, options: { to?: string }) => {
      const converted = await convert(from, to, options.to);
      if (!converted.ok) return refuse(converted.error, false);
      process.exitCode = 0;
    });
}

function refuse({ message }: Fault, isJson: boolean): void {
  if (isJson) process.stdout.write(`${JSON.stringify({ error: { message } })}\n`);
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

const unread: Readonly<Record<NamedFileFault, string>> = {
  missing: 'The file cannot be found or read.',
  folder: 'The file is a folder. Name a transcript file.',
  forbidden: 'The file may not be read.',
  'too-large': 'The file is larger than 64 MiB, more than any transcript of a meeting. Part it into several files.',
};

const unwritten: Readonly<Record<DiskFault['code'], string>> = {
  'disk-full': 'The disk is full. Nothing was written; free some space and try again.',
  'read-only': 'The folder of OUT may not be written. Name another place.',
  'not-found': 'The folder of OUT cannot be found or made. Name another place.',
  'disk-error': 'OUT cannot be written: it is a folder, or the disk reported an error. Name another place.',
};

/** Reads a file and tells on stderr what was wrong in it. */
async function readNamed(path: string): Promise<Result<ReadTranscript, Fault>> {
  const bytes = await readNamedFile(path, mostTranscriptBytes);
  if (!bytes.ok) return err({ message: unread[bytes.error] });
  const read = readTranscriptFile(bytes.value, path);
  if (!read.ok) return err({ message: tellTranscriptFault(read.error) });
  for (const { line, message } of read.value.faults) process.stderr.write(`line ${line}: ${message}\n`);
  return read;
}

function asJson({ cues, segments, times }: ReadTranscript, withTree: boolean): string {
  const timed = times !== 'none';
  return JSON.stringify({
    cues: (cues ?? (timed ? segmentsToCues(segments) : [])).map((cue) =>
      withTree ? { ...cue, tree: parseCueText(cue.text) } : cue,
    ),
    segments: segments.map(({ start, end, speaker, text }) => ({
      start: timed ? start / 1000 : null,
      end: timed ? end / 1000 : null,
      speaker,
      text,
    })),
  });
}

function asLines({ cues, segments, times }: ReadTranscript, withTree: boolean | undefined): string {
  if (withTree === true)
    return (cues ?? segmentsToCues(segments))
      .flatMap((cue) => [timesOf(cue.startTime, cue.endTime), ...treeLines(parseCueText(cue.text), '  ')])
      .join('\n');
  return segments
    .map(({ start, end, speaker, text }) => {
      const said = `${speaker === null ? '' : `${speaker}: `}${text}`;
      return times === 'none' ? said : `${timesOf(start / 1000, end / 1000)} ${said}`;
    })
    .join('\n');
}

const timesOf = (start: number, end: number): string => `${writeTimestamp(start)} --> ${writeTimestamp(end)}`;

const treeLines = (nodes: readonly CueNode[], indent: string): readonly string[] =>
  nodes.flatMap((node) => {
    if (node.type === 'text') return [`${indent}${JSON.stringify(node.value)}`];
    if (node.type === 'timestamp') return [`${indent}${writeTimestamp(node.value)}`];
    const classes = node.classes.map((each) => `.${each}`).join('');
    const annotation = node.annotation === null ? '' : ` ${JSON.stringify(node.annotation)}`;
    return [`${indent}${node.type}${classes}${annotation}`, ...treeLines(node.children, `${indent}  `)];
  });

const isFormat = (word: string): word is WrittenFormat => (formats as readonly string[]).includes(word);

async function convert(from: string, to: string, asked: string | undefined): Promise<Result<null, Fault>> {
  const format = asked ?? extname(to).slice(1).toLowerCase();
  if (!isFormat(format))
    return err({ message: 'The format to write is not known. End OUT in .vtt, .srt, .txt or .json, or give --to.' });
  const read = await readNamed(from);
  if (!read.ok) return read;
  const { segments, times, vtt } = read.value;
  if (times === 'none' && format !== 'txt')
    return err({
      message: 'The file says no times, which this format needs. Nothing was written. Write .txt instead.',
    });
  const text = format === 'vtt' && vtt !== null ? writeVtt(vtt) : written[format](segments, times !== 'none');
  if (to === '-') process.stdout.write(text);
  else {
    const done = await onDisk(() => writeFileAtomic(to, text, 0o644));
    if (!done.ok) return err({ message: unwritten[done.error.code] });
  }
  return ok(null);
}

const written: Readonly<Record<WrittenFormat, (segments: ReadTranscript['segments'], times: boolean) => string>> = {
  vtt: (segments) => segmentsToVtt(segments),
  srt: segmentsToSrt,
  txt: (segments, times) => segmentsToTxt(segments, { times }),
  json: segmentsToPodcastJson,
};
