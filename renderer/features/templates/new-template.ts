/** What a new template begins as: whole, so that it can be kept at once and changed from there. */
export const newTemplate = `---
id: ours
version: 1
title: Our review
tier: full
groundRules:
  - Facts first, causes after.
  - We ask what made it possible, never who.
prompts:
  facts:
    - What changed before it changed?
fields:
  - id: intent
    label: What this release was for
    type: text
    required: true
agenda:
  - { id: open, title: Open, kind: open, minutes: 3 }
  - { id: facts, title: Facts, kind: facts, minutes: 20, minimum: 10 }
  - { id: agree, title: Agree, kind: agree, minutes: 2, minimum: 1 }
  - { id: causes, title: Causes, kind: causes, minutes: 10, minimum: 6 }
  - { id: actions, title: Actions, kind: actions, minutes: 6, minimum: 4 }
  - { id: sign, title: Sign, kind: sign, minutes: 4, minimum: 3 }
---

How we run it, in our own words. Press <Key name="F1" /> in the room for the guide.

<Agenda />

<Note>

Something that is easily forgotten.

</Note>

<Field id="intent" />
`;
