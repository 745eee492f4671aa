import { deflateSync, strToU8, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importCauses } from './import-causes.ts';

/** What was read, and each cause as the path to it: `change/Pool/Default`, `?` where no bone was named. */
function read(text: string) {
  const imported = importCauses(text);
  if (!imported.ok) return { faults: imported.error.map(({ line, message }) => `${line ?? '-'}: ${message}`) };
  const { tree, notes, read: as } = imported.value;
  const paths: string[] = [];
  for (const { text: words, under, category } of tree.causes)
    paths.push(`${under === null ? (category ?? '?') : paths[under]}/${words}`);
  return { as, effect: tree.effect, paths, notes: notes.map(({ line, message }) => `${line ?? '-'}: ${message}`) };
}

describe('a pasted spreadsheet', () => {
  it('has levels for columns, and takes an empty or a repeated cell for the one above', () => {
    expect(
      read(
        'Category\tCause\tWhy 1\r\nConfig\tPool halved\tOld default\r\n\t\tNot in the notes\r\nConfig\tCache\t\r\nChange\t\tRushed\r\n',
      ),
    ).toEqual({
      as: 'a table: 3 columns, each column a level',
      effect: null,
      paths: [
        'configuration/Pool halved',
        'configuration/Pool halved/Old default',
        'configuration/Pool halved/Not in the notes',
        'configuration/Cache',
        'change/Rushed',
      ],
      notes: ['1: The first row names the columns; it was left out.'],
    });
  });

  it('reads quoted cells over several lines, and quotes that are only quotes', () => {
    expect(read('"Pool\nhalved ""by"" default"\tOld\tX\n"Half\tquoted\t\n')).toMatchObject({
      paths: [
        '?/Pool halved "by" default',
        '?/Pool halved "by" default/Old',
        '?/Pool halved "by" default/Old/X',
        '?/"Half',
        '?/"Half/quoted',
      ],
    });
    expect(read('a\t"b\nc"\na\t\nd\te')).toMatchObject({
      paths: ['?/a', '?/a/b c', '?/d', '?/d/e'],
      notes: ['3: This row says what the one above it says; it was left out.'],
    });
  });

  it('is not what tabs at the start of lines or behind bullets make', () => {
    expect(read('Pool\n\tOld\n\t\tNotes')).toMatchObject({ as: 'indented text' });
    expect(read('1.\tPool\n\ta.\n2.\tCache')).toMatchObject({ as: 'a Markdown outline' });
    expect(read('Pool\n\tOld\tdefault\n\tNotes\n\tSize')).toMatchObject({
      as: 'indented text',
      paths: ['?/Pool', '?/Pool/Old default', '?/Pool/Notes', '?/Pool/Size'],
    });
  });

  it('is refused where it is wider than causes are deep', () => {
    expect(read(`${'a\t'.repeat(60)}b`)).toMatchObject({ faults: [expect.stringContaining('61 columns')] });
  });
});

describe('Mermaid', () => {
  it('is read as Mermaid reads it: front matter, comments, odd indentation, entity codes', () => {
    expect(
      read(
        '---\ntitle: x\n---\n%% a comment\nishikawa-beta\n    Blurry #quot;photo#quot;\n    Process\n            Out of focus\n        Shutter<br/>too slow\n    Machine\n      Lens\n',
      ),
    ).toEqual({
      as: 'a Mermaid ishikawa diagram',
      effect: 'Blurry "photo"',
      paths: ['process/Out of focus', 'process/Shutter too slow', '?/Machine', '?/Machine/Lens'],
      notes: [],
    });
    expect(read('```mermaid\nishikawa\nSlow\n  Change\n    Pool\n```')).toMatchObject({
      effect: 'Slow',
      paths: ['change/Pool'],
    });
  });

  it('of another kind is refused, and text that only sounds like it is not', () => {
    expect(read('flowchart TD\n  a --> b')).toMatchObject({
      faults: [expect.stringContaining('only ishikawa diagrams')],
    });
    expect(read('graph database was down\nflowchart was out of date')).toMatchObject({
      paths: ['?/graph database was down', '?/flowchart was out of date'],
    });
  });
});

const box = (id: string, value: string) =>
  `<mxCell id="${id}" value="${value}" style="html=1;" vertex="1" parent="1"/>`;
