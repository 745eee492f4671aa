const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Nouns for one person at work. Names of programs too (`operator`, `manager`) are told apart by what stands before them. */
export const roleNouns = words(`
  developer dev engineer operator programmer coder administrator admin sysadmin dba sre tester reviewer approver architect
  manager analyst technician contractor consultant freelancer intern trainee apprentice newcomer colleague teammate
  coworker co-worker employee responder commander facilitator scribe committer maintainer author owner supervisor director
  boss designer cto ceo cio pm person guy individual on-call human planner dispatcher specialist expert auditor
  superintendent foreman rookie newbie starter deployer devs dbas sres pms people folks staff personnel crew
`);
const groupNouns = words(
  'team squad qa ops devops management leadership engineering crew staff people folks personnel',
);

export const isPersonNoun = (word: string, extra: ReadonlySet<string>): boolean =>
  roleNouns.has(word) ||
  groupNouns.has(word) ||
  extra.has(word) ||
  (word.endsWith('s') && (roleNouns.has(word.slice(0, -1)) || extra.has(word.slice(0, -1)) || word === 'teams'));

export const isGroup = (word: string): boolean =>
  groupNouns.has(word) || (word.endsWith('s') && !/^(boss|sres|dbas)$/.test(word));

/** Pronouns, and how a rewrite calls whom they stand for. `it` and `one` are nobody in particular. */
export const personPronouns: ReadonlyMap<string, string> = new Map(
  Object.entries({
    i: 'somebody',
    he: 'somebody',
    she: 'somebody',
    you: 'somebody',
    we: 'the team',
    they: 'the team',
    who: 'somebody',
    whoever: 'somebody',
    someone: 'somebody',
    somebody: 'somebody',
    anyone: 'somebody',
    anybody: 'somebody',
    everyone: 'everybody',
    everybody: 'everybody',
    nobody: 'somebody',
    'no-one': 'somebody',
  }),
);
export const possessivePronouns = words('his her their my your our whose');

/** People who use what is made; what they do is not what a review is about. */
export const userNouns = words(
  'user users customer customers client clients visitor visitors subscriber subscribers buyer buyers',
);

export const determiners = words(
  'the a an our their his her my your this that these those some any each every all both one two three another no which whichever neither either',
);
/** Words that can stand between a determiner and a role: `the on-call database engineer`. */
export const neverModifiers = words(`
  of in on at to for from by with as and or but nor so than then that which who whose whom if when while because since
  after before until unless although though where why how is are was were be been being am do does did done has have had
  having can could will would shall should may might must not it its he she they we you i us them him me there
  about into onto over under through between against during without within
`);
/** Words before a role that a program is called by: `the Kubernetes operator`, `the package manager`. */
export const programModifiers = words(`
  kubernetes k8s cluster database postgres postgresql mysql redis kafka etcd elastic elasticsearch prometheus vault argo
  grafana istio knative openshift cert-manager flux helm terraform aws gcp azure package memory resource queue secret
  secrets lock session connection device window task process certificate key traffic transaction storage volume config
  configuration state cache alert file boot plugin extension password dependency ternary logical boolean
`);
/** Prepositions: a role behind one is not the subject of what follows. */
export const prepositions = words(
  'of in on at to for from by with about into onto over under through between against during without within behind via per towards toward upon near like than',
);
/** Parts of names that are no name by themselves. */
export const nameParticles = words(
  'de del della di da dos das du van von der den ter ten la le el al bin ibn ben mac mc st san the jr sr dr mr mrs ms prof thi',
);
/** Names that are English words as well: alone they are names only where nothing else fits. */
export const wordNames = words(`
  mark hill will bill may april june august rob grace hope faith art frank rich jack dash page wood woods stone field
  fields brown green white black gray grey young long short king price power powers ray rose summer autumn winter dawn
  drew gene guy chase chip cliff dale dean duke earl grant hunter iris ivy jade joy lance lane max miles nick norm olive
  patience pat peg penny pierce ruby rusty sandy sky skip sue tab trip victor wade ward wells case cook carter baker park
  parks rivers banks bush bell ball best bishop church cross day fish fox lake marsh moss north east west south noble pool
  pope post reed rice root sharp shell small snow star steel swift temple wall waters wolf worth booth bond brooks burns
  carver castle chambers cooper court crane cruz dock drake farmer fisher flowers ford forest foster gates glass gold good
  hand hands harper hart head heart house judge knight law little love major mason mercy mills monday moon muse newman
  nova opal pearl pike porter potter primer reader sage sailor seal silver singer star storm sun terry tiger tower trace
  turner tyler van walker weaver weeks wise young earnest ernest harry josh jimmy buddy rocky
`);
export const titles = words('mr mrs ms mx dr prof sir');
