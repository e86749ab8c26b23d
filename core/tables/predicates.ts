/** Predicates of the language: conditions with a name of their own, which properties and `expect` can use. */

export interface Predicate {
  readonly name: string;
  /** How it is written. */
  readonly form: string;
  readonly meaning: string;
  readonly source: string;
}

const identity = "ARCHITECTURE.md, Judging; facts 16.3";

export const predicates = [
  { name: "clean", form: "clean", source: "[MS-doc bug-check-0xdf--impersonating-worker-thread] facts 14.1",
    meaning: "The thread of the event left kernel mode as it came: a worker does not impersonate, a caller impersonates what it did when it entered." },
  { name: "levelRaised", form: "levelRaised", source: "facts 16.3 I4",
    meaning: "This step gave an identity at a level above the one that the token had." },
  { name: "escalation", form: "escalation by ATTACKER", source: identity,
    meaning: "The attacker can exercise an identity, or holds an access, that lies within none of its baseline." },
  { name: "identityGain", form: "identityGain by ATTACKER", source: identity,
    meaning: "The half of escalation that speaks of tokens, threads and processes." },
  { name: "accessGain", form: "accessGain by ATTACKER", source: identity,
    meaning: "The half of escalation that speaks of handles to declared objects." },
  { name: "deputy", form: "deputy, deputy by THREAD", source: "ARCHITECTURE.md, Judging; facts 14.2",
    meaning: "A thread acted on behalf of somebody who could not have done it himself." },
  { name: "failed", form: "failed", source: "facts 0.5", meaning: "The last call of the lane failed or was skipped." },
  { name: "bugcheck", form: "bugcheck", source: "facts 14.1", meaning: "The bug check that ended the run, or none." },
] as const satisfies readonly Predicate[];
