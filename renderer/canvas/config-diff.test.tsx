import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ConfigDiff } from './config-diff.tsx';

const change = (key: string, before: string | null = '1', after: string | null = '2') => ({ key, before, after });
const keysIn = (html: string): readonly string[] =>
  [...html.matchAll(/after: <\/span>([^:<]+): /g)].map((match) => match[1] ?? '');

describe('what changed between two configurations', () => {
  it('[M4.4] begins with the setting that is named, and folds what is beyond eight', () => {
    const changes = Array.from({ length: 12 }, (_each, index) => change(`a.key${index}`)).concat(change('db.pool.max'));
    const html = renderToStaticMarkup(<ConfigDiff changes={changes} named="db.pool.max" />);
    expect(keysIn(html)).toHaveLength(8);
    expect(keysIn(html)[0]).toBe('db.pool.max');
    expect(html).toContain('>5 more<');
    expect(html).toContain('aria-label="13 settings changed"');
  });

  it('[M4.4] says what was set for the first time and what is set no more, and what is not known here', () => {
    const html = renderToStaticMarkup(
      <ConfigDiff changes={[change('a', null), change('b', '1', null)]} named={null} changed={302} />,
    );
    expect(html).toContain('was not set before');
    expect(html).toContain('is not set any more');
    expect(html).toContain('300 further settings not shown');
  });
});
