import { existsSync } from 'node:fs';
import * as fc from 'fast-check';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collapseSpaces } from '../../shared/formats/webvtt/setting-tokens.ts';
import { edgyCueTexts, faultyVttFiles } from '../../shared/formats/webvtt/vtt-faults-fixture.ts';
import { orderlyVttFile } from '../../shared/formats/webvtt/vtt-files-fixture.ts';
import { trackByUs, tracksOf, type Track, type TrackCue, type TrackNode } from '../support/vtt-track.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'].find(existsSync);
if (executablePath === undefined) console.log('vtt oracle: skipped, no Chromium is installed');

/** Where Chromium does otherwise than the specification: the sentence, a file, and what each makes of its first cue. */
type Departure = {
  readonly sentence: string;
  readonly file: string;
  readonly read: (cue: TrackCue) => unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
};

const cue = (text: string, settings = ''): string => `WEBVTT\n\n00:01.000 --> 00:02.000${settings}\n${text}`;
const regionCue = (settings: string): string =>
  `WEBVTT\n\nREGION\nid:a\nviewportanchor:10%,33.3%\n\n00:01.000 --> 00:02.000 ${settings}\nx`;
const element = (each: TrackCue): Extract<TrackNode, { tag: string }> | undefined =>
  each.tree.find((node) => 'tag' in node);
const regionOf = ({ region }: TrackCue): string | null => region?.id ?? null;

const departures: readonly Departure[] = [
  {
    sentence: 'Parse the settings: "splitting input on spaces", which are all ASCII white space, form feed included',
    file: cue('x', ' align:end\fsize:50%'),
    read: ({ align, size }) => [align, size],
    ours: ['end', 50],
    theirs: ['center', 100],
  },
  {
    sentence:
      'Collect a block, in header set: at an arrow "let position be previous position and break", so no identifier',
    file: 'WEBVTT\nid\n00:01.000 --> 00:02.000\nx',
    read: ({ id }) => id,
    ours: '',
    theirs: 'id',
  },
  {
    sentence: 'Collect a block: "let cue\'s text track cue identifier be buffer" at line 2, whatever the buffer says',
    file: 'WEBVTT\n\nSTYLE\n00:01.000 --> 00:02.000\nx',
    read: ({ id }) => id,
    ours: 'STYLE',
    theirs: '',
  },
  {
    sentence: 'Collect a block: at an arrow in line 3 or later "break", and the next block begins with the times',
    file: 'WEBVTT\n\na\nx --> y\nb\n00:01.000 --> 00:02.000\nx',
    read: ({ id }) => id,
    ours: '',
    theirs: 'b',
  },
  {
    sentence: 'Cue text parsing: "If position is past the end of input, return result", which is empty then',
    file: cue(''),
    read: ({ tree }) => tree,
    ours: [],
    theirs: [{ text: '' }],
  },
  {
    sentence: 'Timestamp tag: only "if position now points at the end of input"',
    file: cue('<00:01.500x>'),
    read: ({ tree }) => tree,
    ours: [],
    theirs: [{ time: '00:00:01.500' }],
  },
  {
    sentence: 'DOM construction: a timestamp "representing the value of the WebVTT Timestamp Object"',
    file: cue('<34:19.999>'),
    read: ({ tree }) => tree,
    ours: [{ time: '00:34:19.999' }],
    theirs: [{ time: '00:34:19.998' }],
  },
  {
    sentence: 'Data state, anything else: "append c to result", U+FFFF too',
    file: cue('a\uFFFFb'),
    read: ({ tree }) => tree,
    ours: [{ text: 'a\uFFFFb' }],
    theirs: [{ text: 'a' }, { text: 'b' }],
  },
  {
    sentence: 'Attach an object: "the list of classes in the token, excluding any classes that are the empty string"',
    file: cue('<c.a. >x'),
    read: (each) => element(each)?.classes,
    ours: 'a',
    theirs: 'a ',
  },
  {
    sentence:
      'Annotation: "Remove any leading or trailing ASCII whitespace ... replace any sequence ... with a single"',
    file: cue('<v.  a\n  b >x'),
    read: (each) => element(each)?.title,
    ours: 'a b',
    theirs: ' a\n  b ',
  },
  {
    sentence: 'Character reference: "this context is not as part of an attribute"',
    file: cue('<v a &lt=b>x'),
    read: (each) => element(each)?.title,
    ours: 'a <=b',
    theirs: 'a &lt=b',
  },
  ...['size:50%', 'line:5', 'vertical:rl'].map((setting) => ({
    sentence: `${setting}: "let cue's WebVTT cue region be null"`,
    file: regionCue(`region:a ${setting}`),
    read: regionOf,
    ours: null,
    theirs: 'a',
  })),
  {
    sentence:
      'Settings: "if the first COLON is either the first or last character of setting, then jump to next setting"',
    file: regionCue('region:a region:'),
    read: regionOf,
    ours: 'a',
    theirs: null,
  },
  {
    sentence: 'Percentage: "parsing input using the rules for parsing floating-point number values", in doubles',
    file: regionCue('region:a'),
    read: ({ region }) => region?.viewportAnchorY,
    ours: 33.3,
    theirs: Math.fround(33.3),
  },
];

