/* The words of what is judged: conditions, properties, quantifiers, events, domains and builtins. */
import type { WordRows } from "./languageWord.ts";

export const judgingWords = {
  expect: {
    meaning: "Must be true here.",
    syntax: `expect CONDITION`,
    example: `expect not app.client.impersonating and app.client.token.user == bob`,
  },
  always: {
    meaning: "Must be true after every step, or at each event.",
    syntax: `always CONDITION [at EVENT]`,
    example: `always clean at worker-return\napp.client: enter notes.save(diary)`,
  },
  never: {
    meaning: "Must be true after no step, or at no event.",
    syntax: `never CONDITION [at EVENT]`,
    example: `never deputy\napp.client: enter notes.save(diary)`,
  },
  sometimes: {
    meaning: "Must be reached by some run; a scenario in which none does is vacuous.",
    syntax: `sometimes CONDITION [at EVENT]`,
    example: `sometimes count(app.handles) == 1\nmaybe { app.client: NtOpenFile(diary, FILE_READ_DATA) }`,
  },
  at: {
    meaning: "The event at which a judgement is made.",
    syntax: `JUDGEMENT at EVENT`,
    example: `always clean at user-return\napp.client: enter notes.save(diary)`,
  },
  bugcheck: {
    meaning: "The bug check that ended the run; a call or a `leave` can demand one.",
    syntax: `=> bugcheck NAME   ·   bugcheck == NAME`,
    example: `system.main: subject = SeCaptureSubjectContext()
system.main: SeUnlockSubjectContext(subject) => bugcheck RESOURCE_NOT_OWNED`,
  },
  and: {
    meaning: "Both conditions.",
    syntax: `A and B`,
    example: `expect app.token.user == bob and app.token.type == TokenPrimary`,
  },
  or: {
    meaning: "Either condition; between outcomes, either one is demanded.",
    syntax: `A or B   ·   => STATUS_A or STATUS_B`,
    example: `app.client: NtOpenFile(diary, FILE_READ_DATA) => STATUS_SUCCESS or STATUS_ACCESS_DENIED`,
  },
  not: {
    meaning: "The opposite.",
    syntax: `not CONDITION   ·   X not in SET`,
    example: `expect not app.client.impersonating`,
  },
  implies: {
    meaning: "The second, where the first is true.",
    syntax: `A implies B`,
    example: `expect app.client.impersonating implies app.client.level >= SecurityIdentification`,
  },
  within: {
    meaning: "Lies within: whoever has the right side has no less than the left one.",
    syntax: `IDENTITY within IDENTITY`,
    example: `expect app within app and not (system within app)`,
  },
  every: {
    meaning: "For all things of a domain, or all members of a set of SIDs or privileges.",
    syntax: `every NAME in DOMAIN [where CONDITION]: CONDITION   ·   every NAME in SET: CONDITION`,
    example: `expect every t in app.threads: t.token.user == bob
expect every p in app.token.privileges.enabled: p in app.token.privileges`,
  },
  some: {
    meaning: "For one thing of a domain at least.",
    syntax: `some NAME in DOMAIN [where CONDITION]: CONDITION`,
    example: `expect some t in threads: t.token.user == LocalSystem`,
  },
  no: {
    meaning: "For no thing of a domain.",
    syntax: `no NAME in DOMAIN [where CONDITION]: CONDITION`,
    example: `expect no t in threads: t.impersonating`,
  },
  where: {
    meaning: "Restricts what a quantifier ranges over.",
    syntax: `every NAME in DOMAIN where CONDITION: CONDITION`,
    example: `expect every t in threads where t.process == app: t.token.user == bob`,
  },
  true: {
    meaning: "The condition that holds.",
    syntax: `ARGUMENT: true`,
    example: `app.client: NtOpenThreadToken(app.client, TOKEN_QUERY, openAsSelf: true) => STATUS_NO_TOKEN`,
  },
  false: {
    meaning: "The one that does not.",
    syntax: `ARGUMENT: false`,
    example: `app.client: NtOpenThreadToken(app.client, TOKEN_QUERY, openAsSelf: false) => STATUS_NO_TOKEN`,
  },
  none: {
    meaning: "No token, no handle, no level, no capability. A property of `none` is `none`, and ordering with "
      + "it is false. A set without members is `none` too; what always has a value is not compared with it.",
    syntax: `NAME == none   ·   ARGUMENT: none   ·   holds none`,
    example: `expect app.client.impersonation == none\nexpect app.client.level == none`,
  },
} satisfies WordRows;

