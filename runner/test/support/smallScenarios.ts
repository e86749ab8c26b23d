/**
 * Small texts for tests of campaigns: a world, a driver that does it wrong, one that does it right, and
 * scenarios about them.
 */
export const world = `account mallory { user S-1-5-21-7-7-7-1001; groups Users, Interactive }
process app as mallory { thread victim, accomplice }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
`;

export const drivers = `driver raising {
  entry work() {
    ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation) else return
    SeImpersonateClientEx(ctx) => any
    act secrets FILE_WRITE_DATA
  } finally { SeDeleteClientSecurity(ctx) }
}
driver reverting {
  entry work() {
    ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation) else return
    SeImpersonateClientEx(ctx) => any
    act secrets FILE_WRITE_DATA
    SeStopImpersonatingClient()
  } finally { SeDeleteClientSecurity(ctx) }
}
property "clean": always clean at user-return
`;

export const broken = `scenario "raised" on windows 11 breaks "clean" { victim: enter raising.work() }\n`;
export const repaired = `scenario "lowered" on windows 11 repairs "raised" with reverting as raising\n`;

/** Choices: so many runs, exactly. */
export const choices = (count: number): string =>
  `scenario "choices" on windows 11 { choose n in 1..${count}; system.main: PsRevertToSelf() }\n`;

/** Blind play that finds the raised thread, in many cases and few. */
export const play = `attacker thief { controls app.accomplice; calls user routines; names app, app.victim, secrets; holds none }
scenario "play" on windows xp-sp1 {
  property "no escalation": never escalation by thief
  concurrently { lane app.victim { enter reverting.work() }; play thief for 4 }
}
`;
