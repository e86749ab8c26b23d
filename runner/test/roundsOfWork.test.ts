/** Work that code queues in a round of a repeat keeps the names of its own round. */
import { expect, it } from "vitest";
import { programOf, resultOf } from "./support/compiled.ts";

const text = `
windows 11
account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
object open as file "O:SYG:SYD:(A;;FA;;;WD)"
driver server {
  entry taken() {
    repeat 2 {
      ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
      ExQueueWorkItem { SeDeleteClientSecurity(ctx) }
    }
  }
  entry asked() {
    repeat 2 {
      ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) => any
      if not ctx.failed { ExQueueWorkItem { if not ctx.failed { SeDeleteClientSecurity(ctx) } } }
    }
  }
  entry once() {
    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) => any
    ExQueueWorkItem { if not ctx.failed { SeDeleteClientSecurity(ctx) } }
  }
  entry behind() {
    repeat 1..2 {
      ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
      ExQueueWorkItem { act open FILE_READ_DATA }
    }
    SeDeleteClientSecurity(ctx)
  }
  entry twice() {
    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    repeat 2 { ExQueueWorkItem { SeDeleteClientSecurity(ctx) } }
  }
}
scenario "a context per round" { app.client: enter server.taken() }
scenario "a condition per round" { app.client: enter server.asked() }
scenario "a condition of code that is entered twice" {
  for each allocation failing { repeat 2 { app.client: enter server.once() } }
}
scenario "behind the rounds the last one's" { app.client: enter server.behind() }
scenario "lines of the scenario" {
  repeat 2 {
    system.main: ctx = SeCreateClientSecurity(app.client, level: SecurityImpersonation)
    system.main: ExQueueWorkItem { SeDeleteClientSecurity(ctx) }
  }
}
scenario "bound before the rounds" { app.client: enter server.twice() }
`;

const verdictOf = (title: string): string =>
  resultOf({ name: "t.scn", text }, programOf(text, title, "11")).verdict;

it.each([
  "a context per round", "a condition per round", "a condition of code that is entered twice",
  "behind the rounds the last one's", "lines of the scenario",
])("%s: nothing is deleted twice, whenever the work is done", (title) => {
  expect(verdictOf(title)).toBe("held");
});

it("what was bound before the rounds is one thing for all of them", () => {
  expect(verdictOf("bound before the rounds")).toBe("bug check");
});

const aside = "system.main: ExQueueWorkItem { act open FILE_READ_DATA }";

/** A scenario with a property over what its rounds bind. */
function judged(round: string, property: string): string {
  const whole = `${text}\nscenario "judged" {\n repeat 2 {\n${round}\n }\n ${property}\n}`;
  return resultOf({ name: "t.scn", text: whole }, programOf(whole, "judged", "11")).verdict;
}

const opened = "system.main: t = NtOpenProcessToken(app, TOKEN_QUERY)";

it.each([
  ["a chosen value", "choose k in 1..2", "never k == 2", "failed"],
  ["a chosen value, some time", "choose k in 1..2", "sometimes k == 2", "held"],
  ["a result", opened, "never t != none", "failed"],
  ["a result's status", opened, "never t.status == STATUS_SUCCESS", "failed"],
])("a name that a property reads is judged in each round: %s", (_, round, property, verdict) => {
  expect(judged(`${round}\n${aside}`, property)).toBe(verdict);
  const readLater = "system.main: ExQueueWorkItem { if READ { act open FILE_READ_DATA } }"
    .replace("READ", round.startsWith("choose") ? "k == 2" : "not t.failed");
  expect(judged(`${round}\n${readLater}`, property)).toBe(verdict);
});

it("work that reads no name of a round changes nothing of what names mean in it", () => {
  const round = `maybe { system.main: ctx = SeCreateClientSecurity(app.client, level: SecurityImpersonation) }
    system.main: SeDeleteClientSecurity(ctx)`;
  const never = "never count(tokens) > 90";
  expect(judged(round, never)).toBe("bug check");
  expect(judged(`${round}\n${aside}`, never)).toBe("bug check");
});
