/** A WebVTT file with one thing wrong, or at the edge of it: how many cues it has, and the words it is told with. */
export type FaultyVtt = {
  readonly what: string;
  readonly file: string;
  readonly cues: number;
  /** Null where nothing is wrong. */
  readonly told: RegExp | null;
};

const head = 'WEBVTT\n\n';
const times = '00:01.000 --> 00:02.000';
const notRead = /times of a cue cannot be read/;
const notValid = /is not one of WebVTT or has no valid value/;
const faulty = (what: string, file: string, cues: number, told: RegExp | null): FaultyVtt => ({
  what,
  file,
  cues,
  told,
});

const signatures = [
  faulty('nothing but the signature', 'WEBVTT', 0, null),
  faulty('the signature and a line end', 'WEBVTT\n', 0, null),
  faulty('words after the signature', `WEBVTT - of Monday\n\n${times}\nx`, 1, null),
  faulty('a tab after the signature', `WEBVTT\tx\n\n${times}\nx`, 1, null),
  faulty('a byte order mark', `\uFEFF${head}${times}\nx`, 1, null),
  faulty('two byte order marks', `\uFEFF\uFEFF${head}${times}\nx`, 0, /does not begin with WEBVTT/),
  faulty('no signature', `${times}\nx`, 0, /does not begin with WEBVTT/),
  faulty('letters right after the signature', `WEBVTTX\n\n${times}\nx`, 0, /does not begin with WEBVTT/),
  faulty('a small signature', `webvtt\n\n${times}\nx`, 0, /does not begin with WEBVTT/),
  faulty('a space before the signature', ` ${head}${times}\nx`, 0, /does not begin with WEBVTT/),
  faulty('a header of several lines', `WEBVTT\nKind: captions\nLanguage: en\n\n${times}\nx`, 1, null),
  faulty('no empty line after the signature', `WEBVTT\n${times}\nx`, 1, null),
] as const;

const ends = [
  faulty('carriage returns and line feeds', `${head}${times}\nx\n\n${times}\ny\n`.replaceAll('\n', '\r\n'), 2, null),
  faulty('carriage returns alone', `${head}${times}\nx\n\n${times}\ny\n`.replaceAll('\n', '\r'), 2, null),
  faulty('a file that ends within a text', `${head}${times}\nx`, 1, null),
  faulty('a file that ends after the times', `${head}${times}`, 1, null),
  faulty('a file that ends within the times', `${head}00:01.000 --> 00:0`, 0, notRead),
  faulty('no empty line between cues', `${head}${times}\nx\n${times}\ny`, 2, null),
  faulty('many empty lines', `${head}\n\n\n${times}\nx\n\n\n\n${times}\ny\n\n\n`, 2, null),
  faulty('a line of spaces between cues', `${head}${times}\nx\n \n${times}\ny`, 2, null),
] as const;

const identifiers = [
  faulty('an identifier', `${head}a0f1-22/0-0\n${times}\nx`, 1, null),
  faulty('two lines before the times', `${head}a\nb\n${times}\nx`, 1, /has no times/),
  faulty('an identifier that has an arrow', `${head}a --> b\n${times}\nx`, 1, notRead),
  faulty('a comment', `${head}NOTE of mine\nand more\n\n${times}\nx`, 1, null),
  faulty('a comment that has times', `${head}${times}\nx\n\nNOTE\n${times}\nx`, 2, null),
  faulty('a block without times', `${head}chapter one\nsays this\n\n${times}\nx`, 1, /"chapter one" has no times/),
  faulty('a style after a cue', `${head}${times}\nx\n\nSTYLE\n::cue {}\n\n${times}\ny`, 2, /STYLE block stands after/),
  faulty(
    'a region after a cue',
    `${head}${times}\nx\n\nREGION\nid:a\n\n${times} region:a\ny`,
    2,
    /REGION block stands/,
  ),
  faulty(
    'a bad region setting',
    `${head}REGION\nid:a\nwidth:101%\nlines:x\n\n${times} region:a\nx`,
    1,
    /region setting/,
  ),
] as const;

