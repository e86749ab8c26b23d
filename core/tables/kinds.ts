/**
 * Small closed sets of numbers that the compiler, the core and the host share: kinds of operands, variables,
 * handles, events.
 */

/** How one 16-bit operand of a record is read: kind in the top four bits, index in the other twelve. */
export const operandForms = [
  { name: "None", value: 0, meaning: "no operand: `none`, or the routine's default" },
  { name: "Entity", value: 1, meaning: "a declared thread, process, object (which of them, the operand's kind tells)" },
  { name: "Variable", value: 2, meaning: "a named result" },
  { name: "Current", value: 3, meaning: "the thread that makes the call" },
  { name: "Literal", value: 4, meaning: "the index is the number itself (a level, a boolean, a type)" },
  { name: "Constant", value: 5, meaning: "a 32-bit number of the program's constants (an access mask)" },
  { name: "Handle", value: 6, meaning: "the handle of this slot, whatever it is called: what an attacker drew, or a value as `0x8` is" },
  { name: "ProcessOf", value: 7, meaning: "the process of the thread that a named result holds" },
] as const;

/** What a variable holds. */
export const variableKinds = [
  { name: "Unbound", value: 0, meaning: "nothing: the call that binds it failed, was skipped or was not reached" },
  { name: "Handle", value: 1, meaning: "a handle; value is its slot" },
  { name: "Context", value: 2, meaning: "a client context; value is its slot" },
  { name: "Token", value: 3, meaning: "a pointer to a token; value is its number" },
  { name: "WorkItem", value: 4, meaning: "a work item; value is its number" },
  { name: "Number", value: 5, meaning: "a status, a level, a boolean, an access mask; value is the number" },
  { name: "Thread", value: 6, meaning: "a thread that was chosen; value is its number" },
  { name: "Process", value: 7, meaning: "a process that was chosen; value is its number" },
  { name: "Object", value: 8, meaning: "an object that was chosen; value is its number" },
  { name: "SubjectContext", value: 9, meaning: "a subject context; value is its slot" },
  { name: "SavedState", value: 10, meaning: "an impersonation that was set aside; value is its slot" },
] as const;

/** What a handle names. */
export const handleKinds = [
  { name: "Free", value: 0, meaning: "the entry is free" },
  { name: "Token", value: 1, meaning: "a token" },
  { name: "Thread", value: 2, meaning: "a thread" },
  { name: "Process", value: 3, meaning: "a process" },
  { name: "Object", value: 4, meaning: "a declared object" },
  { name: "Pipe", value: 5, meaning: "an end of a pipe; the number is the object's, and which end the pipe knows" },
] as const;

/**
 * Where the instance of a pipe stands; the numbers are those of FILE_PIPE_…_STATE. [MS-doc ntifs] facts 12.1
 */
export const pipeStates = [
  { name: "None", value: 0, meaning: "nobody has created the pipe" },
  { name: "Disconnected", value: 1, meaning: "the server has dropped its client and does not listen" },
  { name: "Listening", value: 2, meaning: "a client can connect" },
  { name: "Connected", value: 3, meaning: "there is a client" },
  { name: "Closing", value: 4, meaning: "one end is closed; the other may still read what is there" },
] as const;

/** What a record of kernel memory that a driver keeps is: all three hold tokens and end by being released. */
export const contextKinds = [
  { name: "Client", value: 0, meaning: "SECURITY_CLIENT_CONTEXT (facts 7.2)" },
  { name: "Subject", value: 1, meaning: "SECURITY_SUBJECT_CONTEXT (facts 8.1)" },
  { name: "Saved", value: 2, meaning: "SE_IMPERSONATION_STATE: what PsDisableImpersonation set aside (facts 4.5)" },
] as const;

/** Moments at which `at EVENT` judges. An event is judged before its consequences. */
export const events = [
  { name: "none", value: 0, meaning: "no event" },
  { name: "worker-return", value: 1, meaning: "a work item's routine returns to the pool" },
  { name: "user-return", value: 2, meaning: "a thread leaves its outermost driver entry" },
  { name: "act", value: 3, meaning: "an object was really read or written" },
] as const;

