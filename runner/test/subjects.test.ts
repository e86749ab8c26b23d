/**
 * Whom a verdict is about: an attacker that never plays is not cleared by another one's play, a deputy that
 * never acts not by another thread's acts, a property that nobody broke not by another one that was, and
 * nobody gains what he held from the start.
 */
import { describe, expect, it } from "vitest";
import type { ScenarioResult } from "../campaign/results.ts";
import { groupLines } from "../report/summary.ts";
import { plainPage } from "../report/theme.ts";
import { programOf, resultOf } from "./support/compiled.ts";

const world = `account mallory { user S-1-5-21-7-7-7-1001; groups Users }
account boss { user S-1-5-21-7-7-7-1002; groups Users, Administrators; integrity High }
process app as mallory { thread one, two }
process vic as boss { thread t }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)"
driver filter { entry open() { IoQueueWorkItem { for caller { act secrets FILE_WRITE_DATA unchecked } } } }
driver quiet { entry open() { IoQueueWorkItem { act secrets FILE_WRITE_DATA } } }
driver giving { entry open() { r = PsReferencePrimaryToken(system); PsImpersonateClient(current, r, copyOnOpen: true, effectiveOnly: false, level: SecurityImpersonation) } }
`;

function judged(attackers: string, body: string, head = "", version = "11"): ScenarioResult {
  const text = `${world}${attackers}\nscenario "s" on windows ${version} ${head} {\n${body}\n}\n`;
  return resultOf({ name: "s.scn", text }, programOf(text, "s", version));
}

const attacker = (name: string, thread: string, more = "holds none"): string =>
  `attacker ${name} { controls ${thread}; calls NtOpenFile, NtOpenThreadToken, NtClose; names secrets, app.one, app.two; ${more} }\n`;
const both = attacker("a", "app.one") + attacker("b", "vic.t");

describe("a property about an attacker", () => {
  it("is vacuous when only another one plays, and broken where it is that one who gains", () => {
    const body = (who: string): string =>
      `never escalation by ${who}\nplay b for 1\napp.one: enter giving.open()`;
    const version = "xp-sp1";
    expect(judged(both, body("a"), "", version)).toMatchObject({ verdict: "vacuous", failures: [] });
    const played = `never escalation by a\nplay a for 1\napp.one: enter giving.open()`;
    expect(judged(both, played, "", version).verdict).toBe("failed");
    expect(judged(both, body("b"), "", version)).toMatchObject({ verdict: "held", vacuous: [] });
  });

  it("about two attackers is vacuous as long as one of them never plays", () => {
    const body = (play: string): string =>
      `never escalation by a or escalation by b\n${play}\napp.two: NtOpenProcessToken(app, TOKEN_QUERY)`;
    expect(judged(both, body("play b for 1")).verdict).toBe("vacuous");
    expect(judged(both, body("play a for 1; play b for 1")).verdict).toBe("held");
  });
});

describe("a property about a deputy", () => {
  const acts = (thread: string): string => `${thread}: enter filter.open()`;
  it("is vacuous when somebody else acts for others", () => {
    const enterBoth = "never deputy by app.one\nsystem.main: { for app.one { act secrets FILE_WRITE_DATA } }";
    expect(judged("", enterBoth).verdict).toBe("vacuous");
    expect(judged("", enterBoth.replace("deputy by app.one", "deputy by system.main")).verdict).toBe(
      "failed",
    );
    expect(judged("", enterBoth.replace("deputy by app.one", "deputy")).verdict).toBe("failed");
  });

  it("holds when the thread that it names acted, or was refused, for somebody who could have done it", () => {
    const body =
      "never deputy by system.main\nsystem.main: { for system.worker1 { act secrets FILE_WRITE_DATA } }";
    expect(judged("", body)).toMatchObject({ verdict: "held", vacuous: [] });
    expect(judged("", `never deputy by system.main\n${acts("app.one")}`).verdict).toBe("vacuous");
  });
});

