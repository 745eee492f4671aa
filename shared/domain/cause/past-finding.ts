/** A cause that a closed review came to: carried by evidence, with its class and component where it was classed. */
export type PastFinding = {
  readonly review: string;
  readonly cause: string;
  readonly text: string;
  readonly class: string | null;
  readonly component: string | null;
  readonly service: string;
  /** When its review closed, epoch ms. */
  readonly at: number;
  readonly state: 'supported' | 'validated';
};
