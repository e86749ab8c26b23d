/* The words that declare something, and what belongs to them. */
import type { WordRows } from "./languageWord.ts";

export const declarationWords = {
  use: {
    meaning: "Takes the declarations of another file of the folder; its scenarios stay there.",
    syntax: `use "FILE.scn"`,
    example: `use "world.scn"\nscenario "bob's file" on windows 11 { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }`,
  },
  windows: {
    meaning: "The versions that a file's or a scenario's answers hold on, and switches that are set by name. "
      + "`all` is every Windows; `all, reactos` is ReactOS too.",
    syntax: `windows VERSIONS [with SWITCH: VALUE, …]`,
    example: `windows from 7 before 10
scenario "of the file" { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }
scenario "its own" on windows xp-sp2, reactos { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }`,
  },
  account: {
    meaning: "Somebody with a token: user, groups, privileges, integrity, logon session. LocalSystem, "
      + "LocalService, NetworkService and Anonymous are always there.",
    syntax: `account NAME { MEMBERS }`,
    example: `account eve { user S-1-5-21-7-7-7-1003; groups Users, Administrators deny-only; integrity Medium }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect Administrators in shell.token.groups.denyOnly }`,
  },
  session: {
    meaning: "A logon session by name, for `logon` and `origin` of accounts. Accounts of one session have the "
      + "same authentication id.",
    syntax: `session NAME [{ logon LUID; origin SESSION }]`,
    example: `session evening { origin LocalSystem }
account eve { groups Users; logon evening }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect shell.token.session == evening }`,
  },
  process: {
    meaning: "A process with the primary token of an account, and its threads. `system` with `system.main` "
      + "and the pool's threads `system.worker1` … is always there.",
    syntax: `process NAME as ACCOUNT { MEMBERS }`,
    example: `process shell as bob { thread main; integrity Low; handles app.client THREAD_IMPERSONATE }
scenario "a shell" on windows 11 { expect shell.token.integrity == Low }`,
  },
  job: {
    meaning: "A job object with security limits on the tokens of its processes. They are asked from 2000 to "
      + "Server 2003 and in ReactOS.",
    syntax: `job NAME { MEMBERS }`,
    example: `job box { limits JOB_OBJECT_SECURITY_NO_ADMIN }
process boxed as LocalService { thread main; job box }
scenario "no administrator in the job" on windows xp-sp2 {
  system.main: primary = PsReferencePrimaryToken(system)
  system.main: PsImpersonateClient(boxed.main, primary, level: SecurityImpersonation) => STATUS_ACCESS_DENIED
}`,
  },
  object: {
    meaning: "Something with a security descriptor, of the type behind `as`.",
    syntax: `object NAME as TYPE ["SDDL"]`,
    example: `object settings as key "D:(A;;KR;;;BU)"
scenario "bob reads" on windows 11 { app.client: NtOpenFile(settings, KEY_READ) }`,
  },
  pipe: {
    meaning: "A named pipe of one instance: its server listens from the start, or nobody has created it yet. "
      + "In a call the name is the server's end to the server; everybody else opens the client's with it.",
    syntax: `pipe NAME [by PROCESS] ["SDDL"] [{ mode message }]`,
    example: `process shop as LocalService { thread main }
pipe orders by shop "D:(A;;GA;;;WD)"
scenario "an order" on windows 11 {
  app.client: NtWriteFile(orders)
  shop.main: NtReadFile(orders) => writer: app.client
  shop.main: NtFsControlFile(orders, FSCTL_PIPE_IMPERSONATE)
  expect shop.main.token.user == bob
}`,
  },
  port: {
    meaning: "A port of messages.",
    syntax: `port NAME by PROCESS`, notYet: true,
    example: `port orders by app`,
  },
  attacker: {
    meaning: "A hostile party: the threads that it controls, what it calls, names and holds.",
    syntax: `attacker NAME { MEMBERS }`,
    example: `attacker guest { controls app.helper; calls NtOpenFile; names diary; holds none }
scenario "a guest" on windows 11 { never escalation by guest; play guest for 1 }`,
  },
  driver: {
    meaning: "Kernel-mode code with entries that threads enter. It runs on the thread that entered.",
    syntax: `driver NAME { ENTRIES }`,
    example: `driver clock { entry tick() { PsRevertToSelf() } }
scenario "a tick" on windows 11 { app.client: enter clock.tick() }`,
  },
  entry: {
    meaning: "One way into a driver; returning from it is the event `user-return`.",
    syntax: `entry NAME(PARAMETER: TYPE, …) { STATEMENTS } [finally { STATEMENTS }]`,
    example: `driver reader { entry read(path: object) { for caller { act path FILE_READ_DATA } } }
scenario "a read" on windows 11 { app.client: enter reader.read(diary) }`,
  },
  procedure: {
    meaning: "User-mode code of a server, run by one of its threads.",
    syntax: `procedure NAME(PARAMETER: TYPE, …) by THREAD { STATEMENTS }`,
    example: `procedure look(path: object) by app.client { act path FILE_READ_DATA }
scenario "bob looks" on windows 11 { look(diary) }`,
  },
  by: {
    meaning: "Whose: the thread of a procedure, the attacker or thread of a property.",
    syntax: `procedure NAME() by THREAD { … }   ·   never escalation by ATTACKER`,
    example: `never escalation by thief\nplay thief for 1`,
  },
  as: {
    meaning: "What something is: a process its account, an object its type, a held token its level.",
    syntax: `process NAME as ACCOUNT   ·   object NAME as TYPE   ·   with FIXED as BROKEN`,
    example: `process shell as bob { thread main }
scenario "a shell" on windows 11 { expect shell.token.user == bob }`,
  },
  property: {
    meaning: "A judgement with a title: `breaks` names it, and a scenario that states it is judged by it.",
    syntax: `property "TITLE": JUDGEMENT`,
    example: `property "himself": always not app.client.impersonating
scenario "raised" on windows 11 breaks "himself" {
  system.main: primary = PsReferencePrimaryToken(app)
  system.main: PsImpersonateClient(app.client, primary, level: SecurityImpersonation)
}`,
  },
  scenario: {
    meaning: "A program over the world: a test without choices, a fuzz target with them.",
    syntax: `scenario "TITLE" [on windows VERSIONS] [breaks "PROPERTY" | repairs "SCENARIO"] { STATEMENTS }`,
    example: `scenario "bob may look" on windows all, reactos { app.client: NtOpenFile(diary, FILE_READ_DATA) }`,
  },
  table: {
    meaning: "Rows of values and of what is demanded; each row is a case of its own. `*` is every value of a "
      + "column, and as what is demanded it is `any`. The first row that fits holds.",
    syntax: `table "TITLE" [on windows VERSIONS] { COLUMNS || COLUMNS; ROWS } each { STATEMENTS }`,
    example: `table "who may do what to the diary" on windows 11 {
  rights          || status
  FILE_READ_DATA  || STATUS_SUCCESS
  FILE_WRITE_DATA || STATUS_ACCESS_DENIED
} each {
  app.client: NtOpenFile(diary, rights) => status
}`,
  },
  each: {
    meaning: "The body of a table, done for each row; also in `for each allocation failing`.",
    syntax: `} each { STATEMENTS }   ·   for each allocation failing { STATEMENTS }`,
    example: `table "everybody" on windows 11 {
  asked              || held
  SecurityAnonymous  || SecurityAnonymous
  SecurityDelegation || SecurityDelegation
} each {
  system.main: primary = PsReferencePrimaryToken(app)
  system.main: PsImpersonateClient(app.client, primary, level: asked) => level: held
}`,
  },
  on: {
    meaning: "The versions that a scenario or a table is for.",
    syntax: `on windows VERSIONS`,
    example: `scenario "then" on windows xp-sp1 { system.main: PsRevertToSelf() }`,
  },
  breaks: {
    meaning: "The scenario holds when these properties are found broken: a hole that is known.",
    syntax: `scenario "TITLE" breaks "PROPERTY", … { STATEMENTS }`,
    example: `property "always himself": never app.client.impersonating
scenario "a loan" on windows 11 breaks "always himself" {
  maybe {
    system.main: primary = PsReferencePrimaryToken(app)
    system.main: PsImpersonateClient(app.client, primary, level: SecurityImpersonation)
  }
}`,
  },
  repairs: {
    meaning: "The repaired twin of a scenario that breaks: it holds when the same budget finds nothing.",
    syntax: `scenario "TITLE" repairs "SCENARIO" [with FIXED as BROKEN, …] [{ STATEMENTS }]`,
    example: `property "clean": always clean at user-return
driver hasty {
  entry lend(to: token) { PsImpersonateClient(current, to, level: SecurityImpersonation) => any }
}
driver tidy {
  entry lend(to: token) {
    PsImpersonateClient(current, to, level: SecurityImpersonation) => any
  } finally { PsRevertToSelf() }
}
scenario "a loan" on windows 11 breaks "clean" {
  system.main: primary = PsReferencePrimaryToken(app)
  app.client: enter hasty.lend(primary)
}
scenario "a loan, given back" repairs "a loan" with tidy as hasty`,
  },
} satisfies WordRows;
