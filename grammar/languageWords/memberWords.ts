/* The members of declarations: what stands in their braces. */
import type { WordRows } from "./languageWord.ts";

export const memberWords = {
  user: {
    of: ["account"],
    meaning: "The SID of the user; without it one of a series.",
    syntax: `user SID`,
    example: `account eve { user S-1-5-21-7-7-7-1003 }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect shell.token.user == S-1-5-21-7-7-7-1003 }`,
  },
  groups: {
    of: ["account"],
    meaning: "Groups of the token; those that everybody has who is logged on come with it.",
    syntax: `groups SID [deny-only | disabled | owner], …`,
    example: `account eve { groups Users, Administrators deny-only }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect Administrators in shell.token.groups.denyOnly }`,
  },
  privileges: {
    of: ["account"],
    meaning: "Privileges of the token, enabled unless it says otherwise; without the member, what Windows "
      + "gives such an account.",
    syntax: `privileges PRIVILEGE [disabled], …   ·   privileges none`,
    example: `account eve { privileges SeImpersonatePrivilege, SeDebugPrivilege disabled }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect SeDebugPrivilege not in shell.token.privileges.enabled }`,
  },
  integrity: {
    of: ["account", "process"],
    meaning: "The integrity level of the token; a process can have a lower one than its account.",
    syntax: `integrity LEVEL`,
    example: `process shell as bob { thread main; integrity Low }
scenario "low" on windows 11 { expect shell.token.integrity == Low }`,
  },
  restricting: {
    of: ["account"],
    meaning: "The SIDs that the token is restricted to: what they are not granted it is not. "
      + "`WRITE_RESTRICTED` among them, and they bind writing only.",
    syntax: `restricting SID, …   ·   restricting WRITE_RESTRICTED, SID, …   ·   restricting none`,
    example: `account eve { groups Users; restricting Everyone }
process shell as eve { thread main }
scenario "restricted" on windows 11 {
  shell.main: NtOpenFile(diary, FILE_READ_DATA) => STATUS_ACCESS_DENIED
}`,
  },
  logon: {
    of: ["account", "session"],
    meaning: "The logon session, by LUID or by name.",
    syntax: `logon LUID   ·   logon SESSION`,
    example: `account eve { groups Users; logon 0x1234 }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect shell.token.session == 0x1234 }`,
  },
  origin: {
    of: ["account", "session"],
    meaning: "The logon session that made the logon: 0x3E7 of interactive logons, 0 of network ones; 0 matches "
      + "nobody's.",
    syntax: `origin LUID   ·   origin SESSION`,
    example: `account eve { groups Users; origin 0x3E7 }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect shell.token.origin == 0x3E7 }`,
  },
  elevation: {
    of: ["account"],
    meaning: "The elevation type of the token.",
    syntax: `elevation TYPE`,
    example: `account eve { groups Users, Administrators deny-only; elevation TokenElevationTypeLimited }
process shell as eve { thread main }
scenario "eve" on windows 11 { expect shell.token.elevation == TokenElevationTypeLimited }`,
  },
  package: {
    of: ["account"], notYet: true, meaning: "The package SID of an AppContainer.",
    syntax: `package SID`, example: `account eve { package S-1-15-2-1 }`,
  },
  capabilities: {
    of: ["account"], notYet: true, meaning: "The capabilities of an AppContainer.",
    syntax: `capabilities SID, …`, example: `account eve { capabilities S-1-15-3-1 }`,
  },
  linked: {
    of: ["account"], notYet: true, meaning: "The account of the linked token.",
    syntax: `linked ACCOUNT`, example: `account eve { linked bob }`,
  },
  thread: {
    of: ["process"],
    meaning: "Threads of the process, by name.",
    syntax: `thread NAME, … [{ sddl "SDDL" }]`,
    example: `process shell as bob { thread main { sddl "D:(A;;GA;;;SY)" } }
scenario "guarded" on windows 11 {
  app.client: NtOpenThreadToken(shell.main, TOKEN_QUERY) => STATUS_ACCESS_DENIED
}`,
  },
  terminal: {
    of: ["process"],
    meaning: "The number of the terminal session.",
    syntax: `terminal N`,
    example: `process shell as bob { thread main; terminal 1 }
scenario "a shell" on windows 11 { expect shell.token.user == bob }`,
  },
  sddl: {
    of: ["process", "thread"],
    meaning: "The security descriptor of a process or a thread; without it, what creating one gives.",
    syntax: `sddl "SDDL"`,
    example: `process shell as bob { thread main; sddl "D:(A;;GA;;;SY)" }
scenario "guarded" on windows 11 {
  app.client: NtOpenProcessToken(shell, TOKEN_QUERY) => STATUS_ACCESS_DENIED
}`,
  },
  handles: {
    of: ["process"],
    meaning: "Handles that the process has from the start, with their rights; of a token with its level.",
    syntax: `handles THING RIGHTS, …   ·   handles PROCESS.token RIGHTS as LEVEL`,
    example: `process shell as bob { thread main; handles diary FILE_WRITE_DATA }
scenario "given" on windows 11 { expect some h in shell.handles: FILE_WRITE_DATA in h.access }`,
  },
  job: {
    of: ["process"],
    meaning: "The job that the process is in.",
    syntax: `job NAME`,
    example: `job box { limits JOB_OBJECT_SECURITY_NO_ADMIN }
process boxed as bob { thread main; job box }
scenario "boxed" on windows xp-sp2 { expect boxed.job == box }`,
  },
  limits: {
    of: ["job"],
    meaning: "The job's security limits, by NT's flags.",
    syntax: `limits JOB_OBJECT_SECURITY_… | …`,
    example: `job box { limits JOB_OBJECT_SECURITY_NO_ADMIN | JOB_OBJECT_SECURITY_RESTRICTED_TOKEN }
process boxed as bob { thread main; job box }
scenario "boxed" on windows xp-sp2 { expect boxed.job == box }`,
  },
  token: {
    of: ["job"],
    meaning: "The account whose token JOB_OBJECT_SECURITY_ONLY_TOKEN wants the job's processes to have.",
    syntax: `token ACCOUNT`,
    example: `job box { limits JOB_OBJECT_SECURITY_ONLY_TOKEN; token bob }
process boxed as bob { thread main; job box }
scenario "boxed" on windows xp-sp2 { expect boxed.token.user == bob }`,
  },
  disables: {
    of: ["job"],
    meaning: "SIDs that JOB_OBJECT_SECURITY_FILTER_TOKENS makes deny-only in what is impersonated.",
    syntax: `disables SID, …`,
    example: `job box { limits JOB_OBJECT_SECURITY_FILTER_TOKENS; disables Users }
process boxed as LocalService { thread main; job box }
scenario "filtered" on windows xp-sp2 {
  system.main: primary = PsReferencePrimaryToken(app)
  system.main: PsImpersonateClient(boxed.main, primary, level: SecurityIdentification)
  expect Users in boxed.main.token.groups.denyOnly
}`,
  },
  deletes: {
    of: ["job"],
    meaning: "Privileges that JOB_OBJECT_SECURITY_FILTER_TOKENS takes out of what is impersonated.",
    syntax: `deletes PRIVILEGE, …`,
    example: `job box { limits JOB_OBJECT_SECURITY_FILTER_TOKENS; deletes SeShutdownPrivilege }
process boxed as LocalService { thread main; job box }
scenario "filtered" on windows xp-sp2 {
  system.main: primary = PsReferencePrimaryToken(app)
  system.main: PsImpersonateClient(boxed.main, primary, level: SecurityIdentification)
  expect SeShutdownPrivilege not in boxed.main.token.privileges
}`,
  },
  restricts: {
    of: ["job"],
    meaning: "SIDs that JOB_OBJECT_SECURITY_FILTER_TOKENS restricts what is impersonated to.",
    syntax: `restricts SID, …`,
    example: `job box { limits JOB_OBJECT_SECURITY_FILTER_TOKENS; restricts Users }
process boxed as LocalService { thread main; job box }
scenario "filtered" on windows xp-sp2 {
  system.main: primary = PsReferencePrimaryToken(app)
  system.main: PsImpersonateClient(boxed.main, primary, level: SecurityIdentification)
  expect Users in boxed.main.token.restricting
}`,
  },
  mode: {
    of: ["pipe"],
    meaning: "Whether a read takes one message, as it is without a word, or all that is there.",
    syntax: `mode message   ·   mode byte`,
    example: `process shop as LocalService { thread main }
pipe orders by shop "D:(A;;GA;;;WD)" { mode byte }
scenario "two orders at once" on windows 11 {
  app.client: NtWriteFile(orders)
  app.client: NtWriteFile(orders)
  shop.main: NtReadFile(orders)
  shop.main: NtReadFile(orders) => STATUS_PIPE_EMPTY
}`,
  },
  limit: {
    of: ["pipe"], notYet: true, meaning: "How much a pipe holds.", syntax: `limit N`,
    example: `pipe orders by app "D:(A;;GA;;;WD)" { limit 2 }`,
  },
  controls: {
    of: ["attacker"],
    meaning: "The threads that make its calls; their processes' tokens and handles are its own.",
    syntax: `controls THREAD, …   ·   controls PROCESS`,
    example: `attacker guest { controls app.client, app.helper; calls NtOpenFile; names diary }
scenario "a guest" on windows 11 { never escalation by guest; play guest for 1 }`,
  },
  calls: {
    of: ["attacker"],
    meaning: "What it calls, with weights that say how often one is drawn; `user routines` is all that a user "
      + "can call.",
    syntax: `calls [WEIGHT *] ROUTINE, …   ·   calls user routines [except ROUTINE …]   ·   calls pipe routines`,
    example: `attacker guest { controls app.client; calls 3 * NtOpenFile, user routines except NtClose; names diary }
scenario "a guest" on windows 11 { never escalation by guest; play guest for 1 }`,
  },
  names: {
    of: ["attacker"],
    meaning: "Things that it can name in a call: threads, processes, objects, or all of a kind.",
    syntax: `names THING, …   ·   names objects, threads, processes`,
    example: `attacker guest { controls app.client; calls NtOpenFile, NtOpenProcessToken; names objects, app }
scenario "a guest" on windows 11 { never escalation by guest; play guest for 1 }`,
  },
  holds: {
    of: ["attacker"],
    meaning: "Handles that it starts with; what it holds is part of what it has.",
    syntax: `holds THING RIGHTS, …   ·   holds PROCESS.token RIGHTS as LEVEL   ·   holds none`,
    example: `attacker guest { controls app.client; calls NtClose; holds diary FILE_READ_DATA }
scenario "a guest" on windows 11 { never escalation by guest; play guest for 1 }`,
  },
  coerces: {
    of: ["attacker"],
    meaning: "Procedures that it can set off, and how often: each runs as a lane of its own thread beside the "
      + "play, when and as often as the attacker likes.",
    syntax: `coerces PROCEDURE up to N, …   ·   coerces PROCEDURE`,
    example: `object log as file "O:SYG:SYD:(A;;FA;;;SY)"
procedure note() by system.main { act log FILE_WRITE_DATA }
attacker guest { controls app.helper; calls NtOpenFile; names diary; coerces note up to 2 }
scenario "a guest" on windows 11 { never escalation by guest; play guest for 1 }`,
  },
} satisfies WordRows;
