import type { Review } from '../domain/review/review.ts';
import { fieldsOf, valueOf, type FieldValue } from '../domain/template/field-value.ts';
import { emptyTemplate, type FieldType } from '../domain/template/template.ts';

/** The template a review was opened with, and what was filled in of its fields. */
export type RecordTemplate = {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly type: FieldType;
    readonly value: FieldValue | null;
    readonly rationale: string | null;
  }[];
};

/** Null for a review that was opened before there were templates. */
export function templateToRecord(review: Review): RecordTemplate | null {
  const { id, version, sha256 } = review.governance.template;
  if (id === emptyTemplate.id) return null;
  const fields = fieldsOf(review).map((field) => ({
    id: field.id,
    label: field.label,
    type: field.type,
    value: valueOf(review, field.id) ?? null,
    rationale: Object.hasOwn(review.rationales, field.id) ? (review.rationales[field.id] ?? null) : null,
  }));
  return { id, version, sha256, fields };
}
