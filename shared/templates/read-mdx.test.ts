import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMdx } from './read-mdx.ts';
import { readTemplate } from './read-template.ts';
import { faultText } from './template-fault.ts';
import { goodBody, goodFront, templateText } from './template-fixture.ts';
import type { Block, Inline } from './template-tree.ts';

const named = { fields: new Set(['scope']) };
/** What a template's text may break at. */
const pieces = (
  '<Note>|</Note>|<Key name="|"/>|{|}|[|](|javascript:|#/x)|> |- |1. |    |*|**|_|`|```|<|>|import |&#60;|\\|---|<Agenda/>|![' +
  '|{...a}|__proto__|<Field id="scope" />|\u0000|\uFEFF|é|😀|# |[^1]|<b>|</b>|<!--|\n|\n\n|\t'
).split('|');

const faultsOf = (text: string): readonly string[] => {
  const read = readMdx(text, 1, named);
  return read.ok ? [] : read.error.map(faultText);
};

const blockKinds = new Set([
  'heading',
  'paragraph',
  'list',
  'quote',
  'code',
  'rule',
  'note',
  'agenda',
  'ground-rules',
  'prompts',
  'field',
]);
const inlineKinds = new Set(['text', 'emphasis', 'strong', 'code', 'break', 'link', 'key']);

