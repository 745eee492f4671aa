/** What was said in the sample's closed review, as a conferencing program would have written it down. Made up. */
export type SaidLine = {
  /** From the start of the file, seconds. */
  readonly at: number;
  readonly member: string;
  readonly text: string;
};

export const conversation: readonly SaidLine[] = [
  { at: 2, member: 'qa-01', text: 'Thank you all for coming. This is about the boarding gates and the tickets they refused on Tuesday.' },
  { at: 11, member: 'qa-01', text: 'We take the facts first, and nobody has to explain themselves. Rel 02, would you begin?' },
  { at: 20, member: 'rel-02', text: 'The pipeline reported the rollout as finished, and thirty eight seconds later all nine instances ran it.' },
  { at: 31, member: 'ops-02', text: 'For twenty minutes the share of refused scans was what it always is, about one in a hundred.' },
  { at: 41, member: 'eng-06', text: 'I think the ticket service rotated its signing keys, and the gates kept the old set.' },
  { at: 49, member: 'qa-01', text: 'That is a cause. It is written down and held until we come to causes.' },
  { at: 56, member: 'ops-03', text: 'From ten thirty three the gates refused one scan in eight, at all three ports at once.' },
  { at: 66, member: 'ops-03', text: 'Offline gates did not refuse anything, which is odd.' },
  { at: 73, member: 'ops-02', text: 'The on-call desk was alerted at ten thirty nine and accepted a minute later.' },
  { at: 82, member: 'prod-03', text: 'At two ports the crew let passengers board by sight. The duty officer of the second port told me so by phone.' },
  { at: 94, member: 'eng-07', text: 'Who may tell crews to board by sight, and where is that written?' },
  { at: 101, member: 'qa-01', text: 'That goes to the parking lot. It needs an exit before we close.' },
  { at: 109, member: 'rel-02', text: 'The version before was back on all instances at eleven fourteen.' },
  { at: 116, member: 'rel-02', text: 'Refusals were usual again by eleven twenty.' },
  { at: 122, member: 'qa-01', text: 'Does everybody agree on these facts? Then we go on to causes.' },
  { at: 130, member: 'eng-06', text: 'The gates read their key set once, at start. The change that did that is in this release.' },
  { at: 140, member: 'eng-07', text: 'Before, they asked every hour, so a rotation was never seen.' },
  { at: 148, member: 'ops-02', text: 'And staging keeps one key set for good, so no test could show a set that goes stale.' },
  { at: 158, member: 'ops-03', text: 'Nothing measures refusals apart from errors. The alert came seven minutes late.' },
  { at: 167, member: 'prod-03', text: 'What would have helped at the ramp is a card that says what to do when scans fail.' },
  { at: 176, member: 'eng-06', text: 'I take the refresh: every ten minutes, and at once on an unknown key.' },
  { at: 184, member: 'ops-03', text: 'I would rather have a push as well, for the large ports.' },
  { at: 191, member: 'qa-01', text: 'Your dissent is written down. Ops 02, the alert on refusals is yours, with a drill.' },
  { at: 200, member: 'ops-02', text: 'Yes. Three percent for five minutes.' },
  { at: 206, member: 'qa-01', text: 'Boarding by sight goes to the problem manager. Then we are done; thank you.' },
];
