import * as fc from 'fast-check';

/** Lines and pieces of WebVTT files, valid and broken ones side by side, for whoever compares readings of them. */
const pick = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const join = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));
const many = (part: fc.Arbitrary<string>, most: number, between = ''): fc.Arbitrary<string> =>
  fc.array(part, { maxLength: most }).map((texts) => texts.join(between));

const two = fc.integer({ min: 0, max: 61 }).map((n) => String(n).padStart(2, '0'));
const timestamp = fc.oneof(
  { weight: 8, arbitrary: join(two, pick(':'), two, pick('.'), pick('000', '001', '500', '999', '070')) },
  {
    weight: 8,
    arbitrary: join(pick('00', '01', '1', '007', '100', '99999'), pick(':'), two, pick(':'), two, pick('.000', '.250')),
  },
  pick(
    '00:01',
    '0:01.000',
    '00:1.000',
    '00:01.00',
    '00:01.0000',
    '00:01,000',
    '-00:01.000',
    'x',
    '',
    '00:00:00:01.000',
  ),
);
const percent = pick(
  '0%',
  '5%',
  '50%',
  '33.3%',
  '100%',
  '100.0%',
  '101%',
  '-1%',
  '%',
  '1.%',
  '.5%',
  '5',
  '1e1%',
  '05%',
);
const setting = fc.oneof(
  join(pick('region:'), pick('a', 'b', 'none', '')),
  join(pick('vertical:'), pick('rl', 'lr', 'LR', 'x', '')),
  join(
    pick('line:'),
    fc.oneof(percent, pick('0', '-1', '5', '1.5', '--1', '1-', '.5', '1.', 'auto', '1.2.3', '')),
    pick('', '', ',start', ',center', ',end', ',middle', ','),
  ),
  join(pick('position:'), percent, pick('', '', ',line-left', ',center', ',line-right', ',start', ',', ',auto')),
  join(pick('size:'), percent),
  join(pick('align:'), pick('start', 'center', 'end', 'left', 'right', 'middle', 'START', '')),
  pick('line', ':', 'line:', ':5', 'x:y', 'line:50%:1', 'size:50%,', '-->', 'align :start'),
);
const space = pick(' ', ' ', ' ', '\t', '  ', ' \t ', '\f', '');
const times = join(space, timestamp, space, pick('-->', '-->', '-->', '-->', '-->', '->', '-- >'), space, timestamp);
const timing = join(times, many(join(pick(' ', ' ', '\t', '  ', '\f'), setting), 4), space);

const words = fc.oneof(
  pick('Hello', 'wörld', ' ', 'a', '🚂', '日本', 'x > y', '\u00A0', '--', '- ->', '\u0001', '\v', '\t', '\u200F'),
  pick(
    '&amp;',
    '&lt;',
    '&gt;',
    '&nbsp;',
    '&lrm;',
    '&rlm;',
    '&copy',
    '&copy;',
    '&notit;',
    '&notin;',
    '&bogus;',
    '&',
    '&#65;',
  ),
  pick('&#x41;', '&#0;', '&#x80;', '&#xD800;', '&#x110000;', '&#', '&#x', '&#10;', '&amp', '&ampx', '&lt=', '& ', '&;'),
);
const tagName = pick('c', 'i', 'b', 'u', 'ruby', 'rt', 'v', 'lang', 'C', 'x', '', 'font', 'rb');
const classes = pick('', '', '', '.a', '.a.b', '.', '..a', '.a.', '.a&amp;', '.ä');
const annotation = fc.oneof(
  pick('', '', ' ', ' Esme', ' Esme Watson', '\tEsme', '\nEsme', '  Esme\n  W ', ' en', ' de-CH', ' <', ' "a" b=c'),
  many(words, 3).map((each) => ` ${each}`),
);
const tag = fc.oneof(
  join(pick('<'), tagName, classes, annotation, pick('>', '>', '>', '>', '')),
  join(pick('</'), tagName, pick('>', '>', '>', ' >', '')),
  join(pick('<'), timestamp, pick('>', '>', '>', 'x>', ' >', '')),
  pick('<', '<>', '</>', '</', '<<', '<c<b>'),
);
export const cueText = many(fc.oneof({ weight: 3, arbitrary: words }, { weight: 3, arbitrary: tag }, pick('\n')), 12);