function checkInlines(inlines: readonly Inline[]): void {
  for (const inline of inlines) {
    expect(inlineKinds).toContain(inline.kind);
    if (inline.kind === 'link') expect(inline.href).toMatch(/^(https?:\/\/|mailto:|#\/)/i);
    if ('children' in inline) checkInlines(inline.children);
  }
}
function checkBlocks(blocks: readonly Block[]): void {
  for (const block of blocks) {
    expect(blockKinds).toContain(block.kind);
    if (block.kind === 'paragraph' || block.kind === 'heading') checkInlines(block.children);
    if (block.kind === 'quote' || block.kind === 'note') checkBlocks(block.children);
    if (block.kind === 'list') block.items.forEach(checkBlocks);
    if (block.kind === 'field') expect(named.fields).toContain(block.field);
  }
}

describe('the text of a template', () => {
  it('[M1.5] becomes a tree of few kinds', () => {
    const read = readMdx('a **b** `c` <Key name="N" />\n\n<Note>*d*</Note>\n', 1, named);
    expect(read).toEqual({
      ok: true,
      value: [
        {
          kind: 'paragraph',
          children: [
            { kind: 'text', text: 'a ' },
            { kind: 'strong', children: [{ kind: 'text', text: 'b' }] },
            { kind: 'text', text: ' ' },
            { kind: 'code', text: 'c' },
            { kind: 'text', text: ' ' },
            { kind: 'key', name: 'N' },
          ],
        },
        {
          kind: 'note',
          children: [{ kind: 'paragraph', children: [{ kind: 'emphasis', children: [{ kind: 'text', text: 'd' }] }] }],
        },
      ],
    });
  });

  it('[M1.5] never skips a level of headings', () => {
    const read = readMdx('### a\n\n###### b\n\n###### c\n\n## d', 1, named);
    expect(read.ok && read.value.map((block) => block.kind === 'heading' && block.level)).toEqual([1, 2, 2, 1]);
  });

  it.each([
    ['import', 'text\n\nimport fs from "node:fs"', /^3:1 “import” is not read here/],
    ['export', 'export const a = 1', /^1:1 “export”/],
    ['an expression', 'so {1 + 1} is two', /^1:4 Here is an expression/],
    ['an expression block', '{process.exit()}', /^1:1 Here is an expression/],
    ['an expression as attribute', '<Field id={"scope"} />', /^1:1 <Field> has an attribute in braces/],
    ['a spread', '<Note {...evil}>x</Note>', /attribute in braces/],
    ['an unknown component', 'a\n\n<Chart />', /^3:1 There is no component <Chart>/],
    ['a prototype name', '<constructor />', /<constructor> is not read here/],
    ['a member component', '<Note.Inner />', /There is no component <Note.Inner>/],
    ['HTML', '<div onclick="x">y</div>', /<div> is not read here: a template holds no HTML/],
    ['a script', '<script>alert(1)</script>', /no HTML/],
    ['a fragment', '<>x</>', /empty tag/],
    ['a comment', '<!-- x -->', /^1:2 HTML comments/],
    ['a javascript link', '[a](javascript:alert(1))', /^1:1 This link/],
    ['a disguised javascript link', '[a](&#106;avascript:alert(1))', /This link/],
    ['a data link', '[a](DATA:text/html,x)', /This link/],
    ['a file link', '[a](file:///etc/passwd)', /This link/],
    ['a relative link', '[a](../x)', /This link/],
    ['a picture', '![a](https://example.org/a.png)', /^1:1 Pictures/],
    ['a link by label', '[a][b]\n\n[b]: https://example.org', /^1:1 Links by a label/],
    ['an unknown field', '<Field id="none" />', /no field “none”/],
    ['no such prompts', '<Prompts item="toString" />', /no kind of agenda item/],
    ['an event attribute', '<Note onClick="x">a</Note>', /<Note> has no “onClick”/],
    ['an attribute twice', '<Key name="a" name="b" />', /twice/],
    ['a block inside a line', 'see <Agenda /> here', /^1:5 Agenda cannot stand inside a line/],
    ['a component with contents', '<Agenda>x</Agenda>', /Nothing can stand inside/],
    ['an open tag', 'a\n\n<Note>\n\nb', /<Note> is never closed/],
    ['an open brace', 'a {b', /brace \{ is never closed/],
  ])('[M1.5] refuses %s with its place', (_name, text, expected) => {
    expect(faultsOf(text).join('\n')).toMatch(expected);
  });

  it('[M1.5] says all that is wrong at once, in the order of the file', () => {
    expect(faultsOf('{a}\n\n![b](c)\n\n<Chart />').map((fault) => fault.slice(0, 4))).toEqual(['1:1 ', '3:1 ', '5:1 ']);
    expect(faultsOf('{a}\n\n'.repeat(200))).toHaveLength(50);
  });

  it.each([
    ['quotes', `${'> '.repeat(10_000)}x`],
    ['lists', `${'- '.repeat(10_000)}x`],
    ['numbered lists', `${'1. '.repeat(10_000)}x`],
    ['lists by indentation', Array.from({ length: 150 }, (_, i) => `${'  '.repeat(i)}- x`).join('\n')],
    ['notes', `${'<Note>\n'.repeat(1500)}${'</Note>\n'.repeat(1500)}`],
    ['emphasis', '*a **b '.repeat(8000)],
    ['mixed marks', '*a_ '.repeat(16_000)],
  ])('[M1.5] refuses 10,000 nested %s without falling over', (_name, text) => {
    const read = readMdx(text, 1, named);
    expect(read.ok).toBe(false);
  });

  it('[M1.5] a line of hyphens is a rule, however long', () => {
    expect(readMdx('- '.repeat(40).trim(), 1, named)).toEqual({ ok: true, value: [{ kind: 'rule' }] });
  });

  it('[M1.5] whatever is written, nothing is thrown and nothing stands outside the tree', () => {
    const piece = fc.constantFrom(...pieces);
    const text = fc
      .array(fc.oneof({ weight: 3, arbitrary: piece }, fc.string({ unit: 'grapheme', maxLength: 6 })), {
        maxLength: 30,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const read = readMdx(written, 7, named);
        if (read.ok) checkBlocks(read.value);
        else
          for (const fault of read.error) {
            expect(fault.line).toBeGreaterThanOrEqual(7);
            expect(fault.column).toBeGreaterThanOrEqual(1);
          }
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('[M1.5] a template broken anywhere is refused or read, never thrown at', () => {
    const whole = templateText(goodFront, goodBody);
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(40), fc.string({ unit: 'binary', maxLength: 8 }));
    fc.assert(
      fc.property(cut, ([at, length, put]) => {
        const read = readTemplate(whole.slice(0, at) + put + whole.slice(at + length));
        if (read.ok) expect(read.value.agenda.length).toBeGreaterThan(4);
        else expect(read.error.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
