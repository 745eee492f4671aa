import { describe, expect, it } from 'vitest';
import { standardPolicy } from '../policy/standard-policy.ts';
import { classText, classTitle, componentOf, needsOf } from './classes.ts';

const { taxonomy } = standardPolicy;
const of = (id: string, text: string | null, component: string | null, key: string | null) => ({
  classification: { class: id, text, component, key },
});

describe('classes of causes', () => {
  it('[M4.2] read by their title, their own words, component and setting, and by their id once they are gone', () => {
    expect(classText(of('configuration-drift', null, 'checkout', 'db.pool.max'), taxonomy)).toBe(
      'Configuration drift in checkout, db.pool.max',
    );
    expect(classText(of('other', 'a lightning strike', null, null), taxonomy)).toBe('Other: a lightning strike');
    expect(classText({ classification: null }, taxonomy)).toBeNull();
    expect(classTitle(taxonomy, 'weather')).toBe('weather');
  });

  it('[M4.2] are about the service of their review until a component is named', () => {
    expect(componentOf(of('capacity', null, null, null).classification, 'checkout')).toBe('checkout');
    expect(componentOf(of('capacity', null, 'search', null).classification, 'checkout')).toBe('search');
  });

  it('[M4.2] name the evidence they ask for: drift a difference of configurations; other, and what is gone, nothing', () => {
    expect(needsOf(taxonomy, 'configuration-drift')).toEqual([['config-diff']]);
    expect([needsOf(taxonomy, 'other'), needsOf(taxonomy, 'weather'), needsOf(taxonomy, null)]).toEqual([[], [], []]);
    expect(taxonomy.filter(({ needs }) => needs === undefined).map(({ id }) => id)).toEqual(['other']);
  });
});