export const eventWords = {
  "worker-return": {
    meaning: "A work item's routine returns to the pool.",
    syntax: `JUDGEMENT at worker-return`,
    example: `always clean at worker-return\napp.client: enter notes.save(diary)`,
  },
  "user-return": {
    meaning: "A thread leaves its outermost driver entry.",
    syntax: `JUDGEMENT at user-return`,
    example: `always not current.impersonating at user-return\napp.client: enter notes.save(diary)`,
  },
  act: {
    meaning: "An object was really read or written.",
    syntax: `JUDGEMENT at act`,
    example: `always current.token.user == bob at act\napp.client: enter notes.save(diary)`,
  },
  "thread-exit": {
    meaning: "A thread ends.", notYet: true,
    syntax: `JUDGEMENT at thread-exit`,
    example: `always clean at thread-exit`,
  },
} satisfies WordRows;

export const domainWords = {
  threads: {
    meaning: "All threads, the pool's and the system's too; those of a process with its name before it.",
    syntax: `every NAME in threads: …   ·   NAME in PROCESS.threads`,
    example: `expect some t in threads: t.process == system`,
  },
  processes: {
    meaning: "All processes.",
    syntax: `every NAME in processes: …`,
    example: `expect every p in processes: p.token.type == TokenPrimary`,
  },
  tokens: {
    meaning: "All tokens that live.",
    syntax: `every NAME in tokens: …`,
    example: `expect every t in tokens: t.type == TokenPrimary`,
  },
  handles: {
    meaning: "All handles that are open; those of a process with its name before it.",
    syntax: `every NAME in handles: …   ·   NAME in PROCESS.handles`,
    example: `app.client: NtOpenFile(diary, FILE_READ_DATA)
expect every h in app.handles: FILE_WRITE_DATA not in h.access`,
  },
  objects: {
    meaning: "All declared objects.",
    syntax: `every NAME in objects: …`,
    example: `expect every o in objects: not can(app.client, o, FILE_WRITE_DATA) or o != diary`,
  },
  levels: {
    meaning: "The four impersonation levels.",
    syntax: `some NAME in levels: …`,
    example: `expect every l in levels: l <= SecurityDelegation`,
  },
} satisfies WordRows;

export const builtinWords = {
  old: {
    meaning: "What something was before the step, a set too.",
    syntax: `old(EXPRESSION)   ·   MEMBER in old(SET)   ·   count(old(SET))`,
    example: `always count(app.handles) >= old(count(app.handles))
app.client: NtOpenFile(diary, FILE_READ_DATA)`,
  },
  count: {
    meaning: "How many there are in a domain or a set.",
    syntax: `count(DOMAIN)   ·   count(SET)`,
    example: `app.client: NtOpenFile(diary, FILE_READ_DATA)\nexpect count(app.handles) == 1`,
  },
  can: {
    meaning: "Whether a thread's effective token would be granted these rights now.",
    syntax: `can(THREAD, OBJECT, RIGHTS)`,
    example: `expect can(app.client, diary, FILE_READ_DATA) and not can(app.client, diary, FILE_WRITE_DATA)`,
  },
} satisfies WordRows;

export const nameWords = {
  current: {
    meaning: "The thread that runs the line; in a property, the thread of the event.",
    syntax: `CALL(current, …)   ·   current.PROPERTY`,
    example: `app.client: NtOpenThreadToken(current, TOKEN_QUERY) => STATUS_NO_TOKEN`,
  },
  caller: {
    meaning: "The thread that entered the driver, in its work items too.",
    syntax: `for caller { … }   ·   CALL(caller, …)`,
    example: `driver reader { entry read() { for caller { act diary FILE_READ_DATA } } }
scenario "a read" on windows 11 { app.client: enter reader.read() }`,
  },
  system: {
    meaning: "The process of the kernel, as LocalSystem. `system.main` is its thread in kernel mode, "
      + "`system.worker1` and so on are the threads of the pool.",
    syntax: `system.main: CALL   ·   system.worker1: …`,
    example: `system.main: PsRevertToSelf()\nexpect system.token.user == LocalSystem`,
  },
} satisfies WordRows;
