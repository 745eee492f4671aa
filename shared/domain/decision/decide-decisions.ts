import { ok } from '../../lib/result.ts';
import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { strangerAuthor } from '../claim/decide-claims.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';

/** [M1.5] Fewer than two options, or no rationale, and nothing is decided. What it rests on is there. */
export function decideDecisions(
  review: Review,
  command: CommandOf<'decision.make'>,
  context: DecisionContext,
): Verdict {
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  const { id, question, choice, rationale, decider, vote } = command;
  if (review.decisions.some((decision) => decision.id === id)) return ok([]);
  const options = [...new Set(command.options.filter((option) => option !== ''))];
  if (options.length < 2)
    return refuse(
      'M1.5',
      'A decision needs at least two different options.',
      'Write down what else could have been chosen.',
    );
  const chosen = choice === null ? -1 : options.indexOf(command.options[choice] ?? '');
  if (chosen === -1) return refuse('M1.5', 'No option is chosen.', 'Mark the option that was chosen.');
  if (rationale === '')
    return refuse('M1.5', 'A decision without a rationale cannot be recorded.', 'Say why this option and not another.');
  const evidence = [...new Set(command.evidence)];
  if (!evidence.every((fact) => review.claims.some((claim) => claim.id === fact)))
    return refuse('M1.5', 'A fact that the decision rests on is not there.', 'Choose facts from the list.');
  if (vote !== null && review.votes.find((each) => each.id === vote)?.counted == null)
    return refuse('M1.5', 'That vote was not counted.', 'Count the hands first, or decide without the vote.');
  const dissent = command.dissent.filter((voice) => voice.by !== '' || voice.words !== '');
  if (dissent.some((voice) => voice.by === '' || voice.words === ''))
    return refuse('M1.5', 'A dissent says who and why.', 'Give the role or the code, and the words.');
  return (
    strangerAuthor(decider, context) ??
    ok([
      {
        type: 'decision.made.v2',
        body: { id, question, options, choice: chosen, rationale, evidence, dissent, decider, vote },
      },
    ])
  );
}
