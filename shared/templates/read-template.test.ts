import { describe, expect, it } from 'vitest';
import { agendaItemSchema } from '../domain/agenda/agenda.ts';
import { pinnedTemplateSchema } from '../domain/template/template.ts';
import { agendaOf, pinTemplate, readTemplate } from './read-template.ts';
import { faultText } from './template-fault.ts';
import { goodFront, templateText } from './template-fixture.ts';

const faultsOf = (text: string): readonly string[] => {
  const read = readTemplate(text);
  return read.ok ? [] : read.error.map(faultText);
};
const changed = (from: string | RegExp, to: string): string => {
  const front = goodFront.replace(from, to);
  expect(front).not.toBe(goodFront);
  return templateText(front);
};

describe('a template', () => {
  it('[M1.5] is read with its agenda, ground rules, prompts, fields and text', () => {
    const read = readTemplate(templateText());
    if (!read.ok) throw new Error(read.error.map(faultText).join('\n'));
    const template = read.value;
    expect(template.version).toBe('2.1');
    expect(agendaOf(template).map((item) => agendaItemSchema.parse(item).plannedMs / 60_000)).toEqual([
      3, 20, 2, 15, 10, 5,
    ]);
    const pinned = pinnedTemplateSchema.parse(pinTemplate(template, 'a'.repeat(64)));
    expect(pinned.fields.map((field) => [field.id, field.type, field.required, field.rationale])).toEqual([
      ['scope', 'text', true, undefined],
      ['outcome', 'choice', false, true],
    ]);
    expect(template.body.map((block) => block.kind)).toEqual([
      'heading',
      'paragraph',
      'agenda',
      'ground-rules',
      'note',
      'quote',
      'field',
      'prompts',
    ]);
  });

  it('[M1.5] reads the same with CRLF and a byte order mark', () => {
    const plain = readTemplate(templateText());
    expect(readTemplate(`\uFEFF${templateText().replaceAll('\n', '\r\n')}`)).toEqual(plain);
  });

  it.each([
    ['minimum above minutes', 'minutes: 2, minimum: 1', 'minutes: 2, minimum: 3', /^23:66 Agree has 2 min/],
    ['an unprotected kind', 'minutes: 5, minimum: 3', 'minutes: 5', /^26:5 Sign has no protected minimum/],
    ['causes before agree', /( {2}- \{ id: agree.*\n)( {2}- \{ id: causes.*\n)/, '$2$1', /Agree \(agree\) comes after/],
    [
      'commitments after causes',
      'id: actions, title: Actions, kind: actions',
      'id: acts, title: Old, kind: commitments',
      /Old \(commitments\) comes after/,
    ],
    ['no signing', /.*kind: sign.*\n/, '', /^21:3 The agenda has no item of kind sign/],
    ['one id twice', 'id: agree,', 'id: facts,', /^23:11 Two agenda items are called facts/],
    ['one field twice', 'id: outcome', 'id: scope', /^15:9 Two fields are called scope/],
    ['over 240 minutes', 'minutes: 20,', 'minutes: 220,', /takes 255 min in all/],
    ['half minutes', 'minutes: 20,', 'minutes: 2.5,', /agenda 2, minutes is of the wrong kind. It is a whole number/],
    ['an unknown word', 'tier: full', 'tire: full', /“tire”/],
    ['an unknown kind', 'kind: agree', 'kind: vote', /^23:38 agenda 3, kind has no such value. One of: open/],
    ['a choice without choices', '    choices: [kept, rolled back]\n', '', /fields 2, choices is missing/],
    ['a choice twice', '[kept, rolled back]', '[kept, kept]', /^18:21 outcome offers the same choice twice/],
    ['choices for text', '    type: text\n', '    type: text\n    choices: [a, b]\n', /fields 1 has no “choices”/],
    ['an unknown type', 'type: text', 'type: colour', /One of: text, longtext/],
    ['a missing title', 'title: Payments review\n', '', /title is missing/],
    ['a key twice', 'tier: full', 'tier: full\ntier: light', /not YAML here: Map keys must be unique/],
    ['broken YAML', 'tier: full', 'tier: [full', /^6:1 The front matter is not YAML/],
    ['a tag', 'title: Payments review', 'title: !!js/function x', /Anchors, aliases and tags/],
    ['a prototype key', 'tier: full', '__proto__: { tier: full }\ntier: full', /“__proto__”/],
    ['a field called constructor', 'id: scope', 'id: constructor', /fields 1, id is not as it must be/],
  ])('[M1.5] refuses %s with its place', (_name, from, to, expected) => {
    expect(faultsOf(changed(from, to)).join('\n')).toMatch(expected);
  });

  it('[M1.5] refuses aliases that swell, without following them', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(i === 0 ? 'x' : `*a${i - 1}`)
          .join(', ')}]\n`,
    );
    expect(faultsOf(templateText(bomb.join('')))).toEqual([
      expect.stringMatching(/^2:\d+ Anchors, aliases and tags are not read here/) as string,
    ]);
  });

  it('[M1.5] refuses deep nesting in the front matter', () => {
    expect(faultsOf(templateText(`id: ${'['.repeat(20_000)}\n`)).join()).toMatch(/nested deeper/);
  });

  it.each([
    ['no front matter', '# Hello', /^1:1 .*front matter/],
    ['an open front matter', '---\nid: x\n', /never closed/],
    ['a NUL', templateText().replace('quoted', 'a\0b'), /control character/],
    ['what was not UTF-8', templateText().replace('quoted', 'caf\uFFFD'), /UTF-8/],
    ['half a character', templateText().replace('quoted', 'caf\uD83D'), /UTF-8/],
    ['turned text', templateText().replace('quoted', 'x\u202Ey'), /direction/],
    ['a megabyte', templateText() + 'x'.repeat(1024 * 1024), /the most/],
    ['nothing', '', /front matter/],
  ])('[M1.5] refuses %s', (_name, text, expected) => {
    expect(faultsOf(text).join('\n')).toMatch(expected);
  });
});