describe("breaks with several properties", () => {
  const properties = `property "p": always app.one.level != SecurityImpersonation
property "q": always app.two.level != SecurityImpersonation\n`;
  const raise = (thread: string): string => `${thread}: enter giving.open()`;

  it("fails when one of them is never broken, and names it", () => {
    const result = judged(properties, raise("app.one"), `breaks "p", "q"`, "xp-sp1");
    expect(result).toMatchObject({ verdict: "failed", unbroken: ["q"], failures: [] });
    const text = groupLines([result], plainPage).join("\n");
    expect(text).toContain('"q" was meant to be broken and held');
    expect(text).toContain('broken as it should be: "p"');
  });

  it("holds when each is broken by some run, and says so of each", () => {
    const body = `any of { ${raise("app.one")}; ${raise("app.two")} }`;
    const result = judged(properties, body, `breaks "p", "q"`, "xp-sp1");
    expect(result).toMatchObject({ verdict: "held", unbroken: [] });
    const text = groupLines([result], plainPage).join("\n");
    for (const title of ["p", "q"])
      expect(text).toContain(`broken as it should be: "${title}", in 1 of 2 runs`);
  });
});

describe("what an attacker holds from the start", () => {
  const step = "app.two: NtOpenThreadToken(current, TOKEN_QUERY) => any";
  it.each([
    ["a handle to an object that he could not open", "holds secrets FILE_WRITE_DATA"],
    ["a handle to a process", "holds vic PROCESS_QUERY_INFORMATION"],
    ["a handle to a thread", "holds vic.t THREAD_IMPERSONATE"],
    ["every right to a process", "holds vic PROCESS_ALL_ACCESS"],
  ])("is no gain: %s", (_, holds) => {
    for (const version of ["xp-sp1", "11"]) {
      const { failures } = judged(
        attacker("a", "app.one", holds),
        `never escalation by a\nplay a for 3\n${step}`,
        "",
        version,
      );
      expect(failures.map((each) => each.title)).toEqual([]);
    }
  });

  it("is no gain when a driver gives it to him once more, but every further right is", () => {
    const given = (rights: string): string => {
      const driver = `driver opening { entry open() { NtOpenFile(secrets, ${rights}) } }\n`;
      const body = "never accessGain by a\nplay a for 1\napp.two: enter opening.open()";
      return judged(driver + attacker("a", "app.one", "holds secrets FILE_WRITE_DATA"), body).verdict;
    };
    expect(given("FILE_WRITE_DATA")).toBe("held");
    expect(given("FILE_READ_DATA")).toBe("failed");
    expect(given("FILE_READ_DATA | FILE_WRITE_DATA")).toBe("failed");
  });

  it("may be used on his behalf: a server that does what he could do through his handle is no deputy", () => {
    const body = (rights: string): string =>
      `never deputy\nplay a for 1\nsystem.main: { for app.one { act secrets ${rights} } }`;
    const holding = attacker("a", "app.one", "holds secrets FILE_WRITE_DATA");
    expect(judged(holding, body("FILE_WRITE_DATA")).verdict).toBe("held");
    expect(judged(holding, body("FILE_READ_DATA")).verdict).toBe("failed");
  });
});

describe("a condition about an attacker who does not play", () => {
  it.each([
    ["in a line", "app.one: NtOpenFile(secrets, FILE_READ_DATA) => any; expect not (identityGain by a)", "held"],
    ["of two", "never accessGain by a and identityGain by b; play b for 1", "vacuous"],
  ])("is judged: %s", (_, body, verdict) => {
    expect(judged(both, body).verdict).toBe(verdict);
  });
});

describe("a property that had no chance", () => {
  const early = `system.main: r = PsReferencePrimaryToken(app)
    system.main: PsImpersonateClient(app.one, r)`;
  const later = "never some h in app.handles: TOKEN_DUPLICATE in h.access";
  it("says that something else ended the runs, and what; what broke is not called vacuous", () => {
    const body = `property "first": never app.one.impersonating
      property "later": ${later}
      ${early}; app.two: NtOpenProcessToken(app, TOKEN_QUERY)`;
    const { verdict, vacuous } = judged("", body);
    expect(verdict).toBe("failed");
    expect(vacuous).toEqual([
      '"later" could not have been broken: nothing that it reads was ever written with another value in 1 run, ' +
        'which was ended by "first"',
    ]);
  });

  it("counts how many runs were ended where some were not", () => {
    const body = `property "first": never app.one.impersonating
      property "later": ${later}
      choose n in 1..3
      if n != 2 { ${early} }`;
    expect(judged("", body).vacuous.join()).toContain('in 3 runs, 2 of which were ended by "first"');
  });

  it("names no end where every run came to its own", () => {
    const body = 'property "later": never app.two.impersonating; app.two: NtOpenProcessToken(app, TOKEN_QUERY)';
    expect(judged("", body).vacuous.join()).toMatch(/another value in 1 run$/);
  });
});