/** How a security descriptor is written in 32 bits: kind in the low byte, then three bytes. */
export const descriptorKinds = [
  { name: "None", value: 0, meaning: "the object has no security descriptor and is never checked (facts 0.5, 4)" },
  { name: "List", value: 1, meaning: "owner's SID in byte 1, number of the access list in bytes 2 and 3" },
  { name: "CopyOnOpen", value: 2, meaning: "owner in byte 1; GENERIC_ALL for the users in bytes 2 and 3, Administrators and SYSTEM (facts 11.1)" },
  { name: "CopyOnOpenRestricted", value: 3, meaning: "the same, and for RESTRICTED CODE" },
] as const;

/** How a run ended. */
export const verdicts = [
  { name: "Running", value: 0, meaning: "not yet" },
  { name: "Held", value: 1, meaning: "all that was demanded held" },
  { name: "Failed", value: 2, meaning: "a demand or a property is broken" },
  { name: "BugCheck", value: 3, meaning: "a bug check that was not demanded" },
  { name: "WorldFull", value: 4, meaning: "a capacity ran out; the case is dropped and counted" },
] as const;

/**
 * The ways in which an attacker can have gained something (design 2.5), in the order in which they are looked
 * for.
 */
export const gainWays = [
  { name: "PrimaryToken", value: 1, meaning: "a process of the attacker runs with the token" },
  { name: "Impersonation", value: 2, meaning: "a thread of the attacker impersonates the token in user mode" },
  { name: "ImpersonateToken", value: 3, meaning: "a thread could impersonate the token behind a handle" },
  { name: "AssignToken", value: 4, meaning: "the token behind a handle could be assigned as a primary token" },
  { name: "ImpersonateThread", value: 5, meaning: "NtImpersonateThread through a handle to a thread" },
  { name: "OpenThreadToken", value: 6, meaning: "NtOpenThreadToken through a handle to a thread, then impersonating" },
  { name: "OpenProcessToken", value: 7, meaning: "NtOpenProcessToken through a handle to a process, then impersonating" },
  { name: "ObjectAccess", value: 8, meaning: "a handle to a declared object has rights that nobody of the baseline is given" },
] as const;

/**
 * Kinds of features that guide a campaign, in the order in which a corpus that is full covers them: each has
 * the numbers from `value` up to the next kind's, at most 65,535.
 */
export const featureKinds = [
  { name: "Decision", value: 0, meaning: "a decision and the way it went: decision << 1 | outcome" },
  { name: "Status", value: 0x2000, meaning: "a routine and its status; scattered, each to a place of its own" },
  {
    name: "State", value: 0x6000,
    meaning: "who impersonates whom, at which level, and how they got there; scattered",
  },
  {
    name: "Handle", value: 0xa000,
    meaning: "a handle to a token came about: by which routine, whose token, with which access; scattered",
  },
  {
    name: "Pair", value: 0xc000,
    meaning: "what decided a step, behind what decided the step before it; scattered",
  },
] as const;

/** What a step was besides its status. */
export const stepFlags = [
  { name: "Skipped", value: 1, meaning: "an operand was missing: nothing was done, nothing is judged" },
  { name: "Refused", value: 2, meaning: "an act that was not allowed" },
  { name: "Attacker", value: 4, meaning: "an attacker chose the call" },
] as const;

/** Bits of the flags byte of a record. */
export const recordFlags = [
  { name: "KeepOuts", value: 1, meaning: "result + 1 receives the status, result + 2 … the further outs" },
  { name: "Unchecked", value: 2, meaning: "an act by the server's own decision" },
  { name: "ActorVariable", value: 4, meaning: "the actor is a variable that holds a thread" },
  { name: "BindsResult", value: 8, meaning: "the result's variable is bound when the call succeeds" },
] as const;

/** A record's fault that is not below this numbers no allocation, but tells in which sweeps it stands. */
export const FAULT_SWEPT = 0x8000;

/** How many sweeps can be told apart: a bit each in the state. */
export const SWEEPS_MAX = 32;

/** The actor byte that stands for the lane's own thread. */
export const ACTOR_CURRENT = 0xff;
