import Joint from '../../assets/templates/joint.mdx';
import Light from '../../assets/templates/light.mdx';
import Regulated from '../../assets/templates/regulated.mdx';
import Standard from '../../assets/templates/standard.mdx';
import type { ShippedText } from './shipped-text.ts';

/** The texts of the shipped templates, by id, as compiled by the build. */
export const templateTexts: ReadonlyMap<string, ShippedText> = new Map([
  ['standard', Standard],
  ['light', Light],
  ['joint', Joint],
  ['regulated', Regulated],
]);