const identifier = pick(
  '1',
  'intro',
  'a0f1-22/0-0',
  ' ',
  'NOTE',
  'STYLE',
  'REGION',
  'x -> y',
  '00:00.000',
  '-- >',
  'ü 🚂',
);
const cue = join(
  fc.option(
    identifier.map((id) => `${id}\n`),
    { nil: '' },
  ),
  timing,
  pick('\n', '\n', '\n', ''),
  cueText,
);
const regionSetting = fc.oneof(
  join(pick('id:'), pick('a', 'b', '')),
  join(pick('width:'), percent),
  join(pick('lines:'), pick('1', '3', '07', 'x', '-1', '1.5', '')),
  join(pick('regionanchor:', 'viewportanchor:'), percent, pick(',', ''), percent),
  pick('scroll:up', 'scroll:down', 'scroll:', 'x', ':', 'id'),
);
const region = join(
  pick('REGION', 'REGION ', 'REGION\t', 'REGIONS', 'region'),
  pick('\n', '\n', '\n', '\n\n'),
  many(regionSetting, 5, '\n'),
);
const style = join(
  pick('STYLE', 'STYLE ', 'STYLES'),
  pick('\n::cue { color: red }', '\n/* --> */', '\na\nb', '', '\n'),
);
const note = pick(
  'NOTE',
  'NOTE a comment',
  'NOTE\nmany\nlines',
  'NOTE --> x',
  'NOTED',
  'NOTE a\n00:01.000 --> 00:02.000\nb',
);
const block = fc.oneof(
  { weight: 7, arbitrary: cue },
  region,
  style,
  note,
  pick('', 'junk', 'a\nb\nc', '-->', 'x\n-->'),
);
const header = fc.oneof(
  { weight: 12, arbitrary: pick('WEBVTT') },
  pick(
    'WEBVTT - title',
    'WEBVTT\tx',
    '\uFEFFWEBVTT',
    'WEBVTT\nKind: captions',
    'WEBVTT\nSTYLE\na',
    'WEBVTT\n00:01.000 --> 00:02.000\nx',
  ),
  pick(
    'WEBVTTX',
    'webvtt',
    ' WEBVTT',
    '',
    'WEBVTT\nid\n00:01.000 --> 00:02.000\nx',
    'WEBVTT\nREGION\nid:a',
    'WEBVTT\na\nb',
  ),
);
const lineEnd = pick('\n', '\n', '\n', '\r\n', '\r');

type Parts = readonly [head: string, blocks: readonly string[], between: string, end: string, line: string];
const between = pick('\n\n', '\n\n', '\n\n', '\n\n\n', '\n');
const fileEnd = pick('', '\n', '\n\n');
const whole = ([head, blocks, parting, end, line]: Parts): string =>
  ([head, ...blocks].join(parting) + end).replaceAll('\n', line);

/** A whole file of up to six blocks, in any order. */
export const vttFile = fc.tuple(header, fc.array(block, { maxLength: 6 }), between, fileEnd, lineEnd).map(whole);

/** A file whose regions and styles stand in order, followed by a cue that is in order and then by anything. */
export const orderlyVttFile = fc
  .tuple(
    pick('WEBVTT', 'WEBVTT - title', '\uFEFFWEBVTT'),
    fc.tuple(
      fc.array(fc.oneof({ weight: 4, arbitrary: region }, pick('STYLE\n::cue { color: red }', 'NOTE', 'NOTE a\nb')), {
        maxLength: 4,
      }),
      join(pick('00:01.000 --> 00:02.000'), many(join(pick(' '), setting), 4), pick('\n'), cueText),
      fc.array(block, { maxLength: 5 }),
      between,
    ),
    fileEnd,
    lineEnd,
  )
  .map(([head, [first, cueBlock, rest, parting], end, line]) =>
    whole([[head, ...first].join('\n\n'), [`\n${cueBlock}`, ...rest], parting, end, line]),
  );