/** Takes out of a generated file what a departure hangs on and what {@link alike} does not level. */
const withoutDepartures = (file: string): string =>
  file
    .replaceAll('\f', ' ')
    .replace(/(<[0-9:]*)\.(?:001|070|999)/g, '$1.500')
    .replace(/(<[0-9:.]*\.\d{3})[^>0-9][^>]*/g, '$1')
    .replace(/&(lt|amp|copy|not)(?=[A-Za-z0-9=])/g, '&$1;')
    .replace(/region:(?=\s|$)/g, '');

/** Levels what only looks different by a departure: empty text, white space of names, dropped regions. */
function alike(track: Track, ours: Track): unknown {
  const node = (each: TrackNode): unknown => {
    if (!('tag' in each)) return each;
    const level = (words: string | null): string | null => (words === null ? null : collapseSpaces(words));
    const { classes, title, lang, children } = each;
    return { ...each, classes: level(classes), title: level(title), lang: level(lang), children: children.map(node) };
  };
  const region = (each: TrackCue): unknown =>
    each.region === null
      ? null
      : { ...each.region, viewportAnchorX: 0, viewportAnchorY: 0, regionAnchorX: 0, regionAnchorY: 0 };
  return track.cues.map((each, index) => ({
    ...each,
    tree: each.text === '' ? [] : each.tree.map(node),
    region: ours.cues[index]?.region == null ? null : region(each),
  }));
}

describe.skipIf(executablePath === undefined)('WebVTT files, read by Chromium itself', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const args = ['--no-sandbox', '--enable-blink-features=WebVTTRegions'];
    browser = await chromium.launch({ executablePath: executablePath ?? '', args });
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  /** Compares each file, and tells how many cues there were. */
  async function expectAlike(files: readonly string[]): Promise<number> {
    const theirs = await tracksOf(page, files);
    expect(theirs.length).toBe(files.length);
    let cues = 0;
    for (const [index, file] of files.entries()) {
      const ours = trackByUs(file);
      const their = theirs[index] ?? { isLoaded: false, cues: [] };
      // The file stands beside what was read of it, so that a failure tells it.
      expect({ file, isLoaded: ours.isLoaded, cues: alike(ours, ours) }).toEqual({
        file,
        isLoaded: their.isLoaded,
        cues: alike(their, ours),
      });
      cues += ours.cues.length;
    }
    return cues;
  }

  it('reads generated files as we do, seed 20261124', async () => {
    const files = fc.sample(orderlyVttFile, { numRuns: 600, seed: 20261124 }).map(withoutDepartures);
    const cues = await expectAlike(files);
    expect(cues).toBeGreaterThan(900);
    console.log(`Chromium read ${files.length} generated files, ${cues} cues, as we do`);
  });

  it('reads each fault of a file as we do', async () => {
    const departing = new Set(departures.map(({ file }) => file));
    const files = faultyVttFiles.map(({ file }) => file).filter((file) => !departing.has(file));
    const cues = await expectAlike(files);
    console.log(`Chromium read ${files.length} faulty files, ${cues} cues, as we do`);
  });

  it('reads texts at the edges of the rules as we do', async () => {
    await expectAlike(edgyCueTexts.map((text) => cue(text)));
  });

  it.each(departures)('departs where we keep to the specification: $sentence', async ({ file, read, ours, theirs }) => {
    const [our] = trackByUs(file).cues;
    const [their] = (await tracksOf(page, [file]))[0]?.cues ?? [];
    if (our === undefined || their === undefined) throw new Error('the file has no cue');
    expect(read(our)).toEqual(ours);
    // Once Chromium keeps to it as well, the departure can be taken out of the list.
    expect([ours, theirs]).toContainEqual(read(their));
    expect(ours).not.toEqual(theirs);
  });
});
