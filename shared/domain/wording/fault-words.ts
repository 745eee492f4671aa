const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

export const copulas = words('was were is are am be been being seemed appeared looked got');
const adverbs = words(
  'also then just simply again even still once twice always often ever really too so very quite rather only later earlier soon thus therefore apparently somehow probably maybe perhaps all both together alone yesterday today recently actually much somewhat a-bit',
);
export const isAdverb = (word: string): boolean => adverbs.has(word) || (word.length > 4 && word.endsWith('ly'));

/** What is tried and does not succeed for want of a system: no omission. */
export const attempts = words(
  'connect reach log sign access authenticate reproduce join ssh vpn ping call contact dial mount download upload find locate obtain get',
);
/** What programs do under a role's name: `the operator failed to reconcile`. */
export const programDoings = words(
  'reconcile start sync resync watch load boot provision render parse compile resolve',
);

/** What a role is expected to look after; base form -> past. Not to have done it is an omission. */
const dutyPasts: { readonly [base: string]: string } = {
  check: 'checked',
  test: 'tested',
  verify: 'verified',
  read: 'read',
  review: 'reviewed',
  validate: 'validated',
  look: 'looked',
  consult: 'consulted',
  ask: 'asked',
  think: 'thought',
  pay: 'paid',
  care: 'cared',
  inform: 'informed',
  tell: 'told',
  notify: 'notified',
  document: 'documented',
  listen: 'listened',
  'double-check': 'double-checked',
  bother: 'bothered',
  escalate: 'escalated',
  communicate: 'communicated',
  inspect: 'inspected',
  monitor: 'monitored',
};
export const duties = new Set(Object.keys(dutyPasts));
export const dutiesDone = new Set(Object.values(dutyPasts));
export const dutiesDoing = words(
  'checking testing verifying reading reviewing validating looking consulting asking thinking paying informing telling notifying documenting listening bothering escalating communicating inspecting monitoring caring following double-checking',
);

/** What can be overlooked without blame: an objective is missed by a system. */
export const targets = words(
  'objective objectives target targets budget slo slos sla slas deadline deadlines meeting call milestone milestones goal goals forecast window release train out',
);
/** What steers work. To go without it is what a rule forbids. */
export const safeguards = words(
  'review reviews approval approvals check checks process processes procedure procedures freeze gate gates policy policies step steps test tests testing checklist checklists runbook soak canary canaries rule rules control controls safeguard safeguards sign-off staging protocol protocols guideline guidelines standard standards validation verification',
);
export const warnings = words(
  'alert alerts alarm alarms warning warnings page pages sign signs advice recommendation recommendations concern concerns error errors message messages notice notices procedure runbook checklist policy rule rules',
);

/** Adjectives that judge a person, by what the process relied on instead. */
const inattentive = words(
  'careless negligent lazy sloppy reckless irresponsible inattentive distracted thoughtless lax complacent hasty remiss absent-minded unprofessional undisciplined derelict asleep forgetful',
);
const unskilled = words('incompetent unqualified clueless ignorant stupid dumb inept useless incapable foolish unfit');
export const isFaultAdjective = (word: string): boolean => inattentive.has(word) || unskilled.has(word);
export const reliedOn = (adjective: string): string =>
  unskilled.has(adjective) ? 'experience that not everybody has' : 'close attention';
/** Behind `should have been`: what a person should have been. */
export const careful = words(
  'careful cautious aware paying watching attentive vigilant diligent thorough faster quicker checking clearer stricter alert prepared awake ready',
);

export const faultNouns = words(
  'fault faults mistake mistakes blunder blunders negligence carelessness incompetence inattention oversight ignorance laziness sloppiness stupidity recklessness irresponsibility complacency blame inattentiveness',
);
/** Errors and failures are a system's as well; they count only where a person made them. */
export const errorNouns = words('error errors slip slips lapse lapses');
/** Behind `error` and `fault`: a quantity or a thing, not an act. */
export const measures = words(
  'rate rates budget budgets message messages code codes log logs page pages count counts handling handler report reports tracking boundary class classes tolerance domain domains injection line lines ratio',
);
export const troubles = words(
  'outage outages incident incidents failure failures loss losses error errors mistake mistakes bug bugs regression downtime delay damage breakage breach corruption deletion crash crashes disaster mess problem problems defect',
);
export const harmVerbs = words('broke broken caused crashed wrecked ruined destroyed sabotaged');
export const bungleVerbs = words(
  'botched bungled fumbled fluffed goofed flubbed bodged misconfigured mistyped mishandled',
);
export const disregardVerbs = words(
  'ignored ignores disregarded disregards flouted disobeyed violated breached skipped skips bypassed circumvented sidestepped',
);
export const passiveFaults = words(
  'caused broken forgotten overlooked missed ignored neglected botched bungled fumbled skipped crashed introduced disregarded bypassed violated wrecked ruined circumvented omitted',
);

const irregularParticiples = words(
  'been known seen done gone taken given made said told kept caught read run set put cut let left sent spent held found thought brought taught bought sought met paid led won lost shut hit hurt begun written driven chosen spoken broken frozen stopped thrown drawn grown shown flown come become understood stood felt dealt meant heard built sold spun stuck rung sung worn torn forgiven foreseen rolled backed waited risen fallen quit split reset rerun rebuilt overridden undone redone had',
);
const adjectivesInEd = words(
  'limited dedicated elevated restricted privileged need speed shared red automated documented increased reduced',
);
/** Behind `have`: a verb's participle, and so a perfect; else something that is had. */
export const isParticiple = (word: string): boolean =>
  irregularParticiples.has(word) ||
  (word.length > 3 && word.endsWith('ed') && !adjectivesInEd.has(word) && !word.endsWith('eed'));
