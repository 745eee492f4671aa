/**
 * Verbs that an action item may begin with (M3.4, "a verb first"). A closed list: it refuses "Better monitoring" and
 * "We should look at alerts" without guessing at grammar.
 */
const verbs = new Set(
  (
    'accept acknowledge activate adapt add adjust adopt agree alert align allow amend announce apply archive ask assign ' +
    'attach audit automate avoid back backfill backup balance ban base benchmark block bound build bump cache calculate ' +
    'calibrate call cancel cap capture centralise centralize change check choose clarify clean clear close collect combine ' +
    'compare complete configure confirm connect consolidate contact contain continue convert copy correct cover create cut ' +
    'decide declare decommission decouple define delay delete deliver demand deny deploy deprecate describe design detect ' +
    'determine develop disable discard discuss display distribute divide document double downgrade drain draw drill drop ' +
    'duplicate eliminate enable encrypt end enforce enlarge ensure escalate establish estimate evaluate exclude execute ' +
    'expand explain export expose extend extract fail fence fetch file filter find finish fix flag flush follow forbid force ' +
    'format forward freeze gate generate give grant group guard halve handle harden hold hide identify implement import ' +
    'improve include increase inform initialise initialize inject inline insert inspect install instrument integrate ' +
    'introduce invalidate inventory invest investigate invite isolate join keep label launch learn let lift limit link list ' +
    'load lock log lower maintain make map mark match measure merge migrate mirror mitigate model modify monitor mount move ' +
    'name negotiate note notify observe obtain offer omit open optimise optimize order organise organize override own page ' +
    'partition pass patch pause perform pin plan post practise practice prefer prepare present prevent print prioritise ' +
    'prioritize probe process produce profile prohibit promote propose protect prove provide provision prune publish pull ' +
    'purge push put quarantine query queue raise reach read rebuild recalculate receive recommend reconcile record recover ' +
    'redesign redirect reduce refactor refresh refuse regenerate register rehearse reject relabel release reload remove rename ' +
    'renew reorder repair repeat replace replay replicate report reproduce request require research reserve reset resize ' +
    'resolve restart restore restrict retain retire retry return reuse reverse revert review revise revoke rewrite roll ' +
    'rotate route run sample save scale scan schedule script seal search secure seed select send separate serve set shard ' +
    'share ship shorten show shrink shut sign simplify simulate skip slow smoke snapshot sort specify split stage standardise ' +
    'standardize start state stop store stream streamline stress strip subscribe summarise summarize support suppress ' +
    'suspend switch sync tag take teach tell terminate test throttle tighten time trace track train transfer translate trial ' +
    'trigger trim try tune turn undo unify unpin update upgrade upload use validate verify version visit wait walk warm warn ' +
    'watch widen wire withdraw wrap write'
  ).split(' '),
);

export const beginsWithVerb = (text: string): boolean => {
  const first = /^[\p{L}-]+/u.exec(text.trim())?.[0].toLowerCase() ?? '';
  return verbs.has(first) || verbs.has(first.replace(/^(re|un|de|pre|auto)-/, ''));
};
