/* The words of what is done: statements, choices, calls and what surrounds them. */
import type { WordRows } from "./languageWord.ts";

export const codeWords = {
  concurrently: {
    meaning: "Lanes whose steps interleave in every way.",
    syntax: `concurrently { LANES }`,
    example: `concurrently {
  lane app.client { enter notes.save(diary) }
  lane app.helper { NtOpenThreadToken(app.client, TOKEN_QUERY) => STATUS_NO_TOKEN }
}`,
  },
  lane: {
    meaning: "One thread's part of `concurrently`; its lines need no actor.",
    syntax: `lane THREAD { STATEMENTS }`,
    example: `concurrently {
  lane app.client { NtOpenFile(diary, FILE_READ_DATA) }
  lane app.helper { NtOpenFile(diary, FILE_WRITE_DATA) => STATUS_ACCESS_DENIED }
}`,
  },
  atomic: {
    meaning: "Steps between which no other lane runs.",
    syntax: `atomic { STATEMENTS }`,
    example: `concurrently {
  lane app.client { atomic { t = NtOpenProcessToken(app, TOKEN_QUERY); NtClose(t) } }
  lane app.helper { expect count(app.handles) == 0 }
}`,
  },
  any: {
    meaning: "`any of { … }` takes one of the statements; `=> any` demands nothing, on purpose.",
    syntax: `any of { [WEIGHT *] STATEMENT; … }   ·   CALL => any`,
    example: `any of {
  app.client: NtOpenFile(diary, FILE_READ_DATA)
  app.client: NtOpenFile(diary, FILE_WRITE_DATA) => any
}`,
  },
  of: {
    meaning: "Belongs to `any of`.",
    syntax: `any of { STATEMENT; … }`,
    example: `any of { app.client: NtOpenFile(diary, FILE_READ_DATA); system.main: PsRevertToSelf() }`,
  },
  repeat: {
    meaning: "So many times, or a number of times between two bounds.",
    syntax: `repeat N { STATEMENTS }   ·   repeat N..M { STATEMENTS }`,
    example: `repeat 1..3 { app.client: NtOpenFile(diary, FILE_READ_DATA) }`,
  },
  maybe: {
    meaning: "Is done or not: both are runs of the scenario.",
    syntax: `maybe [WEIGHT *] { STATEMENTS }`,
    example: `maybe { app.client: NtOpenFile(diary, FILE_READ_DATA) }\nexpect count(app.handles) <= 1`,
  },
  choose: {
    meaning: "Takes one value out of a list or a range; the name stands for it from here on.",
    syntax: `choose NAME in VALUE, …   ·   choose NAME in N..M`,
    example: `choose who in app.client, app.helper\nwho: NtOpenFile(diary, FILE_READ_DATA)`,
  },
  if: {
    meaning: "Asks a condition while the run goes on.",
    syntax: `if CONDITION { STATEMENTS } [else { STATEMENTS }]`,
    example: `app.client: h = NtOpenFile(diary, FILE_READ_DATA) => any
if not h.failed { app.client: NtClose(h) }`,
  },
  for: {
    meaning: "`for WHOM { … }` is done on somebody's behalf, which `deputy` judges; `for each allocation "
      + "failing { … }` runs the block with the first, second … allocation of the pool that it makes failing, "
      + "each in a run of its own, then with none.",
    syntax: `for WHOM { STATEMENTS } [finally { STATEMENTS }]   ·   act OBJECT RIGHTS for WHOM`,
    example: `driver reader { entry read() { for caller { act diary FILE_READ_DATA } } }
scenario "a read" on windows 11 { never deputy; app.client: enter reader.read() }`,
  },
  allocation: {
    meaning: "`with allocation N failing`: the N-th allocation of the pool that the call makes fails.",
    syntax: `CALL with allocation N failing   ·   for each allocation failing { STATEMENTS }`,
    example: `app.client: t = NtOpenProcessToken(app, TOKEN_DUPLICATE)
app.client: NtFilterToken(t) with allocation 1 failing => STATUS_INSUFFICIENT_RESOURCES`,
  },
  failing: {
    meaning: "Belongs to `allocation`.",
    syntax: `for each allocation failing { STATEMENTS }`,
    example: `for each allocation failing {
  system.main: ctx = SeCreateClientSecurity(app.client, level: SecurityIdentification) => any
}`,
  },
  return: {
    meaning: "Leaves the driver's entry, procedure or work item, by way of its `finally`.",
    syntax: `return   ·   CALL else return`,
    example: `driver reader {
  entry read(path: object) {
    if current.impersonating { return }
    act path FILE_READ_DATA
  }
}
scenario "a read" on windows 11 { app.client: enter reader.read(diary) }`,
  },
  else: {
    meaning: "What is done otherwise; behind a call, where it fails, in place of a demand.",
    syntax: `CALL else return   ·   CALL else { STATEMENTS }   ·   if … { … } else { … }`,
    example: `app.client: NtOpenFile(diary, FILE_WRITE_DATA) else { app.client: NtOpenFile(diary, FILE_READ_DATA) }`,
  },
  finally: {
    meaning: "What is done on every way out of an entry, a procedure, a work item or a `for`.",
    syntax: `{ STATEMENTS } finally { STATEMENTS }`,
    example: `driver worker {
  entry work() {
    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    IoQueueWorkItem { SeImpersonateClientEx(ctx) else return } finally {
      SeStopImpersonatingClient()
      SeDeleteClientSecurity(ctx)
    }
  }
}
scenario "a worker" on windows 11 { always clean at worker-return; app.client: enter worker.work() }`,
  },
  act: {
    meaning: "An object is really read or written, checked against the thread's effective token; through a "
      + "handle the rights count that it was opened with. One that is refused does nothing.",
    syntax: `act OBJECT RIGHTS [unchecked] [for WHOM] [=> STATUS]   ·   act HANDLE RIGHTS`,
    example: `app.client: act diary FILE_READ_DATA\napp.client: act diary FILE_WRITE_DATA => STATUS_ACCESS_DENIED`,
  },
  unchecked: {
    meaning: "An act by the server's own decision, not checked.",
    syntax: `act OBJECT RIGHTS unchecked`,
    example: `system.main: act diary FILE_WRITE_DATA unchecked`,
  },
  enter: {
    meaning: "The actor enters a driver's entry and comes back from it; in a flat program it is a mark, and "
      + "`leave` another.",
    syntax: `enter DRIVER.ENTRY(ARGUMENTS)   ·   enter "LABEL"   ·   enter ITEM`,
    example: `app.client: enter notes.save(diary)`,
  },
  leave: {
    meaning: "The actor leaves its innermost entry or work item, in a flat program.",
    syntax: `THREAD: leave [=> bugcheck NAME]`,
    example: `app.client: enter "reader.read"\napp.client: PsRevertToSelf()\napp.client: leave`,
  },
  play: {
    meaning: "So many calls of an attacker's choice, each with operands of its choice.",
    syntax: `play ATTACKER for N`,
    example: `never escalation by thief\nconcurrently { lane app.client { enter notes.save(diary) }; play thief for 1 }`,
  },
  concedes: {
    meaning: "Adds an identity to what an attacker may have: no escalation asks for more than that.",
    syntax: `concedes THREAD to ATTACKER   ·   concedes TOKEN to ATTACKER`,
    example: `never escalation by thief\nsystem.main: primary = PsReferencePrimaryToken(app)\nconcedes primary to thief\nplay thief for 1`,
  },
  to: {
    meaning: "Belongs to `concedes`.",
    syntax: `concedes THREAD to ATTACKER   ·   concedes TOKEN to ATTACKER`,
    example: `never escalation by thief\nconcedes app.client to thief\nplay thief for 1`,
  },
  from: {
    meaning: "This version and later ones, or the versions of a milestone: as a block or behind a demand.",
    syntax: `from VERSION { STATEMENTS } [else { STATEMENTS }]   ·   => STATUS from VERSION`,
    example: `scenario "a raised thread" on windows all {
  system.main: ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation)
  system.main: SeImpersonateClientEx(ctx, app.client)
  from gate { expect app.client.level == SecurityIdentification }
}`,
  },
  before: {
    meaning: "Versions before this one, or without the milestone.",
    syntax: `before VERSION { STATEMENTS }   ·   => STATUS before VERSION   ·   from V before W`,
    example: `scenario "a raised thread" on windows all {
  system.main: ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation)
  system.main: SeImpersonateClientEx(ctx, app.client)
    => level: SecurityImpersonation   before gate
    => level: SecurityIdentification  from gate
}`,
  },
  in: {
    meaning: "Is a member of a set, a list or a mask; `in V, W { … }` holds on some versions.",
    syntax: `X in SET   ·   X not in [A, B]   ·   in VERSION, … { STATEMENTS }`,
    example: `expect Users in app.client.token.groups and app.client.mode in [user]`,
  },
  with: {
    meaning: "Sets a switch by name, an allocation that fails, or what stands in for what in a twin.",
    syntax: `on windows VERSIONS with SWITCH: VALUE   ·   CALL with allocation N failing`,
    example: `scenario "no gate at all" on windows 11 with gate: none {
  system.main: ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation)
  system.main: SeImpersonateClientEx(ctx, app.client) => level: SecurityImpersonation
}`,
  },
} satisfies WordRows;