const arrow = (from: string, to: string) =>
  `<mxCell id="${from}${to}" edge="1" parent="1" source="${from}" target="${to}"/>`;
const element = (name: string, inner: string) => `<${name}>${inner}</${name}>`;
const model = (cells: string) => element('mxGraphModel', element('root', `<mxCell id="0"/>${cells}`));
const joined = model(
  [
    box('e', 'Slow'),
    box('c', '&lt;b&gt;Change&lt;/b&gt;'),
    box('p', 'Pool&lt;br&gt;halved&lt;br&gt;&lt;small&gt;AND&lt;/small&gt;'),
    arrow('c', 'e'),
    arrow('p', 'c'),
  ].join(''),
);

describe('draw.io', () => {
  it('is read plain, compressed, and as its clipboard has it', () => {
    const tree = { as: 'a draw.io drawing', effect: 'Slow', paths: ['change/Pool\nhalved'], notes: [] };
    expect(read(joined)).toEqual(tree);
    expect(read(encodeURIComponent(joined))).toEqual(tree);
    const packed = btoa(strFromU8(deflateSync(strToU8(encodeURIComponent(joined))), true));
    expect(read(`<mxfile><diagram name="1">${packed}</diagram></mxfile>`)).toEqual(tree);
    expect(read('<mxfile><diagram>AAAA</diagram></mxfile>')).toMatchObject({
      faults: [expect.stringContaining('untick Compressed')],
    });
  });

  it('is read from the effect outwards too, tells what it left out, and refuses a circle', () => {
    const outwards = model(
      [
        box('e', 'Slow'),
        box('c', 'Change'),
        box('d', 'Detection'),
        box('p', 'Pool'),
        arrow('e', 'c'),
        arrow('e', 'd'),
        arrow('c', 'p'),
        '<mxCell id="x" edge="1" source="p"/>',
      ].join(''),
    );
    expect(read(outwards)).toMatchObject({
      effect: 'Slow',
      paths: ['change/Pool'],
      notes: ['-: A line joins nothing at one end; it was left out.', '-: There is nothing below Detection.'],
    });
    expect(read(model([box('a', 'A'), box('b', 'B'), arrow('a', 'b'), arrow('b', 'a')].join('')))).toMatchObject({
      faults: [expect.stringContaining('in a circle: “A” → “B” → “A”')],
    });
    expect(read('<mxfile><diagram>')).toMatchObject({ faults: [expect.stringContaining('not whole XML')] });
  });

  it('leaves out the small print of a label, whatever else stands there, in a time that grows with the label', () => {
    const label = (html: string) => model(box('a', html.replaceAll('<', '&lt;')));
    expect(read(label('Pool<br><small>a</small> full<small class=x>b</small><small>c'))).toMatchObject({
      paths: ['?/Pool fullc'],
    });
    for (const tag of ['<small>', '<div ', '<br '])
      expect(read(label(tag.repeat(200_000)))).toMatchObject({ faults: [expect.anything()] });
  });

  it('does not inflate what would fill the memory', () => {
    const bomb = btoa(strFromU8(deflateSync(new Uint8Array(20_000_000), { level: 1 }), true));
    expect(read(`<mxfile><diagram>${bomb}</diagram></mxfile>`)).toMatchObject({
      faults: [expect.stringContaining('cannot be read')],
    });
  });
});

describe('JSON, and what is none of these', () => {
  it('reads the layout command’s own input, and says where a text is missing', () => {
    expect(
      read(
        '{"effect":"Slow","categories":[{"name":"Monitoring","causes":[{"text":"Canary","causes":["Errors only"]}]}]}',
      ),
    ).toMatchObject({
      effect: 'Slow',
      paths: ['detection/Canary', 'detection/Canary/Errors only'],
    });
    expect(read('{"causes":[{"text":"a","causes":[{"x":1}]}]}')).toMatchObject({
      faults: [expect.stringContaining('causes[0].causes[0]')],
    });
    expect(read('{"causes":[')).toMatchObject({ faults: [expect.stringContaining('not whole')] });
    expect(read('{pool} was too small')).toMatchObject({ paths: ['?/{pool} was too small'] });
  });

  it('refuses a picture or a page as such', () => {
    expect(read('<svg xmlns="http://www.w3.org/2000/svg"/>')).toMatchObject({
      faults: [expect.stringContaining('a page or a picture')],
    });
  });
});
