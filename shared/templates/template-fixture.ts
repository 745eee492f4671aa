/** A whole template, small, with all that one may have. Tests change one thing at a time. */
export const goodFront = `id: payments
version: 2.1
title: Payments review
tier: full
groundRules:
  - Facts first.
prompts:
  facts: [What did the customer see?]
fields:
  - id: scope
    label: What was released
    type: text
    required: true
  - id: outcome
    label: Outcome
    type: choice
    choices: [kept, rolled back]
    rationale: true
agenda:
  - { id: open, title: Open, kind: open, minutes: 3 }
  - { id: facts, title: Facts, kind: facts, minutes: 20, minimum: 10 }
  - { id: agree, title: Agree, kind: agree, minutes: 2, minimum: 1 }
  - { id: causes, title: Causes, kind: causes, minutes: 15, minimum: 8 }
  - { id: actions, title: Actions, kind: actions, minutes: 10, minimum: 5 }
  - { id: sign, title: Sign, kind: sign, minutes: 5, minimum: 3 }
`;

export const goodBody = `# How we run it

Say **why** we are here, then press <Key name="N" />.

<Agenda />

<GroundRules />

<Note>
Nobody is asked *who*. See [the guide](#/guide/blameless).

1. read it
2. wait

</Note>

> quoted

<Field id="scope" />

<Prompts item="facts" />
`;

export const templateText = (front: string = goodFront, body: string = goodBody): string =>
  `---\n${front}---\n\n${body}`;
