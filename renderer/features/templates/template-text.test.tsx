import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../shared/templates/read-template.ts';
import { templateTexts } from '../../texts/template-texts.ts';
import { newTemplate } from './new-template.ts';
import { OfTemplate } from './template-blocks.tsx';
import { TemplateText } from './template-text.tsx';

const shipped = import.meta.glob<string>('../../../assets/templates/*.mdx', {
  query: '?raw',
  import: 'default',
  eager: true,
});

function drawn(text: string, origin: 'shipped' | 'own'): string {
  const read = readTemplate(text);
  if (!read.ok) throw new Error(read.error.map((fault) => fault.message).join(' '));
  return renderToStaticMarkup(
    <OfTemplate front={read.value}>
      <TemplateText template={read.value} origin={origin} />
    </OfTemplate>,
  );
}

describe('a template on the screen', () => {
  it.each([...templateTexts.keys()])(
    '[M1.5] %s draws the same compiled by the build as read without running anything',
    (id) => {
      const text = shipped[`../../../assets/templates/${id}.mdx`] ?? '';
      const plain = (markup: string): string => markup.replaceAll(/>\s+</g, '><').replaceAll(/\s+/g, ' ');
      expect(plain(drawn(text, 'shipped'))).toBe(plain(drawn(text, 'own')));
    },
  );

  it('[M1.5] begins a new one as something that can be kept', () => {
    expect(drawn(newTemplate, 'own')).toContain('What this release was for');
  });

  it('[M1.5] shows what somebody wrote as text and leads to no address outside', () => {
    const text = newTemplate.replace(
      'How we run it',
      'a &lt;img src=x onerror=alert(1)&gt; [web](https://example.org/x) [guide](#/guide/facts)',
    );
    const markup = drawn(text, 'own');
    expect(markup).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(markup).not.toMatch(/<img|href="http/);
    expect(markup).toContain('<a href="#/guide/facts">guide</a>');
  });
});
