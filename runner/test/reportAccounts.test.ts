/**
 * A user who is logged on twice has one SID and two accounts: the filtered and the full token of an
 * administrator. Whatever tells of a token calls it after the account whose logon session it carries.
 */
import { describe, expect, it } from "vitest";
import { explainTrace } from "../report/explain.ts";
import { failureReport, failureStory } from "../report/failure.ts";
import { withFlatNames } from "../report/lines.ts";
import { sidNames } from "../report/names.ts";
import { seenValues } from "../report/seenValues.ts";
import { plainPage } from "../report/theme.ts";
import { traceRun } from "../report/trace.ts";
import { newMachine, programOf } from "./support/compiled.ts";

const first = { kind: "first" } as const;
const user = "S-1-5-21-7-7-7-1001";
const accounts = {
  filtered: `account filtered { user ${user}; groups Users, Administrators deny-only }`,
  full: `account full { user ${user}; groups Users, Administrators; integrity High }`,
};
type Name = keyof typeof accounts;

/** One account acts, with its own tokens alone; the other is there and does nothing. */
const text = (acting: Name, order: readonly Name[]): string => `
${order.map((name) => accounts[name]).join("\n")}
${order.map((name) => `process of_${name === acting ? "actor" : "idler"} as ${name} { thread t${order.indexOf(name)} }`).join("\n")}
scenario "s" on windows 11 {
  of_actor.t${order.indexOf(acting)}: {
    own = NtOpenProcessToken(of_actor, TOKEN_DUPLICATE | TOKEN_QUERY)
    copy = NtDuplicateToken(own, TOKEN_ALL_ACCESS, type: TokenImpersonation, level: SecurityImpersonation)
    NtSetInformationThread(current, ThreadImpersonationToken, copy)
    NtOpenThreadToken(current, TOKEN_QUERY, openAsSelf: true)
  }
  system.main: {
    ctx = SeCreateClientSecurity(of_actor.t${order.indexOf(acting)}, level: SecurityImpersonation)
    SeImpersonateClientEx(ctx)
  }
  expect system.main.token.user == LocalSystem or of_actor.token.integrity == System
}`;

const cases = (["filtered", "full"] as const).flatMap((acting) =>
  [
    ["filtered", "full"],
    ["full", "filtered"],
  ].map((order) => ({ acting, order: order as Name[], idle: acting === "full" ? "filtered" : "full" })),
);

describe.each(cases)("$acting acts, declared as $order", ({ acting, order, idle }) => {
  const program = programOf(text(acting, order), "s", "11");
  const machine = newMachine();
  const trace = traceRun(machine, program, first);
  const source = { name: "a.scn", text: text(acting, order) };
  const report = failureReport(machine, program, { recipe: first, key: "", title: "", count: 1n });
  const { threads, ...told } = trace;
  const tellers: Record<string, string> = {
    "the trace": JSON.stringify(told),
    "the story": failureStory(report, { source: { name: "a.scn", text: "" }, page: plainPage }),
    "the values that were seen": JSON.stringify(seenValues(machine, program, first)),
    "the explanations of all steps": JSON.stringify(
      trace.steps.map((step) => explainTrace(machine, program, first, trace, step.number)),
    ),
  };

  it.each(Object.keys(tellers))("%s names it, and nobody else", (teller) => {
    const words = tellers[teller]!.replaceAll(/the user of \w+ and \w+/g, "");
    expect(words).toMatch(new RegExp(`\\b${acting}\\b`));
    expect(words).not.toMatch(new RegExp(`\\b${idle}\\b`));
  });

  it("each thread of the trace says whose it is", () => {
    const of = (process: string) => threads.find((thread) => thread.process === process)?.identity;
    expect([of("of_actor"), of("of_idler")]).toEqual(
      ["of_actor", "of_idler"].map((process) =>
        (process === "of_actor") === (acting === "full") ? "full, High" : "filtered, Medium",
      ),
    );
    expect(source.text).toContain(`as ${acting}`);
  });
});

it("the SID that accounts share is called after all of them", () => {
  const values = seenValues(newMachine(), programOf(text("full", ["full", "filtered"]), "s", "11"), first);
  expect(values).toContainEqual({ path: "system.main.token.user", value: "the user of full and filtered" });
});

it("SIDs that share a number are all named", () => {
  const many = `account bob { user S-1-5-21-7-7-7-1002; groups Users, S-1-5-21-7-7-7-2001, S-1-5-21-7-7-7-2002 }
    process app as bob { thread t }
    scenario "s" on windows 11 { app.t: NtOpenProcessToken(app, TOKEN_QUERY) }`;
  const { image, names } = withFlatNames(programOf(many, "s", "11"));
  const groups = image.initial.token!.at(-1)!["groups"] as bigint;
  expect(sidNames(groups, names)).toEqual(
    expect.arrayContaining(["S-1-5-21-7-7-7-2001", "S-1-5-21-7-7-7-2002"]),
  );
});