const timestamps = [
  faulty('hours of any number of digits', `${head}0:00:01.000 --> 12345:00:02.000\nx`, 1, null),
  faulty('tabs and spaces around the times', `${head}\t 00:01.000\t-->  00:02.000 \nx`, 1, null),
  faulty('no spaces around the arrow', `${head}00:01.000-->00:02.000\nx`, 1, null),
  faulty('a comma for the point', `${head}00:01,000 --> 00:02,000\nx`, 0, notRead),
  faulty('two digits of a fraction', `${head}00:01.00 --> 00:02.00\nx`, 0, notRead),
  faulty('four digits of a fraction', `${head}00:01.0000 --> 00:02.0000\nx`, 0, notRead),
  faulty('no fraction', `${head}00:01 --> 00:02\nx`, 0, notRead),
  faulty('seconds alone', `${head}1.000 --> 2.000\nx`, 0, notRead),
  faulty('one digit of minutes without hours', `${head}0:01.000 --> 0:02.000\nx`, 0, notRead),
  faulty('60 seconds', `${head}00:60.000 --> 00:61.000\nx`, 0, notRead),
  faulty('60 minutes', `${head}00:60:00.000 --> 00:61:00.000\nx`, 0, notRead),
  faulty('60 for the minutes without hours', `${head}60:00.000 --> 61:00.000\nx`, 0, notRead),
  faulty('a time below 0', `${head}-00:01.000 --> 00:02.000\nx`, 0, notRead),
  faulty('an arrow with a space', `${head}00:01.000 -- > 00:02.000\nx`, 0, /has no times/),
  faulty('no end', `${head}00:01.000 -->\nx`, 0, notRead),
  faulty('a word after the end', `${head}${times}foo\nx`, 1, notValid),
  faulty('digits of another script', `${head}٠٠:٠١.٠٠٠ --> 00:02.000\nx`, 0, notRead),
  faulty('an end before the beginning', `${head}00:02.000 --> 00:01.000\nx`, 1, /does not end after it begins/),
  faulty('bad times, then good ones', `${head}00:01 --> 00:02\n${times}\nx`, 1, notRead),
] as const;

const settings = [
  'vertical:xx',
  'vertical:RL',
  'line:auto',
  'line:--1',
  'line:1-',
  'line:.5',
  'line:1.',
  'line:101%',
  'line:5,middle',
  'line:5,',
  'position:5',
  'position:5%,start',
  'position:-5%',
  'size:100.1%',
  'size:%',
  'size:1e1%',
  'align:middle',
  'align:START',
  'region:nowhere',
  'align :start',
  'align=start',
  'foo:bar',
] as const;

export const faultyVttFiles: readonly FaultyVtt[] = [
  ...signatures,
  ...ends,
  ...identifiers,
  ...timestamps,
  ...settings.map((setting) => faulty(setting, `${head}${times} size:50% ${setting} align:end\nx`, 1, notValid)),
];

/** Texts of cues at the edges of what the rules say, valid and broken. */
export const edgyCueTexts: readonly string[] = [
  '<v Esme Watson>Hello</v>',
  '<v.loud.first Esme>Hello',
  '<v>nobody',
  '<c.a.b>x</c> <i>i</i><b>b</b><u>u</u>',
  '<i><b>x</i></b>',
  '<ruby>WWW<rt>World Wide Web</rt>oui<rt>yes</ruby> after',
  '<rt>alone</rt>',
  '<ruby><i><rt>x</rt></i></ruby>',
  '<lang en>a <lang de>b</lang> c</lang> d',
  '<lang>x</lang>',
  'a<00:01.500>b<00:00:01.750>c',
  '<00:01>x<01:00:00.000>',
  '<',
  '<>',
  '</>',
  '</i>x',
  'a < b and c > d',
  '<x>unknown</x>',
  '<C>capital</C>',
  'never <b closed',
  '&amp;&lt;&gt;&nbsp;&lrm;&rlm;|',
  '&copy;&copy &notit; &notin; &NotEqualTilde; &bogus; &',
  '&#65;&#x41;&#X41;&#65 &#0;&#x80;&#xD800;&#x110000;&#99999999999;&#;&#x;',
  '<v A&amp;B &lt;x&gt;>y',
  '<v a&b>y',
  'x\n<i>y\nz</i>',
  '\u0001\u0085\u2028\uFFFD',
];
