import { genericFields, type GenericFormat } from '../../../shared/formats/fields.ts';

/** A format whose columns a person may choose. */
export const isGenericFormat = (format: string): format is GenericFormat => Object.hasOwn(genericFields, format);
