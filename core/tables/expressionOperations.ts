/**
 * The instructions of judging: expressions are short postfix programs over the state, one 32-bit word each,
 * operation in the low byte, an immediate number in the upper three.
 *
 * Values are unsigned 32-bit numbers; `0xFFFFFFFF` is `none`. A property of none is none; ordering with none
 * is false.
 */
export const NONE_VALUE = 0xffffffff;

export const expressionOperations = [
  { id: 1, name: "Literal", meaning: "push the immediate" },
  { id: 2, name: "Constant", meaning: "push the program's constant of that number" },
  { id: 3, name: "None", meaning: "push none" },
  { id: 4, name: "Variable", meaning: "push a variable's value: the number of the thing, for a handle the number of the handle; none when unbound or stale" },
  { id: 5, name: "Local", meaning: "push the element of the loop at that depth (0 outermost)" },
  { id: 6, name: "EventThread", meaning: "push the thread of this step's event" },
  { id: 7, name: "Field", meaning: "pop a number of a record, push a field of it; immediate: region << 16 | offset << 8 | bytes (1, 2 or 4)" },
  { id: 8, name: "EffectiveToken", meaning: "pop a thread, push its impersonation token if active, else its process's primary token" },
  { id: 9, name: "ImpersonationToken", meaning: "pop a thread, push its impersonation token or none" },
  { id: 10, name: "ThreadLevel", meaning: "pop a thread, push its level or none" },
  { id: 11, name: "ThreadMode", meaning: "pop a thread, push 1 in kernel mode, 0 in user mode" },
  { id: 12, name: "InMask128", meaning: "pop a SID and a record; immediate: region << 16 | offset << 8; push whether the mask has the SID" },
  { id: 13, name: "InMask64", meaning: "pop a bit's number and a record; same immediate" },
  { id: 14, name: "CountMask128", meaning: "pop a record, push how many bits are set; same immediate" },
  { id: 15, name: "CountMask64", meaning: "the same for 64 bits" },
  { id: 16, name: "Equal", meaning: "pop two, push whether equal; none equals none" },
  { id: 17, name: "NotEqual", meaning: "the opposite" },
  { id: 18, name: "Less", meaning: "pop b, pop a, push a < b; false with none" },
  { id: 19, name: "LessOrEqual", meaning: "a <= b" },
  { id: 20, name: "Greater", meaning: "a > b" },
  { id: 21, name: "GreaterOrEqual", meaning: "a >= b" },
  { id: 22, name: "Not", meaning: "pop one" },
  { id: 23, name: "And", meaning: "pop two" },
  { id: 24, name: "Or", meaning: "pop two" },
  { id: 25, name: "Implies", meaning: "pop b, pop a" },
  { id: 26, name: "HasRights", meaning: "pop access, pop rights: all of the rights are in access; false with none" },
  { id: 27, name: "BitOr", meaning: "pop two masks" },
  { id: 28, name: "Within", meaning: "pop identity y (token, level), pop identity x (token, level), push x within y; tokens below levels on the stack" },
  { id: 29, name: "Can", meaning: "pop rights, object, thread; push whether the thread's effective token passes the access check" },
  { id: 30, name: "LoopBegin", meaning: "start of a quantifier; immediate: domain (loopDomains) | owner << 8; a set's record is popped, and instead of an owner there are region << 8 | offset << 16; when it is empty, goes on after the loop with the value of an empty domain" },
  { id: 31, name: "LoopEvery", meaning: "pop a truth value of this element; immediate: word to go back to; at the end push whether all were true" },
  { id: 32, name: "LoopSome", meaning: "the same, whether one was" },
  { id: 33, name: "LoopNo", meaning: "the same, whether none was" },
  { id: 34, name: "LoopCount", meaning: "the same, how many were" },
  { id: 35, name: "OldBegin", meaning: "from here fields are read from the state before the step" },
  { id: 36, name: "OldEnd", meaning: "from here from the state now" },
  { id: 37, name: "BugCheck", meaning: "push the code of the bug check, 0 if none" },
  { id: 38, name: "LastFailed", meaning: "push whether the last call of this lane failed" },
  { id: 39, name: "Clean", meaning: "push whether the event's thread (else every thread) is as it must be at its event" },
  { id: 40, name: "Escalation", meaning: "immediate: attacker << 2 | 1 identity | 2 access; push whether it gained" },
  { id: 41, name: "Deputy", meaning: "immediate: thread or 0 for any; push whether it acted in this step for somebody who could not" },
  { id: 42, name: "LevelRaised", meaning: "push whether this step raised a level" },
  { id: 43, name: "InSet", meaning: "immediate: how many candidates were pushed before; pop them and the value below; push whether one equals it" },
  { id: 44, name: "HandleObject", meaning: "pop a handle's number, push the number of what it names" },
  { id: 46, name: "Failed", meaning: "pop a status value, push whether it is an error" },
  { id: 47, name: "CurrentThread", meaning: "push the thread of the lane that asks, none where no lane does" },
] as const;

/**
 * Domains of quantifiers: what LoopBegin's immediate says in its low byte; its upper bits filter by owner
 * where it has one.
 */
export const loopDomains = [
  { id: 1, name: "threads", meaning: "every thread; upper 16 bits: process, 0 for all" },
  { id: 2, name: "processes", meaning: "every process" },
  { id: 3, name: "tokens", meaning: "every live token" },
  { id: 4, name: "handles", meaning: "every live handle; upper 16 bits: process, 0 for all" },
  { id: 5, name: "objects", meaning: "every declared object" },
  { id: 6, name: "levels", meaning: "the four impersonation levels" },
] as const;

/** Domains that are sets of a record: which, LoopBegin's immediate says in place of an owner. */
export const setDomains = [
  { id: 7, name: "sids", bytes: 16, meaning: "the SIDs of a set, as they were when the quantifier began" },
  { id: 8, name: "privileges", bytes: 8, meaning: "the privileges of a set, likewise" },
] as const;
