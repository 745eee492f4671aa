import { describe, expect, it } from 'vitest';
import { parseCueText } from './cue-text-tree.ts';
import { writeCueText } from './write-cue-text.ts';

const told = (text: string): readonly string[] => {
  const words: string[] = [];
  parseCueText(text, (message) => words.push(message));
  return words;
};

describe('the tree of a cue text', () => {
  it('has classes, annotations and the language that applies', () => {
    expect(parseCueText('<v.loud.first Ada &amp;  Bob>a<lang de-CH><i>b</i></lang></v>')).toEqual([
      {
        type: 'voice',
        classes: ['loud', 'first'],
        annotation: 'Ada & Bob',
        language: null,
        children: [
          { type: 'text', value: 'a' },
          {
            type: 'language',
            classes: [],
            annotation: 'de-CH',
            language: 'de-CH',
            children: [
              {
                type: 'italic',
                classes: [],
                annotation: null,
                language: 'de-CH',
                children: [{ type: 'text', value: 'b' }],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('closes ruby text with its ruby, and goes back to the language around', () => {
    expect(parseCueText('<ruby>a<rt>b</ruby>c')).toMatchObject([
      { type: 'ruby', children: [{ value: 'a' }, { type: 'ruby-text', children: [{ value: 'b' }] }] },
      { value: 'c' },
    ]);
    expect(parseCueText('<lang en><lang de>a</lang><b>c</b>')).toMatchObject([
      { language: 'en', children: [{ language: 'de' }, { type: 'bold', language: 'en' }] },
    ]);
  });

  it('reads times, and character references as HTML reads them in text', () => {
    expect(parseCueText('<01:00:00.250>&copy &notit;&#x41;&#0;')).toEqual([
      { type: 'timestamp', value: 3600.25 },
      { type: 'text', value: '© ¬it;A\uFFFD' },
    ]);
  });

  it('tells what it passes over', () => {
    expect(told('<x>a</i><00:01><b')).toEqual([
      '<x> is not a tag that may stand here',
      '</i> closes nothing',
      '<00:01> is no time',
      'the tag <b is not closed',
    ]);
    expect(told('<v Ada>a</v> &lt; b')).toEqual([]);
  });

  it('keeps what is nested deeper than any speech is, without its tags', () => {
    const depth = 100_000;
    const text = `${'<i>'.repeat(depth)}deep${'</i>'.repeat(depth)}<b>after</b>`;
    expect(writeCueText(parseCueText(text))).toBe(`${'<i>'.repeat(500)}deep${'</i>'.repeat(500)}<b>after</b>`);
    expect(told(text).at(-1)).toBe('<i> stands within 500 others');
  });

  it.each([['<'], ['<c>'], ['</c>'], ['&'], ['&amp'], ['<v a.'], ['.'], ['<c.'], ['\n'], ['<00:01.000>'], ['-->']])(
    'is done with millions of characters of %j',
    (unit) => {
      const text = unit.repeat(Math.ceil(2_000_000 / unit.length));
      expect(parseCueText(text).length).toBeGreaterThanOrEqual(0);
      expect(parseCueText(`<c.${text}>x`).length).toBeGreaterThan(0);
    },
  );
});
