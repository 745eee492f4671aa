import {
  procedures,
  type CallFault,
  callFaultSchema,
  type Input,
  type Output,
  type ProcedureName,
} from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';

/**
 * Asks the main process. A refusal of a rule, invalid input and a lost connection all come back as values; nothing here
 * throws for what a person can meet.
 */
export async function call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Result<Output<N>, CallFault>> {
  let answer: unknown;
  try {
    const response = await fetch(`/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    answer = await response.json();
  } catch {
    return err({
      code: 'no-host',
      message: 'Hotwash does not answer. What was kept is safe; close this window and start it again.',
    });
  }
  return readAnswer(name, answer);
}

function readAnswer<N extends ProcedureName>(name: N, answer: unknown): Result<Output<N>, CallFault> {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true && 'value' in answer) {
      const value = procedures[name].output.safeParse(answer.value);
      if (value.success) return ok(value.data as Output<N>);
    }
    if (answer.ok === false && 'error' in answer) {
      const fault = callFaultSchema.safeParse(answer.error);
      if (fault.success) return err(fault.data);
    }
  }
  return err({ code: 'bad-answer', message: `The answer to ${name} was not understood. Start Hotwash again.` });
}
