import joint from '../../assets/templates/joint.mdx?raw';
import light from '../../assets/templates/light.mdx?raw';
import regulated from '../../assets/templates/regulated.mdx?raw';
import standard from '../../assets/templates/standard.mdx?raw';

/** The sources of the templates that come with the program, in the order they are shown. */
export const shippedTemplates: readonly string[] = [standard, light, joint, regulated];
