const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    done: 'do',
    gone: 'go',
    taken: 'take',
    given: 'give',
    made: 'make',
    said: 'say',
    told: 'tell',
    kept: 'keep',
    caught: 'catch',
    left: 'leave',
    sent: 'send',
    spent: 'spend',
    held: 'hold',
    brought: 'bring',
    begun: 'begin',
    written: 'write',
    driven: 'drive',
    chosen: 'choose',
    broken: 'break',
    thrown: 'throw',
    drawn: 'draw',
    run: 'run',
    read: 'read',
    set: 'set',
    put: 'put',
    cut: 'cut',
    let: 'let',
    shut: 'shut',
    reset: 'reset',
    rerun: 'rerun',
    split: 'split',
    quit: 'quit',
    rebuilt: 'rebuild',
    built: 'build',
    overridden: 'override',
    added: 'add',
    used: 'use',
    agreed: 'agree',
    freed: 'free',
    cancelled: 'cancel',
    controlled: 'control',
    labelled: 'label',
    sold: 'sell',
  }),
);
const endInE = new Set(
  `merge change update delete create escalate rotate migrate validate communicate automate notice release raise close
  pause schedule configure scale remove approve announce isolate replace restore store move share save disable enable
  ignore prepare compare analyse analyze handle throttle measure probe include reduce increase decrease produce require
  acquire cache purge force rename name tune toggle involve resolve solve serve reserve observe coordinate evaluate
  replicate allocate terminate activate deactivate mitigate investigate engage manage arrange upgrade downgrade provide
  decide exclude guide define examine determine assume resume consume file compile note promote execute complete route
  reroute mute compute distribute type scope wipe escape invoke revoke invite ease erase parse race trace place charge
  leave hire fire bypasse initiate separate generate operate rate quote code believe receive browse expose impose propose`.split(
    /\s+/,
  ),
);

const plain = new Set(
  'edit commit wait reboot repeat load upload download reload reopen open trigger monitor register enter alter offer order render filter answer trust mail fail email join drain explain assign sign design retain detach attach inform reset exit limit visit orphan clean train turn turn-off scan pin detail disclose'.split(
    ' ',
  ),
);

/** `deployed` -> `deploy`, `merged` -> `merge`, `stopped` -> `stop`; undefined where the base form is not sure. */
export function baseOf(participle: string): string | undefined {
  const known = irregular.get(participle);
  if (known !== undefined) return known;
  if (!participle.endsWith('ed') || participle.length < 5) return undefined;
  const withE = participle.slice(0, -1);
  if (endInE.has(withE)) return withE;
  const stem = participle.slice(0, -2);
  if (stem.endsWith('i')) return `${stem.slice(0, -1)}y`;
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return plain.has(stem) || /[wxy]$|(?:sh|ch|ck|ll|ss|st|ct|pt|rt|rm|rn|nt|nd|ld|lp|rk|sk|mp|ft|lt|xt)$/.test(stem)
    ? stem
    : undefined;
}
